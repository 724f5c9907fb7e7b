-- expect: error
-- Nor by a metatable over it.
hf.command{ name = "attack", help = "h", run = function(ctx)
  setmetatable(string, { __index = {} })
end }
