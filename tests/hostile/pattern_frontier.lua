-- expect: steps|wall
-- Frontiers between lazy runs.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return (("ab "):rep(20000)):match(".-%f[z].-%f[z].-z")
end }
