-- expect: nomem|steps|wall
-- One array without end.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 1e9 do t[i] = i end
end }
