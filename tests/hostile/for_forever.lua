-- expect: steps|wall
-- A counted loop of 2^62 rounds.
hf.command{ name = "attack", help = "h", run = function(ctx)
  for i = 1, 1 << 62 do end
end }
