-- expect: ok|error
-- The order empties the table while it is sorted.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = { 5, 4, 3, 2, 1 }
  pcall(table.sort, t, function(a, b) for i = 1, 5 do t[i] = nil end return a < b end)
  return true
end }
