-- expect: bad_result
-- A result that is no text.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return "\xff\xfe"
end }
