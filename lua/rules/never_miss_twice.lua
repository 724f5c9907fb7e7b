-- never-miss-twice: one miss is carried, a second one in a row is not; and in any 30 days at most four are.
-- For habits that name it: rule = "never-miss-twice".

local WINDOW, MOST = 30, 4

local function missed(habit, day)
  local status = habit.status(day)
  return status == "none" or status == "missed" or status == "partial"
end

hf.rule{
  id = "never-miss-twice",
  help = "a single miss is carried, two in a row end the streak; at most 4 in 30 days",
  applies = function(habit)
    return habit.rule == "never-miss-twice" and habit.every == "daily"
  end,
  forgive = function(day, _, _, habit)
    local first = habit.start or day
    if day > first and missed(habit, day - 1) then return false end
    local count = 0
    for d = math.max(first, day - WINDOW + 1), day do
      if missed(habit, d) then count = count + 1 end
    end
    return count <= MOST
  end,
}
