-- expect: steps|wall
-- The simplest one.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do end
end }
