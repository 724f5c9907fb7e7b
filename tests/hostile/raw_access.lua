-- expect: error
-- No raw access.
hf.command{ name = "attack", help = "h", run = function(ctx)
  rawset(string, "rep", nil)
end }
