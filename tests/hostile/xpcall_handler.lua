-- expect: error
-- A message handler would run inside the hook; there is no xpcall.
hf.command{ name = "attack", help = "h", run = function(ctx)
  xpcall(function() while true do end end, function() while true do end end)
end }
