-- A new week is a good moment to begin again, for somebody whose habit has rested; never in the middle of a streak.
-- event: { habit, weekday, streak, misses }
hf.coach{
  id = "fresh-start",
  on = "daily",
  cooldown = 28,
  priority = 5,
  when = function(_, event)
    return event.weekday == "mon" and event.streak == 0 and event.misses >= 3
  end,
  say = function(_, event)
    return ("A new week. Would you like to give %s a small place in it?"):format(event.habit)
  end,
}
