-- expect: error|steps|nomem
-- Recursion through gsub.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local function f() return (("a"):gsub("a", f)) end
  return f()
end }
