-- The first message to somebody new, in our running club's words. Lies over the shipped flows/welcome.lua.
hf.flow{
  id = "welcome",
  start = "hello",
  states = {
    hello = {
      enter = function(ctx)
        return { say = ("Welcome to the Harbour Runners, %s! Write \"ran 5 km\" after your next run."):format(ctx.name or "friend"), done = true }
      end,
    },
  },
}
