-- expect: load
-- The same name twice.
for i = 1, 2 do hf.command{ name = "twice", help = "h", run = function() end } end
