-- milestone: a round number, or the old best passed. Only what is new is news: a level that the habit had reached before is not, and each is
-- said once.
-- event: { habit, goal, streak, unit, longest_before, logged_ago }

local coaching = hf.use("coaching")

local LEVELS = {
  day = { 7, 14, 30, 66, 100, 150, 200, 300, 365, 500, 730, 1000 }, week = { 4, 12, 26, 52, 104 },
  month = { 3, 6, 12, 24 }, time = { 5, 10, 25, 50, 100 },
}
local LATE = { day = 2 }     -- how far past the number it may still be said, when something else came first
local RECORD_FROM = 14       -- an old best below this is not worth a word
local LOGGED_WITHIN = 7      -- a limit that holds because nobody logs is no achievement

local function between(n, low, high) return n >= low and n <= high end

local function level_of(event)
  local best
  for _, level in ipairs(LEVELS[event.unit] or LEVELS.day) do
    if between(event.streak, level, level + (LATE[event.unit] or 0)) and event.longest_before < level then best = level end
  end
  return best
end

local function is_record(event)
  local old = event.longest_before
  return old >= RECORD_FROM and between(event.streak, old + 1, old + 1 + (LATE[event.unit] or 0))
end

local function values_of(event)
  return {
    habit = event.habit, streak = event.streak, streak_unit = coaching.unit(event.streak, event.unit), longest = event.longest_before,
  }
end

hf.coach{
  id = "milestone",
  on = "logged",
  priority = 30,
  when = function(_, event)
    if event.goal == "atMost" and (event.logged_ago or LOGGED_WITHIN + 1) > LOGGED_WITHIN then return false end
    return level_of(event) ~= nil or is_record(event)
  end,
  say = function(_, event)
    local level = level_of(event)
    if level then return coaching.message("milestone", values_of(event), event.unit .. level) end
    return coaching.message("record", values_of(event), "record" .. event.longest_before)
  end,
}
