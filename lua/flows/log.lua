-- What was done is written down and told; where it is not clear, one question is asked.
-- event: logs, candidates (habits that may be meant), doubt, sure, first and second (5/6: May or June), said (false: nothing was named)
local D = hf.use("dialog")
local S = hf.use("speech")
local logs = hf.use("logs")
local habits = hf.use("habits")

local function write(ctx, list)
  local text, code, message = logs.write(ctx, list)
  if not text then return D.failed(code, message) end
  if text == "" then return D.leave("not_found") end   -- the habits are gone since it was asked
  return text
end

-- ---- questions ----

local function about(ctx, kind, state, list)
  local what, day = logs.describe(ctx, list)
  local ask = state == "confirm" and D.yes_no or D.ask
  return ask(kind, { what = what, habit = what, day = day }, state, { logs = list })
end

-- The logs of the doubtful habit wait for a name, the others go along.
local function ask_habit(ctx, event)
  local open = {}
  for i, log in ipairs(event.logs) do
    open[i] = log
    for _, candidate in ipairs(event.candidates) do
      if log.habit == candidate.id then log.habit = nil end
    end
  end
  return D.ask("ask_habit", { options = D.options(ctx, event.candidates) }, "habit", { logs = open, options = event.candidates }, event.candidates)
end

local function ask_order(ctx, event)
  if not event.first then return D.ask("ask_day", nil, "date", { logs = event.logs }) end
  local days = { first = S.day(ctx, event.first), second = S.day(ctx, event.second) }
  return D.ask("ask_order", days, "order", { logs = event.logs, first = event.first, second = event.second })
end

-- ---- what a sentence pattern says ----

-- "And another": one more of what was just written down.
local function one_more(ctx, event)
  local last = event.change and event.change.chat and event.change.hours < 1 and #event.change.logs == 1 and event.change.logs[1]
  if not last then return D.leave("not_understood") end
  local log = { habit = last.habit, name = last.name, own = last.own or "", date = last.date, status = "completed", count = 1, add = true }
  return write(ctx, { log })
end

-- "Read half": half of what the day asks for; without an amount to halve it is done in part.
local function half(ctx, event)
  if not event.habit then return D.leave("not_understood") end
  local habit = ctx:show{ habit = event.habit.id }.habit
  local own = S.own_unit(habit.targetUnit) or ""
  local count = own ~= "" and habit.targetCount and habit.targetCount / 2 or nil
  local day = event.from or ctx.today
  return write(ctx, { { habit = event.habit.id, name = event.habit.name, own = own, date = day, status = "partial", count = count } })
end

local function skip(ctx, event)
  if not event.habit then return D.leave("not_understood") end
  local day = event.from or ctx.today
  if hf.day(day) > hf.day(ctx.today) then
    local r, code, message = ctx:skip{ habit = event.habit.id, from = day, to = day }
    if not r then return D.failed(code, message) end
    return D.done("skipped", { habit = event.habit.name, day = S.day(ctx, day) })
  end
  return write(ctx, { { habit = event.habit.id, name = event.habit.name, own = "", date = day, status = "skipped" } })
end

local ACTS = { ["log.more"] = one_more, ["log.half"] = half, ["log.skip"] = skip }

local function begin(ctx, event)
  if ACTS[event.act] then return ACTS[event.act](ctx, event) end
  local askable = event.confidence >= 0.25 and event.words <= 40
  if #event.logs == 0 and event.said then return D.done("none_left") end
  if event.doubt == "habit" and #event.candidates > 1 and askable then return ask_habit(ctx, event) end
  if event.doubt == "noHabit" then
    if not askable or event.words > 12 then return D.leave("no_habit") end
    return about(ctx, "ask_no_habit", "noHabit", event.logs)
  end
  if event.doubt == "order" and askable then return ask_order(ctx, event) end
  if event.doubt == "status" and askable then return about(ctx, "ask_status", "status", event.logs) end
  if event.confidence < 0.5 then return D.leave("low_confidence") end
  if not event.sure then return about(ctx, "ask_confirm", "confirm", event.logs) end
  return write(ctx, event.logs)
end

-- ---- answers ----

local function copy(log)
  local out = {}
  for k, v in pairs(log) do out[k] = v end
  return out
end

local function named(log, habit)
  local out = copy(log)
  out.habit, out.name, out.own = habit.id, habit.name, habit.own
  return out
end

-- Every log that waits for a habit gets each of these.
local function for_habits(list, chosen)
  local out = {}
  for _, log in ipairs(list) do
    if log.habit then out[#out + 1] = log end
    for _, habit in ipairs(log.habit and {} or chosen) do out[#out + 1] = named(log, habit) end
  end
  return out
end

-- The same with another value, all of them or those that have `only`.
local function with(list, key, value, only)
  local out = {}
  for i, log in ipairs(list) do
    out[i] = copy(log)
    if not only or log[key] == only then out[i][key] = value end
  end
  return out
end

-- Something was done that fits no habit: one of them after all, or a new one.
local function whose(ctx, event, data)
  if event.habit then return write(ctx, for_habits(data.logs, { event.habit })) end
  if not event.name then return nil end
  return D.yes_no("ask_create", { habit = event.plain }, "createConfirm", { logs = data.logs, name = event.plain })
end

local function create(ctx, event, data)
  if event.no then return D.done("dropped") end
  if not event.yes then return nil end
  local name = data.name:gsub("^%l", string.upper)
  local said, habit, message = habits.make(ctx, { name = name })
  if not said then return D.failed(habit, message) end
  local text, code, why = logs.write(ctx, for_habits(data.logs, { { id = habit.id, name = habit.name } }))
  if not text then return D.failed(code, why) end
  ctx:reply(said)
  return { say = text ~= "" and text or nil, intent = "create" }
end

-- "yes", "no", "no, Tuesday", "no, the gym"
local function confirm(ctx, event, data)
  if event.yes then return write(ctx, data.logs) end
  if event.no then return D.done("dropped") end
  if event.day then return write(ctx, with(data.logs, "date", event.day)) end
  if not event.habit then return nil end
  local out = {}
  for i, log in ipairs(data.logs) do out[i] = named(log, event.habit) end
  return write(ctx, out)
end

hf.flow{
  id = "log",
  intent = "log",
  start = "begin",
  states = {
    begin = { enter = begin },
    habit = {
      on_text = function(ctx, event, data)
        if event.both then return write(ctx, for_habits(data.logs, data.options)) end
        return event.choice and write(ctx, for_habits(data.logs, { event.choice }))
      end,
    },
    noHabit = { on_text = whose },
    createConfirm = { on_text = create },
    order = {
      on_text = function(ctx, event, data)
        local day = event.nth == 1 and data.first or event.nth == 2 and data.second or event.day
        if day ~= data.first and day ~= data.second then return nil end
        return write(ctx, with(data.logs, "date", day, data.first))
      end,
    },
    date = { on_text = function(ctx, event, data) return event.day and write(ctx, with(data.logs, "date", event.day)) end },
    status = {
      greedy = true,
      on_text = function(ctx, event, data) return event.status and write(ctx, with(data.logs, "status", event.status)) end,
    },
    confirm = { on_text = confirm },
  },
}
