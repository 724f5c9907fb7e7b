-- A habit is put away with its history.
-- event.habit: the one that is named
local D = hf.use("dialog")

local function put_away(ctx, event)
  local r, code, message = ctx:archive{ habit = event.habit.id }
  if not r then return D.failed(code, message) end
  return D.done("archived", { habit = event.habit.name })
end

hf.flow{ id = "archive", intent = "archive", start = "run", states = { run = { enter = put_away } } }
