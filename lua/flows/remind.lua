-- When to be reminded of what: asked for in full ("remind me of Run at 7 and 18", "no more reminders"), or by a short dialogue.
-- event: act ("remind.set", "remind.move", "remind.off", "remind.again"), habit (named, or the only one), habits (those named), times or time
-- ("08:00"), stop (no more of them), once (on one day only), about (what was just spoken of)
local D = hf.use("dialog")

local function change(ctx, habit, times)
  local r, code, message = ctx:edit{ habit = habit.id, remind = times }
  if not r then return D.failed(code, message) end
  if times == "none" then return D.done("reminder_gone", { habit = habit.name }) end
  return D.done("reminder_set", { habit = habit.name, time = table.concat(times, ", ") })
end

local function all_off(ctx)
  local any = false
  for _, one in ipairs(ctx:remind{ action = "list" }.reminders) do
    if one.enabled and #one.times > 0 then
      any = true
      ctx:edit{ habit = one.habitId, remind = "none" }
    end
  end
  return D.done(any and "reminders_off" or "no_reminders")
end

local function which(ctx, data)
  local options = D.habits(ctx)
  if #options == 0 then return D.done("no_habits") end
  return D.ask("ask_remind", { options = D.options(ctx, options) }, "remindHabit", data, options)
end

local function set(ctx, habit, data)
  if data.off then return change(ctx, habit, "none") end
  if #data.times > 0 then return change(ctx, habit, data.times) end
  return D.ask("ask_time", { habit = habit.name }, "remindTime", { habit = habit })
end

local function begin(ctx, event)
  local times = event.times or (event.time and { event.time }) or {}
  local data = { off = event.act == "remind.off" or (event.stop and #times == 0), times = times }
  local habit = event.habit or (event.habits and event.habits[1])
  if event.once then return D.leave("one_off_reminder") end   -- reminders belong to habits and come every due day
  if event.act == "remind.again" then
    if not (event.about and event.about.reminded and #times > 0) then return { flow = "correct" } end
    habit = habit or event.about
  end
  if habit then return set(ctx, habit, data) end
  if event.act == "remind.off" then return all_off(ctx) end
  local list = event.act and ctx:list{}.habits or {}
  if #list == 1 then return set(ctx, { id = list[1].id, name = list[1].name }, data) end
  return which(ctx, data)
end

hf.flow{
  id = "remind",
  intent = "remind",
  start = "begin",
  states = {
    begin = { enter = begin },
    remindHabit = {
      on_text = function(ctx, event, data)
        local habit = event.choice or event.habit
        return habit and set(ctx, habit, data)
      end,
    },
    remindTime = {
      on_text = function(ctx, event, data) return event.time and change(ctx, data.habit, { event.time }) end,
    },
  },
}
