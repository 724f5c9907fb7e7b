-- expect: error
-- A reply of 100 KB.
hf.command{ name = "attack", help = "h", run = function(ctx)
  ctx:reply(("x"):rep(100000))
end }
