-- weekly: one message for all habits, never one each.
-- event: { habits = { { name, done, due } } }

local voice = hf.use("voice")

local function sums(habits)
  local done, due, best, share = 0, 0, nil, -1
  for _, h in ipairs(habits) do
    done, due = done + h.done, due + h.due
    if h.due > 0 and h.done / h.due > share then best, share = h.name, h.done / h.due end
  end
  return done, due, best
end

hf.coach{
  id = "weekly",
  on = "weekly",
  cooldown = 6,
  priority = 20,
  when = function(_, event)
    local done, due = sums(event.habits)
    return due > 0 and done > 0   -- a week without anything is for `comeback`
  end,
  say = function(ctx, event)
    local done, due, best = sums(event.habits)
    return voice.say(ctx.voice, ctx.language, "weekly", { done = done, due = due, best = best })
  end,
}
