-- A change to a habit, by a short dialogue. data: { habit, field }
local D = hf.use("dialog")
local S = hf.use("speech")

local FIELDS = { "name", "target", "every" }

local function set(ctx, data, args, what)
  args.habit = data.habit.id
  local r, code, message = ctx:edit(args)
  if not r then return D.failed(code, message) end
  return D.done("edited", { habit = data.habit.name, what = what })
end

local function change(ctx, event, data)
  local plan = event.plan or {}
  if data.field == "name" then return set(ctx, data, { name = event.plain }, event.plain) end
  if data.field == "every" then return plan.every and set(ctx, data, { every = plan.every }, plan.every) end
  if not plan.target then return nil end
  return set(ctx, data, { target = plan.target, unit = plan.unit }, S.amount(plan.target, plan.unit))
end

local function ask_field(ctx, data)
  local options = ctx:terms("fields")
  return D.ask("ask_field", { habit = data.habit.name, options = D.options(ctx, options) }, "editField", data, options)
end

local function begin(ctx, event)
  local data = { habit = event.habit }
  if data.habit then return ask_field(ctx, data) end
  local options = {}
  for _, habit in ipairs(ctx:list{}.habits) do
    if #options < 10 then options[#options + 1] = { id = habit.id, name = habit.name } end
  end
  if #options == 0 then return D.done("no_habits") end
  return D.ask("ask_edit", { options = D.options(ctx, options) }, "editHabit", nil, options)
end

hf.flow{
  id = "edit",
  intent = "edit",
  start = "begin",
  states = {
    begin = { enter = begin },
    editHabit = {
      on_text = function(ctx, event)
        local habit = event.choice or event.habit
        return habit and ask_field(ctx, { habit = habit })
      end,
    },
    editField = {
      on_text = function(ctx, event, data)
        for i, name in ipairs(ctx:terms("fields")) do
          if event.nth == i or event.choice == name then data.field = FIELDS[i] end
        end
        if not data.field then return nil end
        return D.ask("ask_value", { habit = data.habit.name }, "editValue", data)
      end,
    },
    editValue = { greedy = true, on_text = change },
  },
}
