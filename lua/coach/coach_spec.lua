local t = hf.use("test")
local coaching = hf.use("coaching")

local function ctx() return t.ctx{ voice = hf.entry("persona", "flex"), language = "en" } end

-- What the rule returns, or nil when it has nothing to say.
local function speaks(id, event)
  local rule = hf.entry("coach", id)
  if rule.when and not rule.when(ctx(), event) then return nil end
  return rule.say(ctx(), event)
end

local function with(base, changes)
  local all = {}
  for k, v in pairs(base) do all[k] = v end
  for k, v in pairs(changes or {}) do all[k] = v end
  return all
end

-- ---- milestone ----
local DONE = { habit = "Run", goal = "yesNo", unit = "day", streak = 7, longest_before = 0, logged_ago = 0 }

hf.test("a milestone is a level that is new", function()
  local m = speaks("milestone", DONE)
  t.equal(m.reason, "day7")
  t.equal(m.body[1].say, "milestone")
  t.equal(m.body[1].values.streak, 7)
  t.equal(m.subject.say, "subject_milestone")
  t.equal(speaks("milestone", with(DONE, { longest_before = 20 })), nil)
  t.equal(speaks("milestone", with(DONE, { streak = 6 })), nil)
  t.equal(speaks("milestone", with(DONE, { streak = 21 })), nil)
  t.equal(speaks("milestone", with(DONE, { streak = 4, unit = "week" })).reason, "week4")
  t.equal(speaks("milestone", with(DONE, { streak = 5, unit = "week" })), nil)
end)

hf.test("a milestone may come two days late, with the number as it is", function()
  local m = speaks("milestone", with(DONE, { streak = 9 }))
  t.equal(m.reason, "day7")
  t.equal(m.body[1].values.streak, 9)
  t.equal(speaks("milestone", with(DONE, { streak = 10 })), nil)
end)

hf.test("the old best passed is told once, with the old best", function()
  local m = speaks("milestone", with(DONE, { streak = 18, longest_before = 17 }))
  t.equal(m.reason, "record17")
  t.equal(m.body[1].say, "record")
  t.equal(m.body[1].values.longest, 17)
  t.equal(speaks("milestone", with(DONE, { streak = 17, longest_before = 17 })), nil)
  t.equal(speaks("milestone", with(DONE, { streak = 9, longest_before = 8 })), nil)   -- too small a best
  t.equal(speaks("milestone", with(DONE, { streak = 40, longest_before = 17 })), nil)
end)

hf.test("a limit that nobody logs is no achievement", function()
  t.equal(speaks("milestone", with(DONE, { goal = "atMost", logged_ago = 8 })), nil)
  t.ok(speaks("milestone", with(DONE, { goal = "atMost", logged_ago = 3 })))
end)

-- ---- risk ----
local OPEN = {
  habit = "Run", goal = "yesNo", due = true, unit = "day", streak = 9, days_until_break = 0, all_due = 60, all_done = 48,
  weekday = "sun", weekday_due = 8, weekday_done = 2, regular = 0, unheard = 0, if_missed = 4, today = "2026-03-01",
}

