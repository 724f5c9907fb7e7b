-- expect: steps|wall
-- pcall swallows the stop and goes on.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do pcall(function() while true do end end) end
end }
