-- expect: error
-- No _G.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return _G.string
end }
