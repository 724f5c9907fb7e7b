-- expect: steps|wall
-- A stop inside a metamethod inside pcall.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = setmetatable({}, { __index = function() while true do end end })
  for i = 1, 1000 do pcall(function() return t.x end) end
end }
