-- expect: bad_result
-- A function as a result.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return { f = function() end }
end }
