-- The words of a reminder, and whether it is worth sending. Should this file be broken, the core sends its own plain words instead.
-- habit: { id, name, target, unit, count, limit, done_today, message, sent_unanswered, streak, streak_unit, late, again }
--   late: the one for an evening on which the streak would break; again: this script put it off, or wanted to be asked once more
-- when returns "send", "skip", minutes to wait, or { action = "send", again = minutes } to be asked once more if it is not done by then.
-- Handlers of reminders may read (ctx:streak and so on), but change nothing.

local voice = hf.use("voice")

local IGNORED = 6   -- reminders in a row without a log: from there on every other day is enough

local function number(n)
  if not n then return "" end
  return n == math.floor(n) and ("%d"):format(n) or tostring(n)
end

-- What the person wrote comes first; but not in the evening, when there is more to say.
local function own_words(habit)
  return not habit.late and habit.message and habit.message ~= "" and habit.message or nil
end

local function last_chance(ctx, habit)
  local unit = voice.unit(habit.streak, habit.streak_unit or "day")
  return voice.say(ctx.voice, ctx.language, "risk", { habit = habit.name, streak = number(habit.streak), streak_unit = unit })
end

hf.reminder{
  id = "standard",
  when = function(_, habit)
    if habit.done_today then return "skip" end
    if habit.late or habit.again then return "send" end
    if (habit.sent_unanswered or 0) >= IGNORED and habit.sent_unanswered % 2 == 1 then return "skip" end
    return "send"
  end,
  text = function(ctx, habit)
    if own_words(habit) then return own_words(habit) end
    if habit.late then return last_chance(ctx, habit) end
    local target = habit.unit and habit.unit ~= "" and number(habit.target) or ""
    return voice.say(ctx.voice, ctx.language, "reminder", { habit = habit.name, target = target, unit = habit.unit or "" })
  end,
}
