-- expect: steps|wall
-- Unbalanced brackets, tried from every place.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do (("("):rep(60000)):match("%b()") end
end }
