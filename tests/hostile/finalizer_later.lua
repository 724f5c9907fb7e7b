-- expect: ok
-- __gc put in after setmetatable: the metatable is a copy, so it does nothing.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local mt = {}
  local t = setmetatable({}, mt)
  mt.__gc = function() while true do end end
  t = nil
  local junk = {}
  for i = 1, 2000 do junk = { junk, i } if i % 50 == 0 then junk = {} end end
  return true
end }
