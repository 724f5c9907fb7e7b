local t = hf.use("test")
local MONDAY = hf.day("2026-11-16")

hf.test("the greeting is ours", function()
  local enter = hf.entry("flow", "welcome").states.hello.enter
  t.has(enter(t.ctx{ name = "Ana" }).say, "Harbour Runners, Ana")
  t.has(enter(t.ctx{}).say, "friend")
end)

hf.test("no Fridays for Piano", function()
  local rule = hf.entry("rule", "no-fridays")
  t.ok(rule.applies(t.habit({ name = "Piano" }, "", MONDAY)))
  t.equal(rule.applies(t.habit({ name = "Run" }, "", MONDAY)), false)
  t.equal(rule.due(MONDAY + 4, true, "fri"), false)
  t.equal(rule.due(MONDAY, true, "mon"), true)
  t.equal(rule.due(MONDAY, false, "mon"), false)
end)

hf.test("water is logged, and refusals are told", function()
  local run = hf.entry("command", "water").run
  local ctx = t.user{}
  t.has(run(ctx, {}), "no habit")
  ctx:add{ name = "Water", target = 8 }
  t.equal(run(ctx, {}), "1 glasses today.")
  t.equal(run(ctx, { glasses = "3" }), "4 glasses today.")
  t.has(run(ctx, { glasses = "many" }), "How many")
  t.equal(ctx:today{}.due[1].count, 4)
  t.equal(run(t.ctx({}, { log = function() return nil, "busy", "The file is in use" end }), {}), "The file is in use.")
end)

hf.test("the evening asks once and keeps the answer", function()
  local ctx = t.user{}
  t.equal(hf.entry("command", "evening").run(ctx, {}).flow, "evening")
  local asked = t.begin(ctx, "evening")
  t.equal(t.answer(ctx, asked, { text = "ran 5 km" }).said, nil)
  t.equal(t.answer(ctx, asked, { choice = "4" }).said, "4 of 5, noted.")
  t.equal(t.answer(ctx, asked, { choice = "5" }).said, "5 of 5, noted.")
  t.equal(ctx:show{ habit = "Day" }.today.log.count, 5)
end)

hf.test("a fresh start is for habits that have rested", function()
  local rule = hf.entry("coach", "fresh-start")
  t.ok(rule.when(nil, { weekday = "mon", streak = 0, misses = 3, done_before = true }))
  t.ok(not rule.when(nil, { weekday = "mon", streak = 5, misses = 0, done_before = true }))
  t.ok(not rule.when(nil, { weekday = "tue", streak = 0, misses = 9, done_before = true }))
  t.ok(not rule.when(nil, { weekday = "mon", streak = 0, misses = 9, done_before = false }))
end)

hf.test("a fresh start is said once on its day, and every text of it holds the habit", function()
  local message = hf.entry("coach", "fresh-start").say(nil, { habit = "Run", misses = 4, unit = "day", today = "2026-11-23" })
  t.equal(message.reason, "2026-11-23")
  t.equal(message.body.values.misses, 4)
  local text = hf.entry("template", "say_fresh_start").text
  for _, one in ipairs(text.en) do t.has(one, "{habit}") end
  t.has(text.pt, "{habit}")
end)

hf.test("only long streaks get an answer when they end", function()
  local run, ctx = hf.entry("on", "kind-words").run, t.ctx{}
  run(ctx, { habit = "Run", streak = 3, total = 3 })
  t.equal(#ctx.replies, 0)
  run(ctx, { habit = "Run", streak = 30, total = 80 })
  t.has(ctx.replies[1], "80 times")
end)

hf.test("the signature can be said in both languages", function()
  local text = hf.entry("template", "signature").text
  t.equal(hf.fill(text.en, { club = "Harbour Runners", day = "Sunday" }), "See you on Sunday, Harbour Runners")
  for _, line in ipairs(text.pt) do t.has(hf.fill(line, { club = "C", day = "domingo" }), "domingo") end
end)
