-- expect: steps|wall|nomem|error
-- Long numbers, many times.
hf.command{ name = "attack", help = "h", run = function(ctx)
  while true do (("%99.99f"):rep(100)):format(table.unpack((function() local t = {} for i = 1, 100 do t[i] = 1e308 end return t end)())) end
end }
