-- A habit is put away with its history, and taken up again.
-- event.habit: the one that is named
local D = hf.use("dialog")

local function put_away(ctx, event)
  local r, code, message = ctx:archive{ habit = event.habit.id }
  if not r then return D.failed(code, message) end
  return D.done("archived", { habit = event.habit.name })
end

local function take_up(ctx, event)
  local r, code, message = ctx:unarchive{ habit = event.habit.id }
  if not r then return D.failed(code, message) end
  return D.done("unarchived", { habit = event.habit.name })
end

hf.flow{ id = "archive", intent = "archive", start = "run", states = { run = { enter = put_away } } }
hf.flow{ id = "unarchive", intent = "unarchive", start = "run", states = { run = { enter = take_up } } }
