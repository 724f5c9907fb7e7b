-- expect: ok
-- Metamethods of a result are never called.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return setmetatable({ a = true }, { __index = function() while true do end end, __tostring = function() while true do end end })
end }
