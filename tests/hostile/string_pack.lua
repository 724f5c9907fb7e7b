-- expect: error
-- No pack.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return string.pack("i16", 1)
end }
