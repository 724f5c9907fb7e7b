-- expect: load
-- A hundred thousand registrations.
for i = 1, 1e8 do hf.command{ name = "c" .. i, help = "h", run = function() end } end
