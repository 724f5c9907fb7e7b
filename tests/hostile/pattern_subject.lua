-- expect: error
-- A subject of 200 KB.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return (("a"):rep(200000)):match("b.")
end }
