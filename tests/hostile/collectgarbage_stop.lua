-- expect: error
-- Nor the collector.
hf.command{ name = "attack", help = "h", run = function(ctx)
  collectgarbage("stop")
end }
