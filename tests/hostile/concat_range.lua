-- expect: error
-- concat to the end of the integers.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return table.concat({ "a" }, "", math.maxinteger - 1, math.maxinteger)
end }
