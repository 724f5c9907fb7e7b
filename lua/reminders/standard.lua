-- The words of a reminder, and whether it is worth sending. Should this file be broken, the core sends its own plain words instead.
-- habit: { name, target, unit, done_today, message, regular, sent_unanswered }

local voice = hf.use("voice")

local IGNORED = 6   -- reminders in a row without a log: from there on every other day is enough

local function number(n)
  if not n then return "" end
  return n == math.floor(n) and ("%d"):format(n) or tostring(n)
end

hf.reminder{
  id = "standard",
  when = function(_, habit)
    if habit.done_today then return "skip" end
    if (habit.sent_unanswered or 0) >= IGNORED and habit.sent_unanswered % 2 == 1 then return "skip" end
    return "send"
  end,
  text = function(ctx, habit)
    if habit.message and habit.message ~= "" then return habit.message end   -- the person's own words come first
    local target = habit.unit and habit.unit ~= "" and number(habit.target) or ""
    return voice.say(ctx.voice, ctx.language, "reminder", { habit = habit.name, target = target, unit = habit.unit or "" })
  end,
}
