"""What scripts do in a conversation, through `hf say` and `hf chat`: flows that an operator edits, commands, events, failures, and what one person
leaves for the next. Conversations with the shipped flows stand in tests/chat."""
import os
import subprocess

import harness

A, B = ["--user", "+351911111111"], ["--user", "+351922222222"]


def script(t, name, text):
    path = os.path.join(t.data, "lua", *name.split("/"))
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def shipped(name):
    with open(os.path.join(harness.ROOT, "lua", *name.split("/")), encoding="utf-8") as f:
        return f.read()


def say(t, text, *options):
    return t.ok("say", *options, "--", text)


def said(t, text, *options):
    return "\n".join(say(t, text, *options)["replies"])


def entry(t, kind, name):
    return next(s for s in t.ok("script", "list", kind)["scripts"] if s["id"] == name)


# ---- flows ------------------------------------------------------------------------------------------------------------

def test_an_edited_flow_changes_what_is_asked(t):
    text = shipped("flows/create.lua")
    assert 'return D.ask("ask_every"' in text
    script(t, "flows/create.lua", text.replace('if not data.every then return D.ask("ask_every"', 'if not data.every then data.every = "weekdays" end\n  if false then return D.ask("ask_every"'))
    say(t, "hello")
    answer = say(t, "new habit: Piano")
    assert answer["question"]["about"] == "createAmount", answer
    assert say(t, "just done")["effects"][0]["verb"] == "add"
    assert t.ok("show", "Piano")["habit"]["every"] in ("weekdays", "mon,tue,wed,thu,fri")


def test_an_edited_greeting_is_said_by_a_call_that_begins(t):
    script(t, "flows/welcome.lua", 'hf.flow{ id = "welcome", start = "a", states = { a = { enter = function(ctx) return "Ahoy " .. (ctx.name or "you") end } } }')
    t.ok("profile", "name=Ana")
    answer = say(t, "hello")
    assert answer["replies"][-1] == "Ahoy Ana" and "notices" not in answer, answer
    assert say(t, "hello")["replies"] == ["Hi Ana."]


def test_one_sentence_in_a_file_of_templates_leaves_the_others(t):
    script(t, "templates/say.lua", 'hf.template{ id = "say_hello", vars = {}, text = { en = "Ahoy" } }')
    assert say(t, "hello")["replies"][0] == "Ahoy"
    assert "plans are not counted" in said(t, "I will run tomorrow")
    assert t.ok("script", "check")["problems"] == []


QUIZ = """
local D = hf.use("dialog")
hf.command{ name = "quiz", help = "three questions", run = function() return { flow = "quiz", data = { n = 1 } } end }
hf.flow{
  id = "quiz", start = "ask",
  states = {
    ask = { enter = function(_, _, data) return { say = "Question " .. data.n .. ": red or blue?", go = "answer", data = data, options = { "red", "blue" } } end },
    answer = {
      timeout = 60,
      on_text = function(_, event, data)
        if not event.choice then return nil end
        data.n, data[tostring(data.n)] = data.n + 1, event.choice
        if data.n > 3 then return "You said " .. data["1"] .. ", " .. data["2"] .. ", " .. data["3"] end
        return { go = "ask", data = data }
      end,
    },
  },
}
"""


def test_a_flow_of_the_operators_own_begins_with_a_command(t):
    t.ok("add", "Run")
    script(t, "talks/quiz.lua", QUIZ)
    assert said(t, "/quiz").startswith("Question 1")
    answer = say(t, "the second")
    assert answer["replies"] == ["Question 2: red or blue?"] and answer["question"]["candidates"] == [{"name": "red"}, {"name": "blue"}], answer
    assert answer["question"]["about"] == "answer" and [c["value"] for c in answer["question"]["choices"]] == ["red", "blue"], answer
    assert say(t, "purple")["handled"] is False, "what is no answer is none"
    assert said(t, "RED") == "Question 3: red or blue?"
    assert said(t, "1") == "You said blue, red, red"
    assert say(t, "1")["handled"] is False
    assert t.ok("history")["events"][0]["verb"] == "add", "a conversation is no change of data"


