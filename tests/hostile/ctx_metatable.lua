-- expect: error
-- Nor its metatable.
hf.command{ name = "attack", help = "h", run = function(ctx)
  setmetatable(ctx, {})
end }
