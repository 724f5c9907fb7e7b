-- expect: error
-- A day beyond all calendars.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return hf.date(1 << 60)
end }
