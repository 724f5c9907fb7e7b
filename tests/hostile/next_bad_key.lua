-- expect: error
-- next with a key that is not there.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return next({}, "nothing")
end }
