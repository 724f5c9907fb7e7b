-- expect: nomem|steps|wall
-- The memory stop can not be swallowed.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do pcall(function() local t = {} for i = 1, 1e9 do t[i] = { i } end end) end
end }
