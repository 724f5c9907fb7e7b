-- expect: error
-- table.remove on a table with a length of its own.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return table.remove(setmetatable({}, { __len = function() return 1 << 60 end }), 1)
end }
