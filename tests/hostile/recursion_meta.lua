-- expect: error|nomem|steps
-- Recursion through C: __index calling __index.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local t = {}
  setmetatable(t, { __index = function(_, k) return t[k .. "x"] end })
  return t.a
end }
