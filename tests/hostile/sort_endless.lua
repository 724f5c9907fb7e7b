-- expect: steps|wall
-- An order that never answers.
hf.command{ name = "attack", help = "h", run = function(ctx)
  table.sort({ 3, 2, 1 }, function() while true do end end)
end }
