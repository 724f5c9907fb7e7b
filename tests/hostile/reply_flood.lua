-- expect: denied
-- A hundred replies.
hf.command{ name = "attack", help = "h", run = function(ctx)
  for i = 1, 100 do ctx:reply("hello") end
end }
