-- expect: bad_result|steps|wall
-- A result of 100,000 values.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 100000 do t[i] = { i } if i % 1000 == 0 then t[i] = 1 end if i > 30000 then break end end
  return t
end }
