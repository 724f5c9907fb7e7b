-- expect: error
-- Widths of more than two digits.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("%0999999999d"):format(1)
end }
