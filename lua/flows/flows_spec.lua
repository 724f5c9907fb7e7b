local t = hf.use("test")
local D = hf.use("dialog")
local S = hf.use("speech")

-- Somebody whose verbs run for real.
local function user(now, fields)
  local f = { language = "en", name = "Ana", today = (now or "2026-11-22"):sub(1, 10), now = now }
  for k, v in pairs(fields or {}) do f[k] = v end
  return t.user(f)
end

local function habit_of(ctx, name)
  local habit = ctx:show{ habit = name }.habit
  return { id = habit.id, name = habit.name }
end

local function log(ctx, name, more)
  local habit = ctx:show{ habit = name }.habit
  local out = { habit = habit.id, name = habit.name, own = habit.targetUnit, date = "2026-11-22", status = "completed" }
  for k, v in pairs(more or {}) do out[k] = v end
  return out
end

-- ---- telling ----

hf.test("somebody new is welcomed by name, or without", function()
  t.has(t.begin(user(), "welcome").said, "Ana")
  t.lacks(t.begin(user(nil, { name = "" }), "welcome").said, "{")
  t.lacks(t.begin(user(nil, { name = "" }), "welcome").said, "Hi .")
end)

hf.test("every language is spoken, and help fits one screen", function()
  local seen = {}
  for _, language in ipairs{ "en", "pt", "es", "fr", "de" } do
    local ctx = user(nil, { language = language })
    for _, flow in ipairs{ "help", "privacy", "hint" } do
      local said = t.begin(ctx, flow).said
      t.ok(#said > 10 and #said < 700, flow)
      t.ok(not seen[said], flow .. " is said in the same words in " .. language)
      seen[said] = true
    end
  end
end)

hf.test("help lists the commands that this person may type", function()
  local said = t.begin(user(), "help", { commands = { { name = "water", args = { "glasses" }, help = "log water" } } }).said
  t.has(said, "/water GLASSES  log water")
end)

hf.test("small talk", function()
  t.has(t.begin(user(), "talk", { intent = "greeting", hello = true }).said, "Ana")
  t.lacks(t.begin(user(), "talk", { intent = "greeting" }).said, "Ana")
  t.has(t.begin(user(), "talk", { intent = "plan" }).said, "plans are not counted")
end)

-- ---- logs ----

hf.test("a clear log is stored and echoed, with the core's streak", function()
  local ctx = user("2026-11-21T20:00:00Z")
  ctx:add{ name = "Run", unit = "km", target = 5 }
  t.begin(ctx, "log", { logs = { log(ctx, "Run", { date = "2026-11-21", count = 5, unit = "km" }) } })
  ctx = user("2026-11-22T20:00:00Z")
  local said = t.begin(ctx, "log", { logs = { log(ctx, "Run", { count = 6, unit = "km" }) } }).said
  t.has(said, "Run 6 km")
  t.has(said, "2 days")
  t.has(said, "today")
  t.equal(ctx:show{ habit = "Run" }.today.log.count, 6)
  said = t.begin(ctx, "log", { logs = { log(ctx, "Run", { status = "missed" }) } }).said
  t.has(said, "missed")
end)

hf.test("the same on several days is one line, different things are lines of their own", function()
  local ctx = user()
  ctx:add{ name = "Run" }
  ctx:add{ name = "Gym" }
  local r = t.begin(ctx, "log", { logs = { log(ctx, "Run"), log(ctx, "Run", { date = "2026-11-21" }), log(ctx, "Gym") } })
  t.has(r.said, "today, yesterday")
  t.equal(#hf.split(r.said, "\n"), 2)
end)

hf.test("more habits than one message may write are written together", function()
  local list = {}
  for i = 1, 40 do
    list[i] = { habit = ("h_%d"):format(i), name = "H" .. i, date = "2026-11-22", status = "completed" }
  end
  local ctx = t.ctx({ today = "2026-11-22", language = "en" }, { log = { logs = { { habitName = "H1", habitId = "h_1" } } } })
  local r = t.begin(ctx, "log", { logs = list })
  t.equal(#ctx.calls, 1)
  t.equal(#ctx.calls[1].args.habit, 40)
  t.has(r.said, "H40")
end)

hf.test("a doubt becomes one question, and the answer finishes it", function()
  local ctx = user()
  ctx:add{ name = "Morning run" }
  ctx:add{ name = "Evening run" }
  local options = { habit_of(ctx, "Morning run"), habit_of(ctx, "Evening run") }
  local open = { logs = { log(ctx, "Morning run") }, candidates = options, doubt = "habit" }
  local r = t.begin(ctx, "log", open)
  t.has(r.said, "Morning run or Evening run")
  t.equal(r.go, "habit")
  t.equal(t.answer(ctx, r, {}).said, nil)
  t.has(t.answer(ctx, r, { choice = options[2] }).said, "Evening run")
  t.equal(ctx:show{ habit = "Morning run" }.loggedDays, 0)
  t.has(t.answer(ctx, r, { both = true }).said, "Morning run")
end)

hf.test("day or month, and which day at all", function()
  local ctx = user()
  ctx:add{ name = "Run" }
  local r = t.begin(ctx, "log", { logs = { log(ctx, "Run", { date = "2026-05-06" }) }, doubt = "order", first = "2026-05-06", second = "2026-06-05" })
  t.has(r.said, "6 May")
  t.equal(t.answer(ctx, r, { day = "2026-01-01" }).said, nil)
  t.has(t.answer(ctx, r, { nth = 2 }).said, "5 Jun")
  r = t.begin(ctx, "log", { logs = { log(ctx, "Run") }, doubt = "order" })
  t.equal(r.go, "date")
  t.has(t.answer(ctx, r, { day = "2026-11-20" }).said, "Friday")
end)

hf.test("missed or skipped, yes or no", function()
  local ctx = user()
  ctx:add{ name = "Run" }
  local r = t.begin(ctx, "log", { logs = { log(ctx, "Run", { status = "missed" }) }, doubt = "status" })
  t.has(t.answer(ctx, r, { status = "skipped" }).said, "Run")
  t.equal(ctx:show{ habit = "Run" }.today.log.status, "skipped")
  r = t.begin(ctx, "log", { logs = { log(ctx, "Run") }, sure = false, confidence = 0.6 })
  t.equal(r.go, "confirm")
  t.ok(t.answer(ctx, r, { no = true }).said)
  t.equal(ctx:show{ habit = "Run" }.today.log.status, "skipped")
  t.has(t.answer(ctx, r, { day = "2026-11-21" }).said, "yesterday")
  t.has(t.answer(ctx, r, { yes = true }).said, "today")
end)

hf.test("something that fits no habit: one of them, or a new one", function()
  local ctx = user()
  ctx:add{ name = "Reading" }
  local open = { logs = { { date = "2026-11-21", status = "completed" } }, doubt = "noHabit" }
  local r = t.begin(ctx, "log", open)
  t.has(t.answer(ctx, r, { habit = habit_of(ctx, "Reading") }).said, "Reading")
  r = t.answer(ctx, r, { name = true, plain = "climbing" })
  t.has(r.said, "climbing")
  t.ok(t.answer(ctx, r, { no = true }).said)
  t.has(t.answer(ctx, r, { yes = true }).said, "Climbing")
  t.equal(ctx:show{ habit = "Climbing" }.loggedDays, 1)
  t.equal(t.begin(ctx, "log", { logs = open.logs, doubt = "noHabit", words = 30 }).leave, "no_habit")
end)

hf.test("what is not sure is left, and a refusal is told", function()
  local ctx = t.ctx({ today = "2026-11-22" }, { log = function() return nil, "invalid_value", "that day lies ahead" end })
  t.equal(t.begin(ctx, "log", { logs = {}, confidence = 0.3, sure = false }).leave, "low_confidence")
  local r = t.begin(ctx, "log", { logs = { { habit = "h_1", name = "Run", date = "2026-12-01" } } })
  t.equal(r.leave, "invalid_value")
  t.has(r.said, "that day lies ahead")
  t.equal(t.begin(ctx, "log", { logs = { { date = "2026-11-22" } } }).leave, "not_found")
end)

hf.test("a correction takes back and writes anew", function()
  local ctx = user()
  ctx:add{ name = "Run" }
  ctx:log{ habit = { "Run" } }
  local id = ctx:history{}.events[1].event
  local new = log(ctx, "Run", { date = "2026-11-21" })
  local r = t.begin(ctx, "correct", { last = { events = { id } }, corrected = { new } })
  t.has(r.said, "yesterday")
  t.equal(r.verb, "correct")
  t.equal(ctx:show{ habit = "Run" }.loggedDays, 1)
  t.equal(t.begin(ctx, "correct", { last = { events = { id } } }).leave, "not_understood")
  t.has(t.begin(ctx, "correct").said, "no log")
end)

hf.test("undo tells what it took back", function()
  local ctx = user()
  t.has(t.begin(ctx, "undo").said, "nothing to take back")
  ctx:add{ name = "Run" }
  ctx:log{ habit = { "Run" } }
  local id = ctx:history{}.events[1].event
  local change = { event = id, chat = true, hours = 0, summary = "Run on 2026-11-22", logs = { { name = "Run", date = "2026-11-22" } } }
  t.has(t.begin(ctx, "undo", { change = change }).said, "Run · today")
  t.equal(ctx:show{ habit = "Run" }.loggedDays, 0)
  t.equal(t.begin(ctx, "undo", { change = change }).leave, "not_allowed")
end)

hf.test("undo asks before it takes back what was made, is old, or was done elsewhere", function()
  local ctx = user()
  ctx:add{ name = "Run" }
  for _, change in ipairs{ { made = "Run", chat = true, hours = 0 }, { chat = false, hours = 0 }, { chat = true, hours = 24 } } do
    change.event, change.summary, change.logs = 1, "Run", {}
    local asked = t.begin(ctx, "undo", { change = change })
    t.equal(asked.go, "undo")
    t.has(asked.said, "Run")
  end
end)

-- ---- habits ----

hf.test("a habit is made by dialogue, one question at a time", function()
  local ctx = user()
  local r = t.begin(ctx, "create", { plan = {} })
  t.equal(r.go, "createName")
  t.equal(t.answer(ctx, r, { yes = true }).said, nil)
  r = t.answer(ctx, r, { plan = { name = "Run" } })
  t.has(r.said, "Run")
  t.equal(r.go, "createEvery")
  r = t.answer(ctx, r, { plan = { every = "3/week" } })
  t.equal(r.go, "createAmount")
  t.has(t.answer(ctx, r, { plan = { target = 5, unit = "km" } }).said, "5 km")
  local habit = ctx:show{ habit = "Run" }.habit
  t.equal(habit.targetCount, 5)
  t.equal(habit.targetUnit, "km")
  t.equal(habit.every, "3/week")
end)

hf.test("defaults, and all at once", function()
  local ctx = user()
  local r = t.begin(ctx, "create", { plan = { name = "Sing" } })
  r = t.answer(ctx, r, { default = true })
  t.has(t.answer(ctx, r, { no = true }).said, "daily")
  t.has(t.begin(ctx, "create", { plan = { name = "Coffee", every = "daily", target = 2, limit = true } }).said, "≤ 2")
  t.equal(ctx:show{ habit = "Coffee" }.habit.goal, "atMost")
  t.equal(t.begin(ctx, "create", { plan = { name = "Sing", every = "daily", target = 1 } }).leave, "invalid_value")
end)

hf.test("a habit is changed by dialogue", function()
  local ctx = user()
  t.has(t.begin(ctx, "edit").said, "no habits")
  ctx:add{ name = "Water", target = 8, unit = "glass" }
  local r = t.begin(ctx, "edit")
  r = t.answer(ctx, r, { choice = habit_of(ctx, "Water") })
  t.has(r.said, "name, amount or rhythm")
  r = t.answer(ctx, r, { nth = 2 })
  t.equal(t.answer(ctx, r, {}).said, nil)
  t.has(t.answer(ctx, r, { plan = { target = 10 } }).said, "Water")
  t.equal(ctx:show{ habit = "Water" }.habit.targetCount, 10)
end)

hf.test("reminders ask for the habit and the time that are missing", function()
  local ctx = user()
  ctx:add{ name = "Read" }
  ctx:add{ name = "Run" }
  local r = t.begin(ctx, "remind")
  t.equal(r.go, "remindHabit")
  t.equal(#r.options, 2)
  r = t.answer(ctx, r, { choice = r.options[2] })
  t.equal(r.go, "remindTime")
  t.equal(t.answer(ctx, r, {}).said, nil)
  t.has(t.answer(ctx, r, { time = "18:30" }).said, "18:30")
  t.equal(ctx:show{ habit = "Run" }.habit.reminderSettings.times[1], "18:30")
  t.has(t.begin(ctx, "remind", { habit = habit_of(ctx, "Run"), stop = true }).said, "no more")
  t.equal(t.begin(ctx, "remind", { once = true }).leave, "one_off_reminder")
  ctx:edit{ habit = "Run", remind = { "18:30" } }
  r = t.begin(ctx, "remind", { stop = true })
  t.equal(r.go, "remindHabit")
  t.has(t.answer(ctx, r, { choice = habit_of(ctx, "Run") }).said, "no more")   -- of which was asked, and that it is to stop is kept
end)

hf.test("a pause and its end", function()
  local ctx = user()
  ctx:add{ name = "Gym" }
  local gym = habit_of(ctx, "Gym")
  local said = t.begin(ctx, "pause", { intent = "pause", habits = { gym }, from = "2026-11-22", to = "2026-11-29" }).said
  t.has(said, "until 29 Nov")
  t.has(t.begin(ctx, "pause", { intent = "resume", habits = { gym } }).said, "Gym")
  t.equal(t.begin(ctx, "pause", { intent = "resume", habits = { gym } }).leave, "invalid_value")
  t.has(t.begin(ctx, "pause", { intent = "pause", from = "2026-11-23" }).said, "Everything")
end)

-- ---- figures ----

hf.test("figures of a real history", function()
  local ctx = user("2026-11-21T12:00:00Z")
  t.has(t.begin(ctx, "stats").said, "no habits")
  ctx:add{ name = "Run" }
  ctx:add{ name = "Water", target = 8, unit = "glass" }
  ctx:log{ habit = { "Run" } }
  ctx = user("2026-11-22T12:00:00Z")
  ctx:log{ habit = { "Run" } }
  t.begin(ctx, "stats", { habits = { habit_of(ctx, "Run") } })
  t.has(ctx.replies[1], "2 days")
  t.equal(#ctx.replies, 1)
  ctx = user("2026-11-22T13:00:00Z")
  t.begin(ctx, "stats", {})
  t.has(ctx.replies[1], "1 of 2")
  t.has(ctx.replies[1], "Water 0/8 glass")
  t.has(ctx.replies[2], "Run")
  ctx = user("2026-11-22T13:00:00Z")
  t.begin(ctx, "stats", { left = true })
  t.equal(#ctx.replies, 1)
end)

-- ---- voice and words ----

hf.test("voice and language are asked for and kept", function()
  local ctx = user()
  local r = t.begin(ctx, "persona")
  t.has(r.said, "luna")
  t.equal(t.answer(ctx, r, { words = 9 }).said, nil)
  t.has(t.answer(ctx, r, { persona = "luna" }).said, "Luna")
  t.equal(ctx:run("persona").persona, "luna")
  r = t.begin(ctx, "language")
  t.has(r.said, "Deutsch")
  t.equal(t.answer(ctx, r, {}).said, nil)
  t.ok(t.answer(ctx, r, { language = "de" }).said)
  t.equal(ctx:profile{}.profile.language, "de")
  t.equal(t.begin(ctx, "persona", { persona = "nobody" }).leave, "invalid_value")
end)

hf.test("words are learned, shown and forgotten", function()
  local ctx = t.ctx({ language = "en" }, { words = function(args)
    if args.forget then return nil, "not_found", "there is no such word" end
    return { words = { zoom = { habit = "h_1", habitName = "Run" }, glass = { count = 300, unit = "ml" } } }
  end })
  t.has(t.begin(ctx, "words", { word = { show = true } }).said, "glass = 300 ml, zoom = Run")
  t.has(t.begin(ctx, "words", { word = { word = "zoom", habit = { id = "h_1", name = "Run" } } }).said, "what=Run")
  t.equal(ctx.calls[2].args.habit, "h_1")
  t.equal(t.begin(ctx, "words", { word = { forget = "nothing" } }).leave, "not_found")
end)

-- ---- helpers ----

hf.test("options, days and amounts as people say them", function()
  local ctx = user("2026-11-22T12:00:00Z")
  t.equal(D.options(ctx, { "a", "b", "c" }), "a, b or c")
  t.equal(D.options(ctx, { { id = "1", name = "a" } }), "a")
  t.equal(D.options(ctx, {}), "")
  for date, said in pairs{ ["2026-11-22"] = "today", ["2026-11-21"] = "yesterday", ["2026-11-23"] = "tomorrow", ["2026-11-20"] = "Friday",
    ["2026-11-15"] = "15 Nov", ["2025-11-22"] = "22 Nov 2025" } do t.equal(S.day(ctx, date), said) end
  t.equal(S.amount(8.047, "km"), "8.047 km")
  t.equal(S.amount(3, "session"), "3")
  t.equal(S.amount(nil, "km"), "")
  t.equal(S.unit(ctx, 1, "week"), "week")
  t.equal(S.unit(ctx, 0, "day"), "days")
end)
