-- expect: steps|wall
-- Twelve starred items on thirty letters.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return (("a"):rep(30)):find("a*a*a*a*a*a*a*a*a*a*a*a*b")
end }
