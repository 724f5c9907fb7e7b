local t = hf.use("test")
local status = hf.entry("admin", "status")

hf.test("status names what needs attention and nothing else", function()
  local ctx = t.ctx({}, {
    version = { version = "0.1.0", engine = "SQLite 3.40.1" },
    doctor = { findings = {
      { severity = "fine", what = "integrity" },
      { severity = "problem", what = "a file is readable by others", remedy = "chmod 600" },
      { severity = "warning", what = "an old file" },
    } },
  })
  t.equal(status.run(ctx), "hf 0.1.0, SQLite 3.40.1\nproblem: a file is readable by others (chmod 600)\nwarning: an old file")
end)

hf.test("status when all is well, and when the doctor can not look", function()
  local version = { version = "1", engine = "x" }
  t.has(status.run(t.ctx({}, { version = version, doctor = { findings = {} } })), "nothing needs attention")
  t.has(status.run(t.ctx({}, { version = version, doctor = function() return nil, "busy", "the file is in use" end })), "the file is in use")
end)

hf.test("status of a vault that is really there", function()
  local ctx = t.user()
  ctx:add{ name = "Run" }
  local text = status.run(ctx)
  t.has(text, "hf ")
  t.has(text, "SQLite")
  t.lacks(text, "doctor:")
end)
