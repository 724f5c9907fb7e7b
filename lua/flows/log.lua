-- A log, confirmed by echo; asks one question when the habit or the amount is not clear.
-- data: { habit, options, on, count, unit, status, need_amount }
local D = hf.use("dialog")
local voice = hf.use("voice")

local function amount(n) return n == math.floor(n) and ("%d"):format(n) or tostring(n) end

local function what(data)
  local parts = { data.habit }
  if data.count then parts[2] = amount(data.count) end
  if data.count and data.unit and data.unit ~= "" then parts[3] = data.unit end
  return table.concat(parts, " ")
end

local KIND = { completed = "logged", partial = "partial", missed = "missed", skipped = "skipped" }

local function store(ctx, data)
  local r, code, message, problem = ctx:log{ habit = { data.habit }, on = data.on, count = data.count, status = data.status }
  if not r then
    local options = code == "ambiguous" and D.candidates(problem) or {}
    if #options < 2 then return D.failed(code, message) end
    data.options = options
    return D.ask(D.words(ctx, "ask_habit", { options = table.concat(options, ", ") }), "which", data)
  end
  local log, streak = r.logs[1] or {}, r.streakUpdate.currentStreak
  return D.done(D.words(ctx, KIND[log.status] or "logged", {
    what = what(data), habit = data.habit, day = data.day or "today", streak = streak, streak_unit = voice.unit(streak, "day"),
    target = data.target or "", unit = data.unit or "",
  }))
end

local function next_question(ctx, data)
  if not data.habit then
    return D.ask(D.words(ctx, "ask_habit", { options = table.concat(data.options or {}, ", ") }), "which", data)
  end
  if data.need_amount and not data.count then
    return D.ask(D.words(ctx, "ask_amount", { habit = data.habit, unit = data.unit or "" }), "amount", data)
  end
  return store(ctx, data)
end

local answer = D.answers(30, "All right, nothing is logged.", next_question)

hf.flow{
  id = "log",
  start = "begin",
  states = {
    begin = { enter = next_question },
    which = answer(function(data, text) data.habit = D.choice(text, data.options or {}) end),
    amount = answer(function(data, text) data.count = D.number(text) end),
  },
}
