-- test: what specs need besides hf.test. local t = hf.use("test")

local T = {}

local function show(v)
  if type(v) == "string" then return ("%q"):format(v) end
  if type(v) ~= "table" then return tostring(v) end
  local keys, parts = {}, {}
  for k in pairs(v) do keys[#keys + 1] = k end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, k in ipairs(keys) do parts[#parts + 1] = tostring(k) .. " = " .. show(v[k]) end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for k, v in pairs(a) do if not same(v, b[k]) then return false end end
  for k in pairs(b) do if a[k] == nil then return false end end
  return true
end

function T.equal(got, want)
  if not same(got, want) then error("expected " .. show(want) .. ", got " .. show(got), 2) end
end

function T.ok(value, what)
  if not value then error(what or "expected something true", 2) end
end

function T.has(text, part)
  if type(text) ~= "string" or not text:find(part, 1, true) then
    error("expected " .. show(part) .. " in " .. show(text), 2)
  end
end

function T.lacks(text, part)
  if type(text) == "string" and text:lower():find(part:lower(), 1, true) then
    error("expected no " .. show(part) .. " in " .. show(text), 2)
  end
end

-- f must fail, with that part in its message.
function T.fails(f, part)
  local good, message = pcall(f)
  if good then error("expected an error", 2) end
  if part then T.has(message, part) end
end

-- What a made-up verb answers; the call is written down.
function T.verb(ctx, name, answer, args)
  ctx.calls[#ctx.calls + 1] = { verb = name, args = args }
  if type(answer) == "function" then return answer(args) end
  return answer
end

-- A ctx that a spec makes up: fields as given; verbs are functions(args); what is called and replied is written down.
function T.ctx(fields, verbs)
  local ctx = { calls = {}, replies = {} }
  for k, v in pairs(fields or {}) do ctx[k] = v end
  for name, answer in pairs(verbs or {}) do
    ctx[name] = function(_, args) return T.verb(ctx, name, answer, args) end
  end
  ctx.reply = function(_, text) ctx.replies[#ctx.replies + 1] = text end
  ctx.run = function(_, name, args) return (verbs or {})[name] and ctx[name] and T.verb(ctx, name, verbs[name], args) end
  ctx.phrase = function(_, kind, values) return T.sentence(kind, values) end
  ctx.terms = function(_, name)
    local list = hf.entry("template", "hear_" .. name).text[ctx.language or "en"]
    return type(list) == "table" and list or { list }
  end
  ctx.amount = function(_, _, n) return n end
  return ctx
end

-- What a made-up ctx says: the kind and its values, "created every=daily habit=Run".
function T.sentence(kind, values)
  local parts = {}
  for k, v in pairs(values or {}) do
    if k ~= "kind" then parts[#parts + 1] = ("%s=%s"):format(k, v) end
  end
  table.sort(parts)
  table.insert(parts, 1, kind)
  return table.concat(parts, " ")
end

-- ---- conversations ----

-- A turn of a conversation: what the handler returned, with `said` as text. It goes on where nothing was said.
local function turn(ctx, flow, value, event)
  if type(value) ~= "table" then return { said = value, flow_id = flow.id } end
  local next_state = value.go and flow.states[value.go]
  if value.go and not value.say then
    local run = next_state.enter or next_state.on_text
    return turn(ctx, flow, run(ctx, event, value.data or {}), event)
  end
  if value.go then T.ok(next_state, flow.id .. ": there is no state " .. value.go) end
  value.said = type(value.say) == "table" and ctx:phrase(value.say.kind, value.say) or value.say
  value.flow_id = flow.id
  return value
end

-- What is understood of a message when nothing else is said.
local function event_of(event)
  local e = { text = "", words = 1, confidence = 1, sure = true, doubt = "none", habits = {} }
  for k, v in pairs(event or {}) do e[k] = v end
  return e
end

-- Begins a flow with a message: t.begin(ctx, "create", { plan = {} }). The turn has said, go, data, options, leave ...
function T.begin(ctx, id, event)
  local flow = hf.entry("flow", id)
  local start = flow.states[flow.start]
  local e = event_of(event)
  return turn(ctx, flow, (start.enter or start.on_text)(ctx, e, {}), e)
end

-- The next message, as an answer: t.answer(ctx, turn, { yes = true }). A turn without said, go and leave: it was no answer.
function T.answer(ctx, before, event)
  local flow = hf.entry("flow", before.flow_id)
  T.ok(before.go, flow.id .. ": waits for no answer")
  local e = event_of(event)
  e.plan = e.plan or {}
  return turn(ctx, flow, flow.states[before.go].on_text(ctx, e, before.data or {}), e)
end

-- A ctx whose verbs run for real, for somebody with an empty vault of their own: t.user{ name = "Ana", now = "2026-11-22T12:00:00Z", tz = "UTC" }.
-- What is not said is as in the example, but for the name. A second call in the same test is the same person at another time.
-- What was replied is in ctx.replies.
function T.user(fields) return hf.user(fields) end

local STATUS = { c = "completed", p = "partial", m = "missed", s = "skipped" }

-- A habit with a past, for rules: "cc.p3" from day `start` on; c p m s . as in the manual, a digit is the amount of the day before it.
function T.habit(fields, past, start)
  local marks, day = {}, start - 1
  for letter in past:gmatch(".") do
    if tonumber(letter) then
      marks[day].amount = tonumber(letter)
    else
      day = day + 1
      if letter ~= "." then marks[day] = { status = STATUS[letter] } end
    end
  end
  local habit = { name = "Run", every = "daily", goal = "atLeast", target = 5, forgive = 1, forgive_of = 0, start = start }
  for k, v in pairs(fields) do habit[k] = v end
  function habit.status(d) return marks[d] and marks[d].status or "none" end
  function habit.amount(d) return marks[d] and marks[d].amount end
  function habit.sum(from, to)
    local sum = 0
    for d = from, to do sum = sum + (habit.amount(d) or 0) end
    return sum
  end
  function habit.count(from, to, ...)
    local count = 0
    for d = from, to do
      for i = 1, select("#", ...) do
        if habit.status(d) == (select(i, ...)) then count = count + 1 end
      end
    end
    return count
  end
  return habit, day
end

return T
