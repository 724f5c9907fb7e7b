-- expect: error
-- Nor through an error about a table.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("x") < {}
end }
