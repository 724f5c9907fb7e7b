-- expect: error
-- The string table can not be changed.
hf.command{ name = "attack", help = "h", run = function(ctx)
  string.rep = function() return "mine" end
end }
