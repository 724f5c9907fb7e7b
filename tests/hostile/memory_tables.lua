-- expect: nomem|steps|wall
-- Tables without end.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  while true do t = { t } end
end }
