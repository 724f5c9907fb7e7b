-- expect: steps|wall
-- A pcall of its own changes nothing for anybody.
hf.command{ name = "attack", help = "h", run = function(ctx)
  pcall = function(f) f() return true end
  while true do pcall(function() end) end
end }
