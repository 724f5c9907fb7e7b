-- expect: steps|wall
-- a*a*c on a thousand letters held a process for 2.3 s.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do (("a"):rep(4000)):match("a*a*c") end
end }
