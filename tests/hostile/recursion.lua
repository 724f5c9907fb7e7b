-- expect: error|nomem|steps
-- Recursion without end.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local function f() return 1 + f() end
  return f()
end }
