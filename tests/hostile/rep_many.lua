-- expect: steps|wall|nomem
-- Many strings, each just allowed.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  for i = 1, 1e6 do t[i % 8 + 1] = ("x"):rep(500000 + i % 7) end
end }