def test_a_question_lives_as_long_as_its_state_says_and_dies_with_it(t):
    t.ok("add", "Run")
    script(t, "talks/quiz.lua", QUIZ)
    say(t, "/quiz")
    t.now = "2026-11-22T12:50:00Z"
    assert said(t, "2") == "Question 2: red or blue?"
    t.now = "2026-11-22T13:51:00Z"
    assert say(t, "2")["handled"] is False
    say(t, "/quiz")
    script(t, "talks/quiz.lua", QUIZ.replace("version", "version").replace('start = "ask",', 'start = "ask", version = 2,'))
    assert say(t, "2")["handled"] is False, "a question of another version"
    say(t, "/quiz")
    os.remove(os.path.join(t.data, "lua", "talks", "quiz.lua"))
    assert say(t, "2")["handled"] is False


# ---- failures ---------------------------------------------------------------------------------------------------------

BAD = {
    "loops for ever": "while true do end",
    "loops behind pcall": "while true do pcall(function() while true do end end) end",
    "errors": "error('no')",
    "errors with a table": "error({})",
    "takes all memory": "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end",
    "returns a function": "return { say = 'x', data = { f = print or function() end, g = hf.trim } }",
    "writes without end": "for i = 1, 1000 do ctx:add{ name = 'H' .. i } end",
    "talks without end": "for i = 1, 1000 do ctx:reply('x') end",
    "goes where nothing is": "return { say = 'x', go = 'nowhere' }",
    "goes in a circle": "return { go = 'run' }",
    "keeps too much": "return { say = 'x', go = 'run', data = { ('x'):rep(20000) } }",
    "asks for a flow that is not there": "return { flow = 'nothing' }",
}
TALK = """
hf.flow{ id = "talk", start = "run", states = { run = { enter = function(ctx, event)
  ctx:log{ habit = { "Run" } }
  %s
end } } }
"""


def test_a_flow_that_fails_takes_back_all_and_says_so(t):
    t.ok("add", "Run")
    say(t, "how am I doing")
    events = len(t.ok("history")["events"])
    for i, (name, body) in enumerate(BAD.items()):
        t.now = f"2026-11-{10 + i}T12:00:00Z"   # far apart: five failures in ten minutes would switch it off
        script(t, "flows/talk.lua", TALK % body)
        answer = say(t, "hello")
        assert (answer["handled"], answer["reason"], answer["effects"]) == (False, "script_failed", []), f"{name}: {answer}"
        assert answer["replies"] == ["Something went wrong on my side. Nothing was changed."], f"{name}: {answer}"
        assert len(answer["notices"]) == 1 and "flow" in answer["notices"][0], f"{name}: {answer}"
        assert t.ok("show", "Run")["loggedDays"] == 0 and len(t.ok("history")["events"]) == events, name
        assert len(t.ok("list")["habits"]) == 1, name
    os.remove(os.path.join(t.data, "lua", "flows", "talk.lua"))
    assert said(t, "hello") == "Hi."


def test_the_place_is_for_the_owner_alone(t):
    script(t, "flows/talk.lua", TALK % "error('secret')")
    t.ok("add", "Run", *A)
    answer = say(t, "olá", *A)
    assert answer["reason"] == "script_failed" and "secret" not in str(answer) and "talk.lua" not in str(answer), answer
    assert answer["replies"][0].startswith("Algo correu mal"), answer
    t.ok("add", "Run")
    assert "secret" in str(say(t, "hello")["notices"])


