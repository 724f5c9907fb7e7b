-- expect: error
-- A string of a gigabyte.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("x"):rep(1 << 30)
end }
