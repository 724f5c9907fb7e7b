-- The first message to somebody new. The answer to what they wrote is said before it.
local D = hf.use("dialog")

hf.flow{
  id = "welcome",
  start = "hello",
  states = { hello = { enter = function(ctx) return D.done("welcome", { name = ctx.name }) end } },
}
