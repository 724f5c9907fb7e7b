-- expect: error
-- The hook can not be taken off.
hf.command{ name = "attack", help = "h", run = function(ctx)
  debug.sethook()
  while true do end
end }
