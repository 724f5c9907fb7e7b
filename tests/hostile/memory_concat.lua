-- expect: nomem|steps|wall
-- s = s .. x: each round copies all of it.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local s = "x"
  while true do s = s .. s end
end }
