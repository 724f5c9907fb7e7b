-- expect: steps|wall
-- Comparing equal half megabytes.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local a, b = ("x"):rep(500000) .. "a", ("x"):rep(500000) .. "a"
  while true do local _ = a == b end
end }
