-- expect: bad_result|steps|wall
-- A result with 15,000 keys, each of which a naive writer would look for among the others.
hf.command{ name = "attack", help = "h", run = function()
  local t = {}
  for i = 1, 15000 do t["k" .. i] = i end
  return t
end }
