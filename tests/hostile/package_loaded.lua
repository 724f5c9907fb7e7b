-- expect: error
-- No package.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return package.loaded.os
end }
