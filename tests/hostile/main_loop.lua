-- expect: load
-- The main chunk does not end.
while true do end
