-- Takes the last change back. What was done in this conversation goes at once; the making of a habit, anything older than a day and
-- anything done elsewhere is named first.
-- event.change: { event, summary, logs, made?, chat, hours } of the newest change that still stands
local D = hf.use("dialog")
local S = hf.use("speech")

-- "Run · yesterday", or what the journal says.
local function describe(ctx, change)
  local what = {}
  if change.made then return ctx:phrase("what_created", { habit = change.made }) or change.summary end
  for i, log in ipairs(change.logs) do
    if i > 12 then break end
    what[i] = log.name .. " · " .. S.day(ctx, log.date)
  end
  return #what > 0 and table.concat(what, ", ") or change.summary
end

local function take_back(ctx, event, what)
  local r, code, message = ctx:undo{ event = event }
  if not r then return D.failed(code, message) end
  return D.done("undone", { what = what })
end

local function begin(ctx, event)
  local change = event.change
  if not change then return D.done("nothing_to_undo") end
  local what = describe(ctx, change)
  if change.made or not change.chat or change.hours >= 24 then
    return D.yes_no("ask_undo", { what = what }, "undo", { event = change.event, what = what })
  end
  return take_back(ctx, change.event, what)
end

local function answer(ctx, event, data)
  if event.yes or event.intent == "undo" then return take_back(ctx, data.event, data.what) end
  if event.no then return D.done("dropped") end
end

hf.flow{ id = "undo", intent = "undo", start = "run", states = { run = { enter = begin }, undo = { on_text = answer } } }
