-- expect: bad_result
-- ctx as a result.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ctx
end }
