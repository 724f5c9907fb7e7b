-- expect: steps|wall
-- Two lazy runs and no end.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return (("a"):rep(60000)):find(".-.-b")
end }