def test_five_failures_switch_it_off_and_the_list_says_why(t):
    t.ok("add", "Run")
    script(t, "flows/talk.lua", TALK % "error('no luck')")
    for i in range(5):
        t.now = f"2026-11-22T12:00:0{i}Z"
        assert say(t, "hello")["reason"] == "script_failed"
    off = entry(t, "flow", "talk")["disabled"]
    assert "5 failures" in off and "no luck" in off, off
    assert said(t, "hello").startswith("Hi."), "the shipped one answers"
    assert t.ok("show", "Run")["loggedDays"] == 0
    assert "Run" in said(t, "ran today"), "another flow is none the worse"
    script(t, "flows/talk.lua", shipped("flows/talk.lua"))
    assert said(t, "hello") == "Hi." and "disabled" not in entry(t, "flow", "talk"), "a mended file is a new chance"


def test_a_command_that_is_switched_off_is_unknown(t):
    script(t, "commands/bad.lua", 'hf.command{ name = "bad", help = "x", run = function() error("no") end }')
    say(t, "hello")
    for _ in range(5):
        assert say(t, "/bad")["reason"] == "script_failed"
    assert say(t, "/bad")["reason"] == "unknown_command" and "/bad" not in said(t, "/help")
    assert "no" in entry(t, "command", "bad")["disabled"]


def test_a_text_that_is_too_long_is_cut_at_a_character(t):
    t.ok("add", "Run")
    say(t, "hello")
    for text, size in (("x", 4094), ("€", 1365), ("aé", 2729)):
        script(t, "flows/talk.lua", TALK.replace("ctx:log{ habit = { \"Run\" } }", "") % f"return ('{text}'):rep(5000)")
        reply = said(t, "hello")
        assert reply.endswith("…") and len(reply.encode()) <= 4096 and set(reply[:-1]) == set(text) and len(reply) >= size, (text, len(reply))


def test_a_failing_answer_leaves_the_question_and_cancel_ends_it(t):
    t.ok("add", "Run")
    script(t, "talks/trap.lua", """
hf.command{ name = "trap", help = "x", run = function() return { flow = "trap" } end }
hf.flow{ id = "trap", start = "a", states = { a = { enter = function() return { say = "And?", go = "b" } end },
  b = { greedy = true, on_text = function() error("no") end } } }""")
    say(t, "/trap")
    assert say(t, "whatever")["reason"] == "script_failed"
    assert said(t, "cancel") == "All right, I leave it."
    assert "Run" in said(t, "ran today")


def test_a_welcome_that_fails_leaves_the_first_log(t):
    script(t, "flows/welcome.lua", 'hf.flow{ id = "welcome", start = "a", states = { a = { enter = function(ctx) ctx:add{ name = "Gift" } ctx:reply("half") error("no") end } } }')
    script(t, "flows/hint.lua", 'hf.flow{ id = "hint", start = "a", states = { a = { enter = function() return { say = "x", go = "nowhere" } end } } }')
    script(t, "flows/zone.lua", 'hf.flow{ id = "zone", start = "a", states = { a = { enter = function() return { leave = "not_now" } end } } }')
    for options in (A, []):
        t.ok("add", "Run", *options)
        answer = say(t, "ran today", *options)
        assert answer["handled"] and [e["verb"] for e in answer["effects"]] == ["log"] and len(answer["replies"]) == 1, answer
        assert "Run" in answer["replies"][0] and "question" not in answer, answer
        assert t.ok("show", "Run", *options)["loggedDays"] == 1 and len(t.ok("list", *options)["habits"]) == 1
        assert len(answer.get("notices", [])) == (0 if options else 2), answer
        assert t.ok("history", *options)["events"][0]["summary"].startswith("Run")


# ---- commands ---------------------------------------------------------------------------------------------------------

