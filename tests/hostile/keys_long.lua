-- expect: steps|wall|nomem
-- Hashing half megabytes.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t, i = {}, 0
  while true do i = i + 1 t[("x"):rep(500000) .. i] = true t = {} end
end }
