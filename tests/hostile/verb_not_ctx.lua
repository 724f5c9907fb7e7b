-- expect: error
-- A verb called on something that is no ctx.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ctx.echo({}, {})
end }
