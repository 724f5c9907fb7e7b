-- The first message to somebody new.
local D = hf.use("dialog")

hf.flow{
  id = "welcome",
  start = "hello",
  states = {
    hello = {
      enter = function(ctx) return D.done(D.words(ctx, "welcome", { name = ctx.name or "there" })) end,
    },
  },
}
