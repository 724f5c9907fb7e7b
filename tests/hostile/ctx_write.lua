-- expect: error
-- ctx can not be changed.
hf.command{ name = "attack", help = "h", run = function(ctx)
  ctx.user = "+351911111111"
end }