COMMANDS = """
hf.command{ name = "water", aliases = { "glass" }, args = { "glasses", "note" }, help = "log water",
  run = function(ctx, args)
    local r, code, message = ctx:log{ habit = { "Water" }, add = tonumber(args.glasses or 1), note = args.note }
    if not r then return message end
    return r.logs[1].count .. " glasses, note " .. (r.logs[1].note or "none") .. ", text " .. args.text
  end }
hf.command{ name = "secret", role = "admin", help = "for admins", run = function() return "you may" end }
hf.command{ name = "quiet", help = "says nothing", run = function() end }
hf.command{ name = "bad", help = "fails", run = function(ctx) ctx:log{ habit = { "Water" } } error("no") end }
hf.command{ name = "amount", help = "converts", run = function(ctx)
  local habit = ctx:list{}.habits[1]
  return tostring(ctx:amount(habit.id, 1, "l")) .. " " .. tostring(ctx:amount(habit.id, 1, "km"))
end }
"""


def commands(t):
    t.ok("add", "Water", "--target", "8", "--unit", "glass")
    script(t, "commands/mine.lua", COMMANDS)
    say(t, "hello")


def test_commands_get_their_arguments_by_name(t):
    commands(t)
    for text, wanted in (("/water", "1 glasses, note none, text "), ("/water 3", "4 glasses, note none, text 3"),
                         ("/GLASS   2  with some ice ", "6 glasses, note with some ice, text 2  with some ice"),
                         ('/water "1" "two words"', '7 glasses, note two words, text "1" "two words"'),
                         ("/water@mybot 1", "8 glasses, note two words, text 1"), ("/water many", "9 glasses")):
        answer = say(t, text)
        if wanted != "9 glasses":
            assert answer["replies"][0].rstrip() == wanted.rstrip(), f"{text}: {answer}"
            assert answer["handled"] and answer["intent"] == "command" and answer["effects"][0]["verb"] == "log", answer
    newest = t.ok("history")["events"][0]
    assert (newest["verb"], newest["door"]) == ("log", "chat"), newest
    assert said(t, "/quiet") == "👍"


def test_roles_help_and_unknown_commands(t):
    commands(t)
    t.ok("add", "Water", *A)
    say(t, "hello", *A)
    assert said(t, "/secret") == "you may"
    assert "for admins" in said(t, "/help") and "/water GLASSES NOTE  log water" in said(t, "/help")
    answer = say(t, "/secret", *A)
    assert (answer["handled"], answer["reason"]) == (False, "unknown_command"), answer
    assert answer["replies"] == ["/secret: there is no such command; /help lists them."]
    assert "for admins" not in said(t, "/help", *A) and "/water" in said(t, "/help", *A)
    assert said(t, "/watr") == "/watr: there is no such command. Did you mean /water?"
    assert said(t, "/secre", *A) == "/secre: there is no such command; /help lists them."
    t.ok("profile", "language=de")
    assert said(t, "/nichts").startswith("/nichts: diesen Befehl gibt es nicht")
    for text in ("/", "/ water", "//", "/9", "1/2"):
        assert say(t, text).get("reason") != "unknown_command", text


def test_a_command_that_fails_takes_back_all(t):
    commands(t)
    answer = say(t, "/bad")
    assert (answer["handled"], answer["reason"], answer["effects"]) == (False, "script_failed", [])
    assert "commands/mine.lua:" in answer["notices"][0]
    assert t.ok("show", "Water")["loggedDays"] == 0


def test_amounts_are_brought_into_the_habits_unit(t):
    t.ok("add", "Water", "--target", "2000", "--unit", "ml")
    script(t, "commands/mine.lua", COMMANDS)
    assert say(t, "/amount")["replies"][0] in ("1000.0 nil", "1000 nil")


def test_admin_commands_are_the_admins(t):
    t.ok("add", "Run", *A)
    script(t, "admin/mine.lua", 'hf.admin{ name = "count", args = { "what" }, help = "counts", run = function(ctx, args) return args.what .. " " .. #ctx:list{}.habits end }')
    assert said(t, "/count all").startswith("all 0")
    assert said(t, "/admin count some") == "some 0"
    assert "/count WHAT  counts" in said(t, "/help")
    for text in ("/count all", "/admin count all", "/admin"):
        assert say(t, text, *A)["reason"] == "unknown_command"
    assert "counts" not in said(t, "/help", *A)


