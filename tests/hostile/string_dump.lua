-- expect: error
-- No way to make bytecode.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return string.dump(function() end)
end }
