-- expect: error
-- Folding more than 64 KiB.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return hf.fold(("A"):rep(100000))
end }
