-- expect: error
-- hf itself can not be changed.
hf.command{ name = "attack", help = "h", run = function(ctx)
  hf.day = function() return 0 end
end }
