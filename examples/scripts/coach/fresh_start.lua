-- A new week is a good moment to begin again, for somebody whose habit has rested; never in the middle of a streak.
-- Its sentences lie in templates/fresh_start.lua.
-- event: { habit, weekday, streak, misses, done_before, today }   (docs/coaching.md lists all fields)
local coaching = hf.use("coaching")

hf.coach{
  id = "fresh-start",
  on = "daily",
  cooldown = 28,
  priority = 5,
  when = function(_, event)
    return event.weekday == "mon" and event.done_before and event.streak == 0 and event.misses >= 3
  end,
  say = function(_, event)
    local values = { habit = event.habit, misses = event.misses, misses_unit = coaching.unit(event.misses, event.unit) }
    return { subject = event.habit, body = coaching.sentence("fresh_start", values), reason = event.today }
  end,
}
