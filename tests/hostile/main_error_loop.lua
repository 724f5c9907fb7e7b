-- expect: load
-- An error whose text never comes.
error(setmetatable({}, { __tostring = function() while true do end end }))
