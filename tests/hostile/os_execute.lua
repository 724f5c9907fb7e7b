-- expect: error
-- No os.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return os.execute("true")
end }
