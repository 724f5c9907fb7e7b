local t = hf.use("test")
local D = hf.use("dialog")

local function ctx(verbs) return t.ctx({ voice = hf.entry("persona", "flex"), language = "en", name = "Ana" }, verbs) end

-- Somebody whose verbs run for real.
local function user(now) return t.user{ voice = hf.entry("persona", "flex"), language = "en", name = "Ana", now = now } end

-- Plays a conversation: the first turn enters, each further one is an answer. Gives the last answer and the texts said.
local function play(c, id, data, ...)
  local flow, said = hf.entry("flow", id), {}
  local r = flow.states[flow.start].enter(c, data)
  if type(r) == "string" then r = { say = r } end
  said[1] = r.say
  for i = 1, select("#", ...) do
    t.ok(r.go and not r.done, "the flow had ended before: " .. (select(i, ...)))
    r = flow.states[r.go].on_text(c, (select(i, ...)), r.data)
    said[#said + 1] = r.say
  end
  return r, said
end

local function logged(args)
  return { logs = { { status = args.status or "completed" } }, streakUpdate = { currentStreak = 9 } }
end

hf.test("welcome names the person", function()
  t.has(play(ctx(), "welcome", {}).say, "Ana")
  local c = ctx()
  c.name = nil
  t.has(play(c, "welcome", {}).say, "there")
end)

hf.test("help and privacy fit one message", function()
  local c = ctx{ list = { habits = { {}, {} } } }
  t.ok(#play(c, "help", {}).say < 600)
  local text = play(c, "privacy", {}).say
  t.has(text, "2 habits")
  t.ok(#text < 600)
end)

hf.test("a clear log is stored and echoed", function()
  local c = ctx{ log = logged }
  local r = play(c, "log", { habit = "Run", count = 5, unit = "km" })
  t.ok(r.done)
  t.has(r.say, "Run 5 km")
  t.has(r.say, "9 days")
  t.equal(c.calls[1].args.count, 5)
  t.has(play(c, "log", { habit = "Run", status = "missed", day = "yesterday" }).say, "missed")
end)

hf.test("a log is there afterwards, and the streak is the core's", function()
  local c = user("2026-11-20T20:00:00Z")
  c:add{ name = "Run", unit = "km", target = 5 }
  play(c, "log", { habit = "Run", count = 5, unit = "km" })
  c = user("2026-11-21T20:00:00Z")
  t.has(play(c, "log", { habit = "run", count = 6, unit = "km" }).say, "2 days")
  t.equal(c:streak{ habit = "Run" }.streaks.currentStreak, 2)
  t.has(play(c, "log", { habit = "Swim" }).say, "Swim")
end)

hf.test("the core's real doubt becomes a question", function()
  local c = user()
  c:add{ name = "Run far" }
  c:add{ name = "Run fast" }
  local r = play(c, "log", { habit = "run" }, "far")
  t.ok(r.done)
  t.equal(c:streak{ habit = "Run far" }.streaks.currentStreak, 1)
  t.equal(c:streak{ habit = "Run fast" }.streaks.currentStreak, 0)
end)

hf.test("a habit made by dialogue can be edited, reminded of and taken back", function()
  local c = user()
  t.ok(play(c, "create", {}, "Run", "3 times a week", "5 km").done)
  local habit = c:show{ habit = "Run" }.habit
  t.equal(habit.targetCount, 5)
  t.equal(habit.targetUnit, "km")
  t.ok(play(c, "edit", {}, "Run", "target", "8 km").done)
  t.equal(c:show{ habit = "Run" }.habit.targetCount, 8)
  t.ok(play(c, "reminders", { habit = "Run" }, "whenever", "8:30 and 9 pm").done)
  t.has(play(c, "undo", {}).say, "Run")
  t.ok(play(c, "undo", {}).done)
  t.equal(c:show{ habit = "Run" }.habit.targetCount, 5)
  t.ok(play(c, "create", { name = "Sing" }, "sometimes", "just done", "daily").done)
  t.equal(#c:list{}.habits, 2)
end)

hf.test("voice and language are kept", function()
  local c = user()
  t.equal(play(c, "persona", { persona = "luna" }).announce, "luna")
  t.equal(c:persona{}.persona, "luna")
  t.ok(play(c, "language", { language = "Deutsch" }).done)
  t.equal(c:profile{}.profile.language, "de")
  t.has(play(c, "undo", {}).say, "language")
end)

hf.test("one question for the habit, one for the amount", function()
  local c = ctx{ log = logged }
  local r, said = play(c, "log", { options = { "Run", "Read" }, need_amount = true, unit = "page" }, "the second", "20,5")
  t.equal(#said, 3)
  t.has(said[1], "Run, Read")
  t.has(said[2], "Read")
  t.ok(r.done)
  t.equal(c.calls[1].args.habit, { "Read" })
  t.equal(c.calls[1].args.count, 20.5)
end)

hf.test("the core's own doubt becomes a question", function()
  local first = true
  local c = ctx{ log = function(args)
    if not first then return logged(args) end
    first = false
    return nil, "ambiguous", "two habits fit", { candidates = { { name = "Run fast" }, { name = "Run far" } } }
  end }
  local r = play(c, "log", { habit = "Run" }, "far")
  t.ok(r.done)
  t.equal(c.calls[2].args.habit, { "Run far" })
end)

hf.test("a log can be called off, and a failure is told", function()
  local c = ctx{ log = function() return nil, "invalid_value", "that day lies ahead" end }
  local r = play(c, "log", { options = { "Run", "Read" } }, "never mind")
  t.ok(r.done)
  t.equal(#c.calls, 0)
  t.has(play(c, "log", { habit = "Run" }).say, "that day lies ahead")
end)

hf.test("a habit is made by dialogue", function()
  local c = ctx{ add = { habit = {} } }
  local r, said = play(c, "create", {}, "Run", "3 times a week", "5 km")
  t.ok(r.done)
  t.equal(#said, 4)
  t.equal(c.calls[1].args, { name = "Run", every = "3/week", target = 5, unit = "km" })
  c = ctx{ add = { habit = {} } }
  play(c, "create", { name = "Sing" }, "every day", "just done")
  t.equal(c.calls[1].args, { name = "Sing", every = "daily" })
end)

hf.test("a schedule that the core refuses is asked for again", function()
  local c = ctx{ add = function(args)
    if args.every == "daily" then return { habit = {} } end
    return nil, "invalid_value", "\"sometimes\" is no schedule"
  end }
  local r = play(c, "create", { name = "Sing" }, "sometimes", "just done", "daily")
  t.ok(r.done)
  t.equal(#c.calls, 2)
end)

hf.test("edit asks for what is missing", function()
  local c = ctx{ edit = { habit = {} } }
  local r = play(c, "edit", {}, "Water", "target", "8 glasses")
  t.ok(r.done)
  t.equal(c.calls[1].args, { habit = "Water", target = 8 })
end)

hf.test("reminders understand times", function()
  local c = ctx{ edit = { habit = {} } }
  local r = play(c, "reminders", { habit = "Read" }, "whenever", "8:30 and 9 pm")
  t.ok(r.done)
  t.equal(c.calls[1].args.remind, { "08:30", "21:00" })
end)

hf.test("every dialogue can be called off, and says what stays", function()
  local farewells = { create = "no new habit", edit = "it stays as it is", reminders = "no reminder", log = "nothing is logged" }
  for flow, words in pairs(farewells) do
    local c = ctx{}
    local r = play(c, flow, {}, "Never mind ")
    t.ok(r.done, flow)
    t.has(r.say, words)
    t.equal(#c.calls, 0)
  end
end)

hf.test("figures for one and for all", function()
  local c = ctx{
    streak = { streaks = { currentStreak = 1, longestStreak = 20 } },
    stats = { stats = { { habitName = "Run", completionRate = 66.7, currentStreak = 2, longestStreak = 9 } } },
  }
  t.has(play(c, "stats", { habit = "Run" }).say, "1 day now, longest 20")
  t.has(play(c, "stats", {}).say, "Run: 67% of 30 days, streak 2 (best 9)")
  t.has(play(ctx{ stats = { stats = {} } }, "stats", {}).say, "nothing to count")
end)

hf.test("figures of a real history", function()
  local c = user("2026-11-21T12:00:00Z")
  t.has(play(c, "stats", {}).say, "nothing to count")
  c:add{ name = "Run" }
  c:log{ habit = { "Run" } }
  c = user("2026-11-22T12:00:00Z")
  c:log{ habit = { "Run" } }
  t.has(play(c, "stats", { habit = "Run" }).say, "2 days")
  t.has(play(c, "stats", {}).say, "streak 2 (best 2)")
  t.has(play(c, "privacy", {}).say, "1 habit")
end)

hf.test("a persona is chosen by name or number", function()
  local c = ctx{ persona = function(args) return { persona = args.persona or "flex", available = { "flex", "luna" } } end }
  t.equal(play(c, "persona", {}, "2").announce, "luna")
  t.equal(play(c, "persona", { persona = "luna" }).announce, "luna")
  t.ok(play(c, "persona", {}, "nobody").go)
end)

hf.test("a language is chosen in any of them", function()
  for said, id in pairs{ Deutsch = "de", ["Português"] = "pt", fr = "fr", ["espanol"] = "es", English = "en" } do
    local c = ctx{ profile = { profile = {} } }
    t.ok(play(c, "language", { language = said }).done)
    t.equal(c.calls[1].args, { assignments = { "language=" .. id } })
  end
  t.ok(play(ctx{}, "language", { language = "Klingon" }).go)
end)

hf.test("undo tells what it took back", function()
  t.has(play(ctx{ undo = { undone = { { summary = "Run 5 km" } } } }, "undo", {}).say, "Run 5 km")
  t.has(play(ctx{ undo = { undone = {} } }, "undo", {}).say, "nothing to take back")
  t.has(play(ctx{ undo = function() return nil, "not_found", "no such event" end }, "undo", { event = 7 }).say, "no such event")
end)

hf.test("choices", function()
  local options = { "Run", "Read a book", "Read news" }
  t.equal(D.choice("1", options), "Run")
  t.equal(D.choice("the last one", options), "Read news")
  t.equal(D.choice("NEWS", options), "Read news")
  t.equal(D.choice("read", options), nil)
  t.equal(D.choice("9", options), nil)
  t.equal(D.choice("", options), nil)
  t.equal(D.number("about 2,5 km"), 2.5)
  t.equal(D.number("5."), 5)
  t.equal(D.number("none"), nil)
end)
