-- expect: error
-- No debug.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return debug.getregistry()
end }
