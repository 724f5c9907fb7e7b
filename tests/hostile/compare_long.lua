-- expect: steps|wall
-- Comparing half megabytes.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local a, b = ("x"):rep(500000) .. "a", ("x"):rep(500000) .. "b"
  while true do local _ = a < b end
end }
