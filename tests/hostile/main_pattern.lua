-- expect: load
-- The main chunk hangs in a pattern.
(("a"):rep(60000)):match(".-.-.-b")
