-- expect: error
-- math is shared by all files.
hf.command{ name = "attack", help = "h", run = function(ctx)
  math.random = function() return 4 end
end }
