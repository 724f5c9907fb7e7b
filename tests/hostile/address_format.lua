-- expect: error
-- Nor through %p.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("%p"):format({})
end }
