-- expect: error|steps|wall
-- The same through an operator.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local s = ("1"):rep(500000)
  while true do local _ = pcall(function() return s | 0 end) end
end }
