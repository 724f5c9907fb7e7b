-- expect: error
-- A day that does not exist.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return hf.day("2026-02-30")
end }
