-- Takes the last change back.
-- event.change: { event, summary, logs } of the newest change that still stands
local D = hf.use("dialog")
local S = hf.use("speech")

-- "Run · yesterday", or what the journal says.
local function describe(ctx, change)
  local what = {}
  for i, log in ipairs(change.logs) do
    if i > 12 then break end
    what[i] = log.name .. " · " .. S.day(ctx, log.date)
  end
  return #what > 0 and table.concat(what, ", ") or change.summary
end

local function undo(ctx, event)
  local change = event.change
  if not change then return D.done("nothing_to_undo") end
  local what = describe(ctx, change)
  local r, code, message = ctx:undo{ event = change.event }
  if not r then return D.failed(code, message) end
  return D.done("undone", { what = what })
end

hf.flow{ id = "undo", start = "run", states = { run = { enter = undo } } }
