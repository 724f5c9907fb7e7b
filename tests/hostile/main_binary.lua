-- expect: load
-- Begins like bytecode.
Lua
