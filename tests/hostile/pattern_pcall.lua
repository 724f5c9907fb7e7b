-- expect: steps|wall
-- The pattern stop can not be swallowed either.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do pcall(string.find, ("a"):rep(5000), ".-.-.-b") end
end }
