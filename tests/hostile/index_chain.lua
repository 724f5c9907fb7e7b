-- expect: error|steps|wall|ok
-- A thousand tables that stand behind each other, asked for what none has.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 1500 do t = setmetatable({}, { __index = t }) end
  local n = 0
  for i = 1, 100000 do if t.x then n = n + 1 end end
  return n == 0
end }