hf.test("risk needs this person's own history", function()
  local m = speaks("risk", OPEN)
  t.equal(m.body[1].say, "risk")
  t.equal(m.body[2].say, "risk_weekday")
  t.equal(m.body[2].values.done, 2)
  t.equal(m.body[2].values.on.pick, 6)
  t.equal(m.body[3].values.n, 4)
  t.equal(#speaks("risk", with(OPEN, { if_missed = 0 })).body, 2)
  t.equal(m.reason, "2026-03-01")
  t.equal(speaks("risk", with(OPEN, { weekday_done = 7 })), nil)
  t.equal(speaks("risk", with(OPEN, { weekday_due = 2, weekday_done = 0 })), nil)
  t.equal(speaks("risk", with(OPEN, { all_due = 10, all_done = 4 })), nil)
  t.equal(speaks("risk", with(OPEN, { all_done = 20 })), nil)   -- no worse than any other day
end)

hf.test("risk speaks only when today decides", function()
  t.equal(speaks("risk", with(OPEN, { days_until_break = 1 })), nil)
  t.equal(speaks("risk", with(OPEN, { due = false })), nil)
  t.equal(speaks("risk", with(OPEN, { streak = 2 })), nil)
  t.equal(speaks("risk", with(OPEN, { goal = "atMost" })), nil)
end)

hf.test("a weekday that never worked counts most", function()
  local m = speaks("risk", with(OPEN, { weekday_done = 0 }))
  t.equal(m.body[2].say, "risk_never")
  t.ok(m.priority > hf.entry("coach", "risk").priority)
end)

hf.test("late means later than this person's own time", function()
  local late = with(OPEN, { weekday_done = 8, usual_hour = 18, regular = 0.95, hours_late = 3.5 })
  t.equal(speaks("risk", late).body[2].say, "risk_late")
  t.equal(speaks("risk", late).body[2].values.hour, 18)
  t.equal(speaks("risk", with(late, { hours_late = 2.9 })), nil)
  t.equal(speaks("risk", with(late, { regular = 0.5 })), nil)
end)

hf.test("what is not heard fades, what is heard stays", function()
  t.ok(coaching.rested({}, 3))
  t.ok(coaching.rested({ since = 3, unheard = 0 }, 3))
  t.ok(not coaching.rested({ since = 5, unheard = 1 }, 3))
  t.ok(coaching.rested({ since = 6, unheard = 1 }, 3))
  t.ok(not coaching.rested({ since = 23, unheard = 3 }, 3))
  t.ok(coaching.rested({ since = 24, unheard = 3 }, 3))
  t.equal(speaks("risk", with(OPEN, { since = 4, unheard = 1 })), nil)
end)

-- ---- weekly ----
local WEEK = {
  action = "weekly", first = "2026-02-23", last = "2026-03-01", today = "2026-03-01", done = 8, due = 10, done_before = 5, due_before = 10,
  logs = 8, regular = 0.3, told = 0, habits = { { name = "Run", done = 2, due = 3 }, { name = "Read", done = 6, due = 7 } },
}

hf.test("the week is one message", function()
  local m = speaks("weekly", WEEK)
  t.equal(m.body[1].values.done, 8)
  t.equal(m.body[2], "Run 2/3 · Read 6/7")
  t.equal(m.body[3].values.n, 3)
  t.equal(m.reason, "2026-02-23")
  t.equal(#speaks("weekly", with(WEEK, { habits = { WEEK.habits[1] } })).body, 2)
end)

hf.test("less than the week before is not said", function()
  t.equal(#speaks("weekly", with(WEEK, { done_before = 8 })).body, 2)
  t.equal(#speaks("weekly", with(WEEK, { done_before = 9 })).body, 2)
  t.equal(#speaks("weekly", with(WEEK, { done_before = 5, due_before = 7 })).body, 2)   -- fewer were asked for then
end)

hf.test("a week without anything is left alone", function()
  t.equal(speaks("weekly", with(WEEK, { done = 0 })), nil)
  t.equal(speaks("weekly", with(WEEK, { logs = 0 })), nil)
end)

hf.test("who has a rhythm hears of the week once a month", function()
  t.equal(speaks("weekly", with(WEEK, { regular = 0.9, since = 14 })), nil)
  t.ok(speaks("weekly", with(WEEK, { regular = 0.9, since = 28 })))
  t.ok(speaks("weekly", with(WEEK, { regular = 0.9 })))
end)

hf.test("after a month, every second week, and those that went clearly better", function()
  t.ok(speaks("weekly", with(WEEK, { told = 3, since = 7, done_before = 8 })))
  t.equal(speaks("weekly", with(WEEK, { told = 4, since = 7, done_before = 8 })), nil)
  t.ok(speaks("weekly", with(WEEK, { told = 4, since = 14, done_before = 8 })))
  t.ok(speaks("weekly", with(WEEK, { told = 4, since = 7, done_before = 5 })))
  t.equal(speaks("weekly", with(WEEK, { told = 4, since = 7, due_before = 0, done_before = 0 })), nil)
end)

hf.test("unasked, a week is told when it is over, not days later", function()
  t.ok(speaks("weekly", with(WEEK, { action = "all", today = "2026-03-02" })))
  t.equal(speaks("weekly", with(WEEK, { action = "all", today = "2026-03-04" })), nil)
  t.ok(speaks("weekly", with(WEEK, { today = "2026-03-04" })))
end)

hf.test("many habits stay one line", function()
  local habits = {}
  for i = 1, 20 do habits[i] = { name = "H" .. i, done = 1, due = 7 } end
  local line = speaks("weekly", with(WEEK, { habits = habits })).body[2]
  t.has(line, "H8 1/7 …")
  t.lacks(line, "H9")
end)

-- ---- insight ----
local SUNDAYS = { habit = "Run", habit_id = "h_1", kind = "weekday", weekday = 7, done = 2, due = 26, rest_done = 140, rest_due = 156, p = 1e-9 }

hf.test("an insight tells both shares, and no cause", function()
  local m = speaks("insight", SUNDAYS)
  local what = m.body[1].values.what
  t.equal(what.say, "what_weekday")
  t.equal(what.values.done, 2)
  t.equal(what.values.rest_due, 156)
  t.equal(what.values.on.pick, 6)
  t.equal(m.body[2].say, "insight_schedule")
  t.equal(#speaks("insight", with(SUNDAYS, { done = 12 })).body, 1)
end)

hf.test("Sundays and weekends are one reason; better and worse are two", function()
  t.equal(speaks("insight", SUNDAYS).reason, speaks("insight", with(SUNDAYS, { weekday = 8 })).reason)
  t.ok(speaks("insight", SUNDAYS).reason ~= speaks("insight", with(SUNDAYS, { done = 26 })).reason)
  t.ok(speaks("insight", SUNDAYS).reason ~= speaks("insight", with(SUNDAYS, { weekday = 1 })).reason)
end)

hf.test("every kind of finding has its sentence", function()
  local pair = speaks("insight", with(SUNDAYS, { kind = "pair", other = "Read", other_id = "h_2" }))
  t.equal(pair.body[1].values.what.values.other, "Read")
  t.equal(pair.reason, "pairh_2")
  local change = speaks("insight", with(SUNDAYS, { kind = "change", since_day = "2026-05-03" }))
  t.equal(change.body[1].values.what.values.day.day, "2026-05-03")
  t.equal(change.reason, "change2026-05-03")
  t.equal(speaks("insight", with(SUNDAYS, { kind = "time", hour = 14 })).body[1].values.what.values.hour, 14)
  t.equal(speaks("insight", with(SUNDAYS, { kind = "moon" })), nil)
end)

hf.test("insights are rare, whatever they are about", function()
  t.equal(speaks("insight", with(SUNDAYS, { since_any = 9 })), nil)
  t.ok(speaks("insight", with(SUNDAYS, { since_any = 10 })))
end)

-- ---- comeback ----
local MISSED = {
  habit = "Run", goal = "atLeast", due = true, done_before = true, misses = 1, missed_since = "2026-02-28", streak = 0, unit = "day",
  amount_unit = "km", target = 25, unheard = 0,
  run_before = 5, missed_weekday_due = 8, missed_weekday_done = 6,
}

hf.test("a comeback offers the smallest version", function()
  t.equal(speaks("comeback", MISSED).body[1].values.smallest, "2 km")
  t.equal(speaks("comeback", with(MISSED, { target = 5 })).body[1].values.smallest, "1 km")
  t.equal(speaks("comeback", with(MISSED, { amount_unit = "", target = 1 })).body[1].values.smallest.say, "smallest")
  t.equal(speaks("comeback", with(MISSED, { target = 1 })).body[1].values.smallest.say, "smallest")
  t.equal(speaks("comeback", MISSED).reason, "2026-02-28")
end)

hf.test("what still stands is said, and what carries it on", function()
  t.equal(speaks("comeback", with(MISSED, { streak = 12 })).body[2].say, "comeback_kept_amount")
  t.equal(speaks("comeback", with(MISSED, { streak = 12, amount_unit = "" })).body[2].say, "comeback_kept")
  t.equal(#speaks("comeback", MISSED).body, 1)
  t.equal(#speaks("comeback", with(MISSED, { streak = 2 })).body, 1)
end)

hf.test("a plan is quoted after two misses", function()
  local plan = { plan = "When I am home, I run.", misses = 2 }
  t.equal(speaks("comeback", with(MISSED, plan)).body[2], "When I am home, I run.")
  plan.misses = 1
  t.equal(#speaks("comeback", with(MISSED, plan)).body, 1)
end)

hf.test("a comeback is for the first days, for what was begun, and when it is due", function()
  t.equal(speaks("comeback", with(MISSED, { misses = 0 })), nil)
  t.equal(speaks("comeback", with(MISSED, { misses = 4 })), nil)
  t.equal(speaks("comeback", with(MISSED, { due = false })), nil)
  t.equal(speaks("comeback", with(MISSED, { run_before = 2 })), nil)
  t.equal(speaks("comeback", with(MISSED, { goal = "atMost" })), nil)
  t.equal(speaks("comeback", with(MISSED, { since = 9, unheard = 1 })), nil)
end)

hf.test("a weekday on which it is never done is no relapse", function()
  t.equal(speaks("comeback", with(MISSED, { missed_weekday_done = 1 })), nil)
  t.ok(speaks("comeback", with(MISSED, { missed_weekday_due = 4, missed_weekday_done = 0 })))
end)

hf.test("a return after several misses is worth a word", function()
  local m = speaks("returned", with(MISSED, { misses = 3 }))
  t.equal(m.body[1].values.misses, 3)
  t.equal(speaks("returned", with(MISSED, { misses = 2 })), nil)
end)

-- ---- pace ----
hf.test("the pace is slow, slower for who has a rhythm, and still for who does not answer", function()
  local event = { ignored = 0, regular = 0, told = 0, heard = 0 }
  t.equal(speaks("pace", event), { per_day = 1, per_week = 4, few = 4, urgent = 50 })
  t.equal(speaks("pace", with(event, { age = 27 })).few, 4)
  t.equal(speaks("pace", with(event, { age = 28 })).few, 3)
  t.equal(speaks("pace", with(event, { ignored = 2, regular = 0.9 })).few, 2)
  t.equal(speaks("pace", with(event, { told = 8, heard = 3 })).few, 2)
  t.equal(speaks("pace", with(event, { told = 8, heard = 4 })).few, 4)
  t.equal(speaks("pace", with(event, { ignored = 3 })), { per_day = 0, per_week = 0, why = "ignored" })
end)
