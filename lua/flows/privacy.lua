-- What is kept, where it lies, and how to get it or have it removed. Says nothing that is not so.
local D = hf.use("dialog")

local TEXT = [[
I keep your habits, what you logged, your settings, and a journal of changes so that everything can be undone.
It lies in a folder of your own on the machine that runs me. I understand messages there, without sending them to a model.
To get a copy of all of it, or to have it erased, ask the person who runs this bot.]]

local function counted(ctx)
  local r = ctx:list{ all = true }
  if not r then return "" end
  return ("\nRight now that is %d %s."):format(#r.habits, #r.habits == 1 and "habit" or "habits")
end

hf.flow{
  id = "privacy",
  start = "show",
  states = { show = { enter = function(ctx) return D.done(TEXT .. counted(ctx)) end } },
}
