-- expect: denied
-- A hundred writes.
hf.command{ name = "attack", help = "h", run = function(ctx)
  for i = 1, 100 do ctx:put{ n = i } end
end }
