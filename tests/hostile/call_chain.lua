-- expect: error|steps|wall
-- An object whose __call is an object whose __call ...
hf.command{ name = "attack", help = "h", run = function(ctx)
  local f = {}
  for i = 1, 5000 do f = setmetatable({}, { __call = f }) end
  return f()
end }
