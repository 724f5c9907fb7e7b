-- expect: steps|wall
-- gmatch over nothing, again and again.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do for _ in ("aaaa"):gmatch("()") do end end
end }
