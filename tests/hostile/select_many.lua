-- expect: steps|wall|error
-- select counting from the end.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local function f(...) return select(-1, ...) end
  while true do f(table.unpack({ 1, 2, 3 }, 1, 900)) end
end }
