-- expect: error
-- The metatable of strings is out of reach.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local mt = getmetatable("")
  mt.__index.rep = function() return "mine" end
end }
