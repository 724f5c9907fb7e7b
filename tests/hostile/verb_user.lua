-- expect: ok
-- Naming a person in the arguments reaches nobody: the door is bound.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local r = ctx:echo{ user = "+351911111111" }
  return r.success
end }
