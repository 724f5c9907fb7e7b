-- expect: error
-- A pattern of a thousand items.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("a"):match(("a?"):rep(500))
end }
