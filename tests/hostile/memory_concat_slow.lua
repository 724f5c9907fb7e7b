-- expect: nomem|steps|wall
-- The same, a kilobyte at a time.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local s, x = "", ("x"):rep(1024)
  while true do s = s .. x end
end }
