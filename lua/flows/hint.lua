-- The way back: after somebody's first message, and where hf was less than sure of what it did.
local D = hf.use("dialog")

hf.flow{
  id = "hint",
  start = "show",
  states = { show = { enter = function() return D.done("undo_hint") end } },
}
