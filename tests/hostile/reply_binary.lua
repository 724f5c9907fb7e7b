-- expect: error
-- A reply that is no text.
hf.command{ name = "attack", help = "h", run = function(ctx)
  ctx:reply("\xff")
end }
