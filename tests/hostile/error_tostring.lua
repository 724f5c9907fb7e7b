-- expect: error
-- An error object whose __tostring never ends; nobody calls it.
hf.command{ name = "attack", help = "h", run = function(ctx)
  error(setmetatable({}, { __tostring = function() while true do end end }))
end }
