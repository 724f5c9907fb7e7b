-- expect: error
-- No bytecode.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return load("\27Lua", "x", "b")
end }
