-- never-miss-twice: one miss is carried, a second one in a row is not; and in any 30 days at most four are.
-- For habits that name it: rule = "never-miss-twice". Change WINDOW and MOST for another slack.

local WINDOW, MOST = 30, 4

-- Days from first to last that were asked for and not done.
local function misses(habit, first, last)
  return habit.count(math.max(first, habit.start or first), last, "none", "missed", "partial")
end

hf.rule{
  id = "never-miss-twice",
  help = "a single miss is carried, two in a row end the streak; at most 4 in 30 days",
  applies = function(habit)
    return habit.rule == "never-miss-twice" and habit.every == "daily"
  end,
  forgive = function(day, _, _, habit)
    return misses(habit, day - 1, day - 1) == 0 and misses(habit, day - WINDOW + 1, day) <= MOST
  end,
}
