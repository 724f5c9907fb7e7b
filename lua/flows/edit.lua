-- A change to a habit: at once where a sentence says what and to what, else by a short dialogue. data: { habit, field }
-- event: act ("edit.target", "edit.name", "edit.every", "edit.which"), habit, slot (the new name or rhythm), amount and unit, plan
local D = hf.use("dialog")
local S = hf.use("speech")

local FIELDS = { "name", "target", "every" }

local function set(ctx, data, args, what)
  args.habit = data.habit.id
  local r, code, message = ctx:edit(args)
  if not r then return D.failed(code, message) end
  return D.done("edited", { habit = data.habit.name, what = what })
end

-- In the habit's own unit; a limit stays one.
local function set_amount(ctx, data, amount, unit, limit)
  local habit = ctx:show{ habit = data.habit.id }.habit
  local n = unit and ctx:amount(data.habit.id, amount, unit) or amount
  local own = S.own_unit(habit.targetUnit) or unit
  local key = (limit or habit.goal == "atMost") and "limit" or "target"
  local args = { [key] = n or amount }
  if not n then args.unit, own = unit, unit end
  return set(ctx, data, args, S.amount(args[key], own))
end

local function capital(text) return (text:gsub("^%l", string.upper)) end

local function change(ctx, event, data)
  local plan = event.plan or {}
  if data.field == "name" then return set(ctx, data, { name = event.plain }, event.plain) end
  if data.field == "every" then return plan.every and set(ctx, data, { every = plan.every }, plan.every) end
  if not plan.target then return nil end
  return set_amount(ctx, data, plan.target, plan.unit, plan.limit)
end

local function ask_field(ctx, data)
  local options = ctx:terms("fields")
  return D.ask("ask_field", { habit = data.habit.name, options = D.options(ctx, options) }, "editField", data, options)
end

-- What a sentence said in full; nil where it did not.
local function at_once(ctx, event, data)
  local plan = event.plans and event.plans[1] or {}
  local whole = event.plan or {}
  if event.act == "edit.name" and event.slot then
    local name = capital(hf.trim(event.slot):gsub("^[\"'«»„“”]+", ""):gsub("[\"'«»„“”.!]+$", ""))
    return set(ctx, data, { name = name }, name)
  end
  local rhythm = plan.every or whole.every
  local times = whole.every and whole.every:match("^%d+/%a+$") and not whole.target   -- "4 times a week" is no amount
  if event.act == "edit.target" and times then return set(ctx, data, { every = whole.every }, whole.every) end
  if event.act == "edit.target" and event.amount then return set_amount(ctx, data, event.amount, event.unit, plan.limit) end
  if event.act ~= "edit.every" then return nil end
  if rhythm then return set(ctx, data, { every = rhythm }, rhythm) end
  if plan.target then return set_amount(ctx, data, plan.target, plan.unit, plan.limit) end
end

local function begin(ctx, event)
  local data = { habit = event.habit or (event.act and event.act ~= "edit.which" and event.about) or nil }
  local done = data.habit and event.act and at_once(ctx, event, data)
  if done then return done end
  if data.habit then return ask_field(ctx, data) end
  local options = D.habits(ctx)
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
