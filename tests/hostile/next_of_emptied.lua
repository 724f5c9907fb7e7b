-- expect: steps|wall
-- next on a table that was large once.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 20000 do t[i] = i end
  for i = 1, 20000 do t[i] = nil end
  while true do next(t) end
end }
