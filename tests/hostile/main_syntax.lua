-- expect: load
-- No Lua at all.
this is not lua
