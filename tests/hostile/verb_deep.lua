-- expect: error
-- Arguments that hold themselves.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  t.t = t
  ctx:echo(t)
end }
