-- expect: denied
-- A hundred writes, each in a pcall.
hf.command{ name = "attack", help = "h", run = function(ctx)
  for i = 1, 100 do pcall(ctx.put, ctx, { n = i }) end
  return true
end }
