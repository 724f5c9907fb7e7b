-- "Delete the habit Journal": never at once, and archiving is offered beside it.
-- event.habit: the one that is named
local D = hf.use("dialog")

local function begin(_, event)
  return D.yes_no("ask_delete", { habit = event.habit.name }, "delete", { habit = event.habit }, { "yes", "archive", "no" })
end

local function remove(ctx, habit)
  local r, code, message = ctx:delete{ habit = habit.id, yes = true }
  if not r then return D.failed(code, message) end
  return D.done("deleted", { habit = habit.name })
end

local function archive(ctx, habit)
  local r, code, message = ctx:archive{ habit = habit.id }
  if not r then return D.failed(code, message) end
  return D.done("archived", { habit = habit.name })
end

local function answer(ctx, event, data)
  if event.archive then return archive(ctx, data.habit) end
  if event.yes then return remove(ctx, data.habit) end
  if event.no then return D.done("dropped") end
end

hf.flow{ id = "delete", intent = "delete", start = "begin", states = { begin = { enter = begin }, delete = { on_text = answer } } }
