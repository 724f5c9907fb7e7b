-- milestone: a round number, said once for each habit and level. Only what is new is news: a level that the habit had reached before is not.
-- event: { habit, streak, unit, longest_before, said = { levels that were said } }

local voice = hf.use("voice")

local LEVELS = { day = { 3, 7, 14, 30, 50, 66, 100, 200, 365 }, week = { 4, 12, 26, 52 }, month = { 3, 6, 12 }, time = { 5, 10, 25, 50, 100 } }

local function level_of(event)
  local best
  for _, level in ipairs(LEVELS[event.unit] or LEVELS.day) do
    if event.streak == level then best = level end
  end
  return best
end

local function said(event, level)
  for _, l in ipairs(event.said or {}) do
    if l == level then return true end
  end
  return false
end

hf.coach{
  id = "milestone",
  on = "logged",
  priority = 30,
  when = function(_, event)
    local level = level_of(event)
    return level ~= nil and event.streak > (event.longest_before or 0) and not said(event, level)
  end,
  say = function(ctx, event)
    return voice.say(ctx.voice, ctx.language, "milestone", {
      habit = event.habit, streak = event.streak, streak_unit = voice.unit(event.streak, event.unit),
    })
  end,
}
