-- expect: steps|wall|error
-- pcall within pcall within pcall.
hf.command{ name = "attack", help = "h", run = function(ctx)
  local function f() pcall(f) pcall(f) end
  f()
end }
