-- expect: error
-- Moving to the end of the integers.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return table.move({ 1, 2, 3 }, 1, 3, math.maxinteger - 1)
end }
