-- expect: denied
-- The denial can not be swallowed.
hf.command{ name = "attack", help = "h", run = function(ctx)
  for i = 1, 100 do pcall(function() ctx:reply("hello") end) end
  return true
end }
