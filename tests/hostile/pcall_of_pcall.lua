-- expect: steps|wall
-- pcall(pcall, ...) all the way.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local function loop() while true do end end
  while true do pcall(pcall, pcall, loop) end
end }
