-- expect: steps|wall|nomem
-- Splitting at every letter.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do hf.split(("a,"):rep(100000)) end
end }
