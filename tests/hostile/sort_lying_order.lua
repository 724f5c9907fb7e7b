-- expect: ok
-- An order that says yes to everything ends all the same.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 500 do t[i] = i % 7 end
  table.sort(t, function() return true end)
  return #t == 500
end }
