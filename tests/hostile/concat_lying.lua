-- expect: error
-- concat over a table that answers everything.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return table.concat(setmetatable({}, { __index = function() return "" end }), "", 1, 1 << 60)
end }
