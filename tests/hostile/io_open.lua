-- expect: error
-- No io.
hf.command{ name = "attack", help = "h", run = function(ctx)
  return io.open("/etc/passwd")
end }
