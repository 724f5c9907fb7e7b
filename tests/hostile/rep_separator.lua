-- expect: error
-- The separator overflows the size.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("x"):rep(1 << 62, ("y"):rep(64))
end }
