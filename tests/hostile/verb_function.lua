-- expect: error
-- A function as an argument.
hf.command{ name = "attack", help = "h", run = function(ctx)
  ctx:echo{ f = function() end }
end }
