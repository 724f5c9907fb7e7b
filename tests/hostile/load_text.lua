-- expect: error
-- No load.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return load("return 1")()
end }
