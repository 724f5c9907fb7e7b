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

hf.test("the evening on which a streak would break has its own words", function()
  local habit = { name = "Run", late = true, streak = 12, streak_unit = "day", message = "Shoes!", sent_unanswered = 7 }
  t.equal(reminder.when(ctx(), habit), "send")
  t.has(reminder.text(ctx(), habit), "12")
end)

hf.test("what was missed comes in one message, in every language", function()
  local digest = hf.entry("reminder", "digest")
  local missed = { { name = "Run", when = "07:30" }, { name = "Read 100% {x}", when = "2026-11-21 20:00" } }
  for _, language in ipairs{ "en", "pt", "es", "fr", "de", "xx" } do
    local text = digest.text({ language = language }, { missed = missed })
    t.has(text, "Run (07:30), Read 100% {x} (2026-11-21 20:00)")
  end
  t.has(digest.text({ language = "en" }, { missed = { missed[1] } }), "This one")
end)
