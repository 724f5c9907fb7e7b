-- expect: error
-- No require, no os.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return require("os").execute("true")
end }
