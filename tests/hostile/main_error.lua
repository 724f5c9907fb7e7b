-- expect: load
-- An error that is a table.
error({})
