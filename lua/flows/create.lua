-- A new habit, or several: asks for what is missing, one question at a time.
-- event.plan: what the message says about it: { name, every, target, unit, limit }; event.plans: of each, where a sentence names several;
-- event.act: "create.limit" (at most), "create.quit" (none at all). data: the plan as it grows, and plain ("just done").
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

-- A limit is asked for every day unless a rhythm was said; what is given up is a limit of nothing.
local function as_limit(plan, act)
  if act == "create.quit" then
    plan.target, plan.limit, plan.every = 0, true, plan.every or "daily"
  elseif act == "create.limit" and plan.target then
    plan.limit, plan.every = true, plan.every or "daily"
  end
  return plan
end

-- Of a sentence with a rhythm or an amount nothing more is asked: what was not said is done or not.
local function ready(plan)
  if not plan.name then return plan end
  if plan.target and not plan.every then plan.every = "daily" end
  plan.plain = plan.plain or plan.every ~= nil
  return plan
end

local function begin(ctx, event)
  local plans = event.plans or {}
  for i, plan in ipairs(plans) do plans[i] = ready(as_limit(plan, event.act)) end
  if #plans == 0 then return next_question(ctx, event.plan or {}) end
  local said = {}
  for i = 1, #plans - 1 do
    if plans[i].name then
      local text, code, message = habits.make(ctx, plans[i])
      if not text then return D.failed(code, message) end
      said[#said + 1] = text
    end
  end
  if #said > 0 then ctx:reply(table.concat(said, "\n")) end
  return next_question(ctx, plans[#plans])
end

hf.flow{
  id = "create",
  intent = "create",
  start = "begin",
  states = {
    begin = { enter = begin },
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
