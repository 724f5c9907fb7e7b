-- expect: load
-- The main chunk fills the memory.
local t = {} while true do t = { t, {} } end
