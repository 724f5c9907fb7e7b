local t = hf.use("test")

hf.test("every limit says how much, and what the person is told", function()
  for _, id in ipairs{ "messages", "model", "exports" } do
    local limit = hf.entry("limit", id)
    t.ok(limit.per_day and limit.per_day > 0)
    t.ok(limit.reply and #limit.reply > 0)
  end
end)
