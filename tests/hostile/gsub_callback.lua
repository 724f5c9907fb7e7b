-- expect: steps|wall
-- An endless loop below gsub, where a yield could not reach.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("a"):gsub("a", function() while true do end end)
end }
