local t = hf.use("test")

local function ctx() return t.ctx{ voice = hf.entry("persona", "flex"), language = "en" } end
local function speaks(id, event)
  local rule = hf.entry("coach", id)
  if not rule.when(ctx(), event) then return nil end
  return rule.say(ctx(), event)
end

hf.test("a milestone is said once, and only when it is a first", function()
  local event = { habit = "Run", streak = 7, unit = "day", longest_before = 6 }
  t.has(speaks("milestone", event), "7 days")
  event.said = { 7 }
  t.equal(speaks("milestone", event), nil)
  t.equal(speaks("milestone", { habit = "Run", streak = 7, unit = "day", longest_before = 20 }), nil)
  t.equal(speaks("milestone", { habit = "Run", streak = 8, unit = "day", longest_before = 7 }), nil)
  t.has(speaks("milestone", { habit = "Run", streak = 4, unit = "week" }), "4 weeks")
  t.equal(speaks("milestone", { habit = "Run", streak = 21, unit = "day" }), nil)
end)

hf.test("risk needs this person's own history", function()
  local event = { habit = "Run", streak = 9, unit = "day", days_until_break = 0, weekday_due = 8, weekday_done = 2 }
  t.has(speaks("risk", event), "Run")
  event.weekday_done = 7
  t.equal(speaks("risk", event), nil)
  event.hour, event.usual_hour = 21, 18
  t.ok(speaks("risk", event))
  event.hour = 19
  t.equal(speaks("risk", event), nil)
  t.equal(speaks("risk", { habit = "Run", streak = 9, unit = "day", days_until_break = 0, weekday_due = 2, weekday_done = 0 }), nil)
  t.equal(speaks("risk", { habit = "Run", streak = 9, unit = "day", days_until_break = 1, weekday_due = 8, weekday_done = 0 }), nil)
  t.equal(speaks("risk", { habit = "Run", streak = 1, unit = "day", days_until_break = 0, weekday_due = 8, weekday_done = 0 }), nil)
end)

hf.test("the week is one message", function()
  local text = speaks("weekly", { habits = { { name = "Run", done = 2, due = 3 }, { name = "Read", done = 6, due = 7 } } })
  t.has(text, "8 of 10")
  t.has(text, "Read")
  t.equal(speaks("weekly", { habits = { { name = "Run", done = 0, due = 3 } } }), nil)
  t.equal(speaks("weekly", { habits = {} }), nil)
end)

local function week(due, done, sunday)
  local days = {}
  for _, name in ipairs{ "mon", "tue", "wed", "thu", "fri", "sat" } do days[name] = { due = due, done = done } end
  days.sun = { due = due, done = sunday }
  return days
end

hf.test("an insight needs evidence", function()
  t.has(speaks("insight", { habit = "Run", weekdays = week(10, 9, 2) }), "Sunday goes worse than other days, 2 of 10 times")
  t.has(speaks("insight", { habit = "Run", weekdays = week(12, 3, 11) }), "Sunday goes better")
  t.equal(speaks("insight", { habit = "Run", weekdays = week(10, 7, 6) }), nil)
  t.equal(speaks("insight", { habit = "Run", weekdays = week(3, 3, 0) }), nil)
  t.equal(speaks("insight", { habit = "Run", weekdays = week(10, 10, 10) }), nil)
  t.equal(speaks("insight", { habit = "Run", weekdays = {} }), nil)
end)

hf.test("a comeback offers the smallest version", function()
  t.has(speaks("comeback", { habit = "Run", misses = 1, unit = "km", target = 25 }), "2 km")
  t.has(speaks("comeback", { habit = "Run", misses = 1, unit = "km", target = 5 }), "1 km")
  t.has(speaks("comeback", { habit = "Sing", misses = 1 }), "two minutes of it")
  t.has(speaks("comeback", { habit = "Sing", misses = 2, plan = "When I am home, I sing." }), "When I am home")
  t.equal(speaks("comeback", { habit = "Run", misses = 0 }), nil)
  t.equal(speaks("comeback", { habit = "Run", misses = 40 }), nil)   -- stops when ignored
end)
