-- expect: error
-- table.insert on a table whose reads are ours.
hf.command{ name = "attack", help = "h", run = function(ctx)
  table.insert(setmetatable({}, { __index = function() return 1 end }), 1, "x")
end }
