-- expect: steps|wall
-- A __tostring that never ends, called by the script itself.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return tostring(setmetatable({}, { __tostring = function() while true do end end }))
end }
