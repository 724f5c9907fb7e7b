-- expect: ok
-- __mode put in afterwards has no effect.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local mt = {}
  local t = setmetatable({}, mt)
  mt.__mode = "kv"
  for i = 1, 2000 do t[i] = {} end
  return #t == 2000
end }
