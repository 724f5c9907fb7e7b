-- expect: error
-- A metatable that hides __gc behind its own __index is read raw.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local inner = setmetatable({}, { __index = { __gc = function() while true do end end } })
  setmetatable({}, inner)
  setmetatable({}, { __gc = true })
end }
