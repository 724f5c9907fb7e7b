-- expect: load
-- A helper that does not exist.
hf.use("../../etc/passwd")
