-- expect: error
-- No coroutines, so none of their holes.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local f = function() end
  for i = 1, 20000 do f = coroutine.wrap(f) end
  f()
end }
