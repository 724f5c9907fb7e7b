-- expect: error
-- Nor through a string.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local s = "x"
  s.rep = function() return "mine" end
end }
