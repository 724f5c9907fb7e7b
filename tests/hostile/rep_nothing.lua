-- expect: ok
-- Stock 5.4.4 counts to 2^60 here.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return ("").rep("", 1 << 60) == ""
end }
