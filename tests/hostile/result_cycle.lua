-- expect: bad_result
-- A result that holds itself.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  t.t = t
  return t
end }
