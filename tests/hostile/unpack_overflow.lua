-- expect: error
-- From the smallest integer to the largest.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return table.unpack({}, math.mininteger, math.maxinteger)
end }
