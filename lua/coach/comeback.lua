-- comeback: the most useful message of all, after the first miss, when the habit is due again: its smallest version.
-- event: { habit, misses, unit, target, plan }   (misses in a row before now)

local voice = hf.use("voice")

-- A tenth, at least one, in the habit's unit; without a unit, two minutes of it.
local function smallest(event)
  if not event.unit or event.unit == "" or not event.target then return "two minutes of it" end
  return ("%d %s"):format(math.max(1, math.floor(event.target / 10)), event.unit)
end

hf.coach{
  id = "comeback",
  on = { "missed", "returned" },
  cooldown = 3,
  priority = 50,
  when = function(_, event) return event.misses >= 1 and event.misses <= 14 end,
  say = function(ctx, event)
    local text = voice.say(ctx.voice, ctx.language, "comeback", { habit = event.habit, smallest = smallest(event) })
    if event.misses >= 2 and event.plan then text = text .. "\n" .. event.plan end   -- the person's own words
    return text
  end,
}
