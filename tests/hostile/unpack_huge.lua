-- expect: error
-- Ten million values on the stack.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return table.unpack({}, 1, 1e7)
end }
