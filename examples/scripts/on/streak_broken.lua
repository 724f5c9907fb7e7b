-- When a streak ends: what stays is said first.
-- event: { habit, streak, longest, total }
hf.on{
  id = "kind-words",
  event = "streak_broken",
  run = function(ctx, event)
    if event.streak < 7 then return end   -- short ones come and go
    ctx:reply(("%s: %d times in all, and that stays. The next one can be small."):format(event.habit, event.total))
  end,
}
