-- expect: nomem|steps|wall
-- Strings that are all kept.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 1e9 do t[i] = ("x"):rep(1000) .. i end
end }
