-- expect: error
-- Finalizers run with hooks off; __gc is refused.
hf.command{ name = "attack", help = "h", run = function(ctx)
  setmetatable({}, { __gc = function() while true do end end })
end }
