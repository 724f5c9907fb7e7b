-- expect: steps|wall|nomem
-- Sorting texts that differ in their last letter only.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 14 do t[i] = ("x"):rep(400000) .. i end
  while true do table.sort(t) table.insert(t, 1, table.remove(t)) end
end }
