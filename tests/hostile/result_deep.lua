-- expect: bad_result
-- A result that is nested a thousand times.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 1000 do t = { t } end
  return t
end }
