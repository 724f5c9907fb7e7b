-- expect: load
-- A field that has a typing error.
hf.command{ name = "attack", hepl = "h", run = function() end }
