-- expect: steps|wall
-- A number of half a million digits, read again and again.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local s = ("1"):rep(500000)
  while true do tonumber(s) end
end }