def test_start_greets_and_cancel_drops(t):
    t.ok("profile", "name=Ana", "timezone=Europe/Lisbon", "language=en", *A)
    answer = say(t, "/start", *A)
    assert answer["handled"] and answer["replies"][0] == "Hi Ana." and len(answer["replies"]) == 2, answer
    say(t, "new habit", *A)
    assert said(t, "/cancel", *A) == "All right, I leave it."
    assert say(t, "/cancel", *A)["reason"] == "unknown_command"


def test_chat_knows_its_own_commands_and_those_of_scripts(t):
    commands(t)
    script(t, "commands/undo.lua", 'hf.command{ name = "undo", help = "x", run = function() return "not me" end }')
    result = t.text("chat", stdin=b"/water 2\n/undo\n/help\n/watr\n/secret\n")
    assert "2 glasses" in result.out and "not me" not in result.out and "/why" in result.out and "log water" in result.out, result
    assert "Did you mean /water?" in result.out and "you may" in result.out
    assert t.ok("show", "Water")["loggedDays"] == 0


# ---- events -----------------------------------------------------------------------------------------------------------

def on(t, event, body, name=None):
    script(t, f"on/{name or event}.lua", f'hf.on{{ id = "{(name or event).replace("_", "-")}", event = "{event}", run = function(ctx, event) {body} end }}')


def test_joined_happens_once_behind_the_answer(t):
    on(t, "joined", 'return "Welcome aboard, " .. (ctx.name or "you")')
    t.ok("profile", "name=Ana", "timezone=Europe/Lisbon", "language=en", *A)
    t.ok("profile", "timezone=Europe/Lisbon", *B)
    first = say(t, "hello", *A)["replies"]
    assert first[-1] == "Welcome aboard, Ana" and len(first) == 3, first
    assert len(say(t, "hello", *A)["replies"]) == 1
    assert say(t, "hello", *B)["replies"][-1] == "Welcome aboard, you"


def test_logged_and_missed_tell_what_was_logged(t):
    t.ok("add", "Run", "--unit", "km", "--target", "5")
    t.ok("add", "Gym")
    say(t, "hello")
    on(t, "logged", 'ctx:reply(event.habit .. " " .. event.status .. " " .. event.date .. " " .. (event.count or "-") .. " " .. event.streak .. " " .. event.total)')
    on(t, "missed", 'return "It happens: " .. event.habit')
    assert say(t, "ran 5 km yesterday")["replies"][-1] == "Run completed 2026-11-21 5 1 1"
    replies = say(t, "ran 2 km and went to the gym")["replies"]
    assert "Run partial 2026-11-22 2 1 1" in replies and any(r.startswith("Gym completed") for r in replies), replies
    assert say(t, "didn't go to the gym on Friday")["replies"][-1] == "It happens: Gym"
    assert len(say(t, "how am I doing")["replies"]) < 5


def test_what_handlers_log_is_part_of_the_message_and_no_event_again(t):
    t.ok("add", "Run")
    t.ok("add", "Shower")
    say(t, "hello")
    on(t, "logged", 'ctx:log{ habit = { "Shower" } } return "and showered"')
    answer = say(t, "ran today")
    assert answer["replies"].count("and showered") == 1 and len(answer["effects"]) == 2, answer
    t.ok("undo")
    assert t.ok("show", "Run")["loggedDays"] == 0 and t.ok("show", "Shower")["loggedDays"] == 0


