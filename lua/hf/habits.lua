-- habits: making one. local H = hf.use("habits")
local S = hf.use("speech")

local H = {}

local SAID = { daily = 1, weekdays = 2, ["mon,tue,wed,thu,fri"] = 2, weekly = 4 }

-- plan: { name, every, target, unit, limit }. What to say; nil, code, message when it was refused. The habit comes second.
function H.make(ctx, plan)
  local args = { name = plan.name, every = plan.every or "daily" }
  if plan.target then
    args[plan.limit and "limit" or "target"] = plan.target
    args.unit = plan.unit
  end
  local r, code, message = ctx:add(args)
  if not r then return nil, code, message end
  local every = r.habit.every
  every = SAID[every] and ctx:terms("every_words")[SAID[every]] or every
  if plan.target then every = (plan.limit and "≤ " or "") .. S.amount(plan.target, plan.unit) .. ", " .. every end
  return ctx:phrase("created", { habit = plan.name, every = every }), r.habit
end

return H
