-- expect: error
-- An error whose text is half a megabyte.
hf.command{ name = "attack", help = "h", run = function(ctx)
  error(("e"):rep(500000))
end }