def test_a_failing_handler_leaves_the_log(t):
    t.ok("add", "Run")
    t.ok("add", "Gym")
    say(t, "hello")
    for body in ("error('no')", "while true do end", "for i = 1, 100 do ctx:add{ name = 'H' .. i } end"):
        on(t, "logged", f'ctx:log{{ habit = {{ "Gym" }} }} ctx:add{{ name = "Extra" }} ctx:reply("half") {body}')
        on(t, "logged", 'return "I am fine"', "second")
        answer = say(t, "ran today")
        assert answer["handled"] and [e["verb"] for e in answer["effects"]] == ["log"], answer
        assert "half" not in answer["replies"] and answer["replies"][-1] == "I am fine", answer
        assert any("its own work was taken back" in n for n in answer["notices"]), answer
        assert t.ok("show", "Run")["loggedDays"] == 1 and t.ok("show", "Gym")["loggedDays"] == 0
        assert len(t.ok("list")["habits"]) == 2
        newest = t.ok("history")["events"][0]
        assert newest["changes"] == 1 and "Run" in newest["summary"], newest
        assert t.text("doctor").code == 0
        t.ok("undo")
        assert t.ok("show", "Run")["loggedDays"] == 0


def test_a_broken_streak_is_told_once(t):
    t.ok("add", "Run", "--forgive", "0")
    on(t, "streak_broken", 'return event.habit .. " " .. event.streak .. " " .. event.total')
    for day in ("16", "17", "18"):
        t.now = f"2026-11-{day}T12:00:00Z"
        assert not any(r.startswith("Run 3") for r in say(t, "ran today")["replies"])
    t.now = "2026-11-19T12:00:00Z"
    assert len(say(t, "hello")["replies"]) == 1, "today can still be done"
    t.now = "2026-11-21T12:00:00Z"
    assert say(t, "ran today")["replies"][-1] == "Run 3 4"
    assert not any(r.startswith("Run 3") for r in say(t, "hello")["replies"])
    t.now = "2026-11-22T12:00:00Z"
    assert "2 days" in said(t, "ran today")
    assert not any(r.startswith("Run 2") for r in say(t, "undo")["replies"]), "taking back ends no streak"


def test_returned_after_a_week_of_silence(t):
    t.ok("add", "Run")
    on(t, "returned", 'return "Back after " .. event.days .. " days"')
    say(t, "ran today")
    t.now = "2026-11-28T12:00:00Z"
    assert "Back" not in said(t, "hello")
    t.now = "2026-11-29T08:00:00Z"
    assert said(t, "hello").endswith("Back after 7 days")
    assert "Back" not in said(t, "hello") and "Back" not in said(t, "ran today")
    t.now = "2026-12-20T08:00:00Z"
    assert said(t, "ran today").endswith("Back after 21 days")


def test_a_script_may_answer_what_nobody_understood(t):
    t.ok("add", "Run")
    say(t, "hello")
    on(t, "text_unknown", 'if event.text:find("weather") then return "Sunny." end')
    answer = say(t, "what is the weather like in Lisbon")
    assert answer["handled"] and answer["replies"] == ["Sunny."] and "reason" not in answer, answer
    answer = say(t, "what is the capital of France")
    assert answer["handled"] is False and answer["reason"] == "not_understood" and len(answer["replies"]) == 1
    on(t, "text_unknown", 'error("no")')
    answer = say(t, "what is the weather like in Lisbon")
    assert answer["handled"] is False and answer["reason"] == "not_understood" and len(answer["replies"]) == 1, answer


# ---- nothing crosses --------------------------------------------------------------------------------------------------

# Tries to keep what one person said for the next, in every place that a script can reach.
THIEF = """
local kept, M = {}, {}
local box = setmetatable({}, { __index = function(_, k) return kept[k] end })
local stale
local function closure() return kept.closure end
local PLACES = {
  kept = function() return kept.text end,
  box = function() return box.text end,
  global = function() return leak end,
  globals = function() return _G and _G.leak end,
  string = function() return ("").secret or string.secret end,
  libraries = function() return table.secret or math.secret or hf.secret end,
  module = function() return M.secret end,
  stale = function() return stale and (stale.name or stale:list{}.habits[1].name) end,
  closure = function() return closure() end,
}
local function keep(ctx, text)
  kept.text, kept.closure, stale, M.secret = text, text, ctx, text
  for _, try in ipairs{
    function() leak = text end,
    function() _G.leak = text end,
    function() string.secret = text end,
    function() table.secret = text end,
    function() hf.secret = text end,
    function() getmetatable("").__index.secret = text end,
    function() getmetatable("").secret = text end,
    function() setmetatable(kept, { __index = { text = text } }) end,
    function() setmetatable(PLACES, { __index = function() return text end }) end,
    function() hf.on{ id = "late", event = "joined", run = function() return text end } end,
    function() ctx.secret = text end,
  } do pcall(try) end
end
function M.steal(ctx, text)
  local seen = {}
  for name, look in pairs(PLACES) do
    local good, what = pcall(look)
    if good and what then seen[#seen + 1] = name .. "=" .. tostring(what) end
  end
  keep(ctx, text)
  return #seen == 0 and "nothing" or table.concat(seen, " ")
end
return M
"""


