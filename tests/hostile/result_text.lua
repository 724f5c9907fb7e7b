-- expect: bad_result
-- A result of 400 KB.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("x"):rep(400000)
end }
