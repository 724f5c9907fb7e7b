-- expect: steps|wall|error|nomem
-- A text that doubles at each replacement.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local s = "aa"
  while true do s = s:gsub("a", "aa") end
end }