def thief(t):
    script(t, "hf/thief.lua", THIEF)
    use = 'local steal = hf.use("thief").steal\n'
    script(t, "commands/steal.lua", use + 'hf.command{ name = "steal", args = { "what" }, help = "x", run = function(ctx, args) return steal(ctx, args.what or "") end }')
    script(t, "on/steal.lua", use + 'hf.on{ id = "steal", event = "logged", run = function(ctx, event) return "event " .. steal(ctx, event.habit) end }')
    script(t, "flows/talk.lua", use + """hf.flow{ id = "talk", start = "a", states = {
  a = { enter = function(ctx, event) return { say = "flow " .. steal(ctx, event.text), go = "b", data = { mine = event.text } } end },
  b = { on_text = function(ctx, event, data) return "answer " .. steal(ctx, event.text) .. " " .. data.mine end } } }""")


def test_the_thief_would_find_what_is_left(t):
    """Within one message it does find it: the test below could fail."""
    thief(t)
    script(t, "commands/twice.lua", 'local steal = hf.use("thief").steal\nhf.command{ name = "twice", help = "x", run = function(ctx) steal(ctx, "mine") return steal(ctx, "") end }')
    seen = said(t, "/twice")
    assert "kept=mine" in seen and "box=mine" in seen and "closure=mine" in seen and "module=mine" in seen, seen


def test_nothing_crosses_between_two_people_or_two_messages(t):
    thief(t)
    for user, habit in ((A, "Diary of Ana"), (B, "Diary of Bo")):
        t.ok("add", habit, *user)
        t.ok("profile", f"name={habit[9:]}", *user)
    for _ in range(2):
        for user in (A, B):
            assert said(t, "/steal my secret " + user[1], *user).startswith("nothing"), "a command kept something"
            assert "flow nothing" in said(t, "hello", *user)
            assert said(t, "purple monkeys " + user[1][-3:], *user).startswith("answer nothing hello")
            answer = say(t, "diary done today", *user)
            assert not any("secret" in r or "=" in r for r in answer["replies"]), answer


def test_nothing_crosses_within_one_chat(t):
    """One process, many messages: the state is put back between them."""
    thief(t)
    t.ok("add", "Diary")
    lines = ["/steal first secret", "/steal second", "hello", "/steal third", "diary done today", "/steal fourth", "hello", "purple monkeys", "/steal fifth"]
    result = t.text("chat", stdin=("\n".join(lines) + "\n").encode())
    stolen = [line for line in result.out.splitlines() if "=" in line or "secret" in line]
    assert result.out.count("nothing") >= 7 and not stolen, result


def test_a_chat_goes_on_after_a_script_that_fails(t):
    t.ok("add", "Run")
    script(t, "flows/talk.lua", TALK % "while true do end")
    with subprocess.Popen([harness.HF, "chat"], env=t.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          cwd=t.root, encoding="utf-8", bufsize=1) as p:
        out, _ = p.communicate("hello\nran today\nhello\nundo\n", timeout=60)
    assert out.count("Something went wrong on my side") == 2 and "Taken back: Run" in out, out
    assert t.ok("show", "Run")["loggedDays"] == 0
