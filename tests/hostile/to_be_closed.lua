-- expect: error
-- __close is refused, so a <close> variable has nothing to call.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t <close> = setmetatable({}, { __close = function() while true do end end })
end }
