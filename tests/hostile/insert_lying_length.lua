-- expect: error
-- A length of 2^60 that __len claims.
hf.command{ name = "attack", help = "h", run = function(ctx)
  table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, "x")
end }
