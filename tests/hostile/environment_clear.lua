-- expect: error
-- An empty _ENV leaves its owner with nothing.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local _ENV = {}
  return pcall(error)
end }
