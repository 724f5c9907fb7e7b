-- expect: nomem|steps|wall
-- Closures over closures.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local f = function() end
  while true do local g = f f = function() return g end end
end }
