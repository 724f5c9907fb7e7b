-- expect: steps|wall
-- Counting the letters of half a megabyte.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local s = ("x"):rep(500000)
  while true do utf8.len(s) end
end }
