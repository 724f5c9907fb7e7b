-- expect: error
-- An error that is a number.
hf.command{ name = "attack", help = "h", run = function(ctx)
  error(42)
end }
