-- "actually it was Tuesday", "no, yesterday": the last log is taken back and written anew. One undo takes the correction back.
-- event.last: { events, logs } of what is corrected, the newest first; event.corrected: what it should have been, nil when nothing differs
local D = hf.use("dialog")
local logs = hf.use("logs")

local function correct(ctx, event)
  if not event.last then return D.done("nothing_to_correct") end
  if not event.corrected then return D.leave("not_understood") end
  for _, id in ipairs(event.last.events) do
    local r, code, message = ctx:undo{ event = id }
    if not r then return D.failed(code, message) end
  end
  local text, code, message = logs.write(ctx, event.corrected)
  if not text then return D.failed(code, message) end
  if text == "" then return D.leave("not_found") end
  return { say = text, verb = "correct" }
end

hf.flow{ id = "correct", intent = "correct", start = "run", states = { run = { enter = correct } } }
