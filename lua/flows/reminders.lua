-- When to be reminded of what.
-- event: habit (named, or the only one), time ("21:00"), stop (no more of them), once (on one day only)
local D = hf.use("dialog")

local function set(ctx, habit, time)
  local r, code, message = ctx:edit{ habit = habit.id, remind = time }
  if not r then return D.failed(code, message) end
  return D.done("reminder_set", { habit = habit.name, time = time })
end

local function stop(ctx, habit)
  local r, code, message = ctx:edit{ habit = habit.id, remind = "none" }
  if not r then return D.failed(code, message) end
  return D.done("reminder_gone", { habit = habit.name })
end

local function at(ctx, habit, time)
  if time then return set(ctx, habit, time) end
  return D.ask("ask_time", { habit = habit.name }, "remindTime", { habit = habit })
end

local function which(ctx, time)
  local options = {}
  for _, habit in ipairs(ctx:list{}.habits) do
    if #options < 10 then options[#options + 1] = { id = habit.id, name = habit.name } end
  end
  if #options == 0 then return D.done("no_habits") end
  return D.ask("ask_remind", { options = D.options(ctx, options) }, "remindHabit", { time = time }, options)
end

local function begin(ctx, event)
  if event.once then return D.leave("one_off_reminder") end   -- reminders belong to habits and come every due day
  if not event.habit then return which(ctx, event.time) end
  if event.stop and not event.time then return stop(ctx, event.habit) end
  return at(ctx, event.habit, event.time)
end

hf.flow{
  id = "reminders",
  intent = "remind",
  start = "begin",
  states = {
    begin = { enter = begin },
    remindHabit = {
      on_text = function(ctx, event, data)
        local habit = event.choice or event.habit
        return habit and at(ctx, habit, data.time)
      end,
    },
    remindTime = { on_text = function(ctx, event, data) return event.time and set(ctx, data.habit, event.time) end },
  },
}
