-- expect: nomem|steps|wall
-- Lives at the cap, so that every allocation forces a collection.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local keep = {}
  for i = 1, 60000 do keep[#keep + 1] = { i } end
  while true do local s = ("x"):rep(400000) .. #keep end
end }
