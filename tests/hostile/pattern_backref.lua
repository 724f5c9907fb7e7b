-- expect: steps|wall
-- Back references over long captures.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return (("a"):rep(60000)):match("(a*)%1%1b")
end }
