-- expect: error
-- Registering inside a handler.
hf.command{ name = "attack", help = "h", run = function(ctx)
  hf.command{ name = "later", help = "h", run = function() end }
end }
