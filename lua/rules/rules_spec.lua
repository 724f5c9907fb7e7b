local t = hf.use("test")
local MONDAY = hf.day("2026-11-16")

local weekend = hf.entry("rule", "weekend-off")
local smallest = hf.entry("rule", "smallest-version")
local twice = hf.entry("rule", "never-miss-twice")
local budget = hf.entry("rule", "weekly-budget")

hf.test("rules are for habits that name them", function()
  for _, rule in ipairs{ weekend, smallest, twice, budget } do
    t.equal(rule.applies(t.habit({}, "", MONDAY)), false)
  end
  t.ok(weekend.applies(t.habit({ rule = "weekend-off" }, "", MONDAY)))
  t.equal(budget.applies(t.habit({ rule = "weekly-budget" }, "", MONDAY)), false)
  t.ok(budget.applies(t.habit({ rule = "weekly-budget", goal = "atMost" }, "", MONDAY)))
  t.equal(twice.applies(t.habit({ rule = "never-miss-twice", every = "weekly" }, "", MONDAY)), false)
end)

hf.test("weekend-off asks for five days", function()
  local asked = 0
  for day = MONDAY, MONDAY + 6 do
    if weekend.due(day, true, hf.weekday(day)) then asked = asked + 1 end
  end
  t.equal(asked, 5)
  t.equal(weekend.due(MONDAY, false, "mon"), false)
end)

hf.test("smallest-version takes a tenth, but not a miss", function()
  local habit = t.habit({}, "", MONDAY)
  t.equal(smallest.done(MONDAY, false, "partial", 0.5, habit), true)
  t.equal(smallest.done(MONDAY, false, "partial", 0.4, habit), false)
  t.equal(smallest.done(MONDAY, false, "partial", nil, habit), true)
  t.equal(smallest.done(MONDAY, false, "missed", 4, habit), false)
  t.equal(smallest.done(MONDAY, true, "completed", nil, habit), true)
end)

hf.test("never-miss-twice carries one miss, not two in a row", function()
  local habit = t.habit({}, "cc.cc..c", MONDAY)
  t.equal(twice.forgive(MONDAY + 2, true, MONDAY + 2, habit), true)
  t.equal(twice.forgive(MONDAY + 5, true, MONDAY + 5, habit), true)
  t.equal(twice.forgive(MONDAY + 6, true, MONDAY + 6, habit), false)
end)

hf.test("never-miss-twice carries four in thirty days", function()
  local habit, last = t.habit({}, "c.c.c.c.c.", MONDAY)
  t.equal(twice.forgive(last - 2, true, last - 2, habit), true)
  t.equal(twice.forgive(last, true, last, habit), false)
end)

hf.test("weekly-budget looks at seven days together", function()
  local habit = t.habit({ goal = "atMost", target = 2 }, "c1c1c1c1c5c1c1c1c9", MONDAY)
  t.equal(budget.done(MONDAY + 4, false, "none", 5, habit), true)
  t.equal(budget.done(MONDAY + 8, false, "none", 9, habit), false)
end)
