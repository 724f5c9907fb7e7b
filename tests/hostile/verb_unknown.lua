-- expect: error
-- A verb that does not exist.
hf.command{ name = "attack", help = "h", run = function(ctx)
  ctx:become_root{}
end }
