local t = hf.use("test")
local reminder = hf.entry("reminder", "standard")

local function ctx(id) return t.ctx{ voice = hf.entry("persona", id or "flex"), language = "en" } end

hf.test("what is done needs no reminder", function()
  t.equal(reminder.when(ctx(), { name = "Run", done_today = true }), "skip")
  t.equal(reminder.when(ctx(), { name = "Run" }), "send")
end)

hf.test("reminders that nobody answers thin out", function()
  local sent = 0
  for n = 0, 19 do
    if reminder.when(ctx(), { name = "Run", sent_unanswered = n }) == "send" then sent = sent + 1 end
  end
  t.equal(sent, 13)
end)

hf.test("the person's own words come first", function()
  t.equal(reminder.text(ctx(), { name = "Run", message = "Shoes!" }), "Shoes!")
  t.equal(reminder.text(ctx(), { name = "Run", target = 5, unit = "km" }), "Run: 5 km.")
  t.equal(reminder.text(ctx(), { name = "Run", target = 2.5, unit = "km", message = "" }), "Run: 2.5 km.")
  t.equal(reminder.text(ctx(), { name = "Sing", target = 1 }), "Sing.")
  t.has(reminder.text(ctx("coach-blaze"), { name = "Run", target = 5, unit = "km" }), "Shoes on!")
end)
