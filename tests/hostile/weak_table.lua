-- expect: error
-- Weak tables and emergency collections do not mix in 5.4.4; __mode is refused.
hf.command{ name = "attack", help = "h", run = function(ctx)
  setmetatable({}, { __mode = "k" })
end }
