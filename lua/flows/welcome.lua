-- The first message to somebody new. The answer to what they wrote is said before it; where that was a greeting, it is not said twice.
local D = hf.use("dialog")

local function hello(ctx, event)
  if event.hello then return D.done("welcome_more") end
  return D.done("welcome", { name = ctx.name })
end

hf.flow{
  id = "welcome",
  start = "hello",
  states = { hello = { enter = hello } },
}
