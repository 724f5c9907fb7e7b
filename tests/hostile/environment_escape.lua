-- expect: error
-- _ENV is only this file's table.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return _ENV.pcall == nil or _ENV.io.open
end }
