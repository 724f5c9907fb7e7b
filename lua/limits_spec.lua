local t = hf.use("test")

hf.test("every limit says how much", function()
  for _, id in ipairs{ "messages", "model", "exports" } do
    local limit = hf.entry("limit", id)
    t.ok(limit.per_day and limit.per_day > 0)
    t.ok(limit.reply == nil or #limit.reply > 0)
  end
end)

hf.test("a person can log a morning's habits in one go", function()
  local limit = hf.entry("limit", "messages")
  t.ok(limit.burst >= 5 and limit.burst <= limit.per_day)
  t.equal(limit.exempt, { "admin" })
end)
