-- expect: steps|wall
-- A loop without a loop.
hf.command{ name = "attack", help = "h", run = function(ctx)
  ::again:: goto again
end }
