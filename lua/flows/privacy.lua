-- What is kept, where it lies, and how to get it or have it removed. Says nothing that is not so.
local D = hf.use("dialog")

hf.flow{
  id = "privacy",
  intent = "privacy",
  start = "show",
  states = { show = { enter = function() return D.done("privacy") end } },
}
