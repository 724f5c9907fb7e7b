-- expect: error
-- Moving 2^60 elements.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return table.move({}, 1, 1 << 60, 2)
end }
