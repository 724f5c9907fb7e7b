-- risk: today decides, and this person's own history says that it may go wrong. Nothing is guessed from few days.
-- event: { habit, streak, unit, days_until_break, weekday_due, weekday_done, hour, usual_hour }

local voice = hf.use("voice")

local MIN_DUE, WEAK_SHARE, MIN_STREAK, LATE = 4, 0.5, 3, 2

hf.coach{
  id = "risk",
  on = "daily",
  cooldown = 2,
  priority = 40,
  when = function(_, event)
    if event.days_until_break ~= 0 or event.streak < MIN_STREAK then return false end
    local known = (event.weekday_due or 0) >= MIN_DUE
    local weak = known and event.weekday_done / event.weekday_due < WEAK_SHARE
    local late = event.usual_hour ~= nil and event.hour >= event.usual_hour + LATE
    return weak or late
  end,
  say = function(ctx, event)
    return voice.say(ctx.voice, ctx.language, "risk", {
      habit = event.habit, streak = event.streak, streak_unit = voice.unit(event.streak, event.unit),
    })
  end,
}
