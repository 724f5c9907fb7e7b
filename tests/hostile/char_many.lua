-- expect: error|steps|wall|nomem
-- string.char of everything.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do string.char(table.unpack((function() local t = {} for i = 1, 900 do t[i] = 65 end return t end)())) end
end }
