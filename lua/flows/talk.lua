-- Small talk: a greeting, thanks, a plan.
local D = hf.use("dialog")

local function answer(ctx, event)
  if event.intent == "plan" then return D.done("plan") end
  if event.hello then return D.done("hello", { name = ctx.name }) end
  return D.done("nod")
end

hf.flow{ id = "talk", start = "answer", states = { answer = { enter = answer } } }
