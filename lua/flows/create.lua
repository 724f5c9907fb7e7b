-- A new habit: asks for what is missing, one question at a time.
-- event.plan: what the message says about it: { name, every, target, unit, limit }. data: the same, as it grows, and plain ("just done").
local D = hf.use("dialog")
local habits = hf.use("habits")

local function next_question(ctx, data)
  if not data.name then return D.ask("ask_name", nil, "createName", data) end
  if not data.every then return D.ask("ask_every", { habit = data.name }, "createEvery", data) end
  if not data.target and not data.plain then return D.ask("ask_amount_new", { habit = data.name }, "createAmount", data) end
  local said, code, message = habits.make(ctx, data)
  if not said then return D.failed(code, message) end
  return said
end

-- What an answer adds; nil when it adds nothing: then it was no answer.
local function add(data, plan, name)
  local grown = (name and plan.name and not data.name) or (plan.every and not data.every) or (plan.target and not data.target)
  if name then data.name = data.name or plan.name end
  data.every = data.every or plan.every
  if plan.target and not data.target then data.target, data.unit, data.limit = plan.target, plan.unit, plan.limit end
  return grown
end

local function answer(ctx, event, data, default)
  local fine = event.yes or event.default
  local grown = add(data, event.plan)
  if fine and default(data, event) then grown = true end
  return grown and next_question(ctx, data) or nil
end

hf.flow{
  id = "create",
  intent = "create",
  start = "begin",
  states = {
    begin = { enter = function(ctx, event) return next_question(ctx, event.plan) end },
    createName = {
      greedy = true,
      on_text = function(ctx, event, data)
        if event.yes or event.default then return nil end
        return add(data, event.plan, true) and next_question(ctx, data) or nil
      end,
    },
    createEvery = {
      greedy = true,
      on_text = function(ctx, event, data)
        return answer(ctx, event, data, function(d)
          if d.every then return false end
          d.every = "daily"
          return true
        end)
      end,
    },
    createAmount = {
      greedy = true,
      on_text = function(ctx, event, data)
        if event.no then
          data.plain = true
          return next_question(ctx, data)
        end
        return answer(ctx, event, data, function(d)
          if d.target then return false end
          d.plain = true
          return true
        end)
      end,
    },
  },
}
