-- expect: ok
-- No address leaks through tostring.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return tostring({}) == "table" and tostring(tostring) == "function" and ("%s"):format(ctx) == "userdata"
end }
