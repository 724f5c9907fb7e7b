-- expect: error|nomem|steps
-- All bytes of a long text as values.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return #{ ("x"):rep(500000):byte(1, -1) }
end }
