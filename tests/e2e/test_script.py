"""hf script: what is registered, from where, what is wrong with it, and what goes on instead; rules by file; failures; a chat that is edited under."""
import json
import os
import shutil
import signal
import stat
import subprocess

from harness import HF, ROOT, need, need_strace

KINDS = "command flow rule coach limit reminder persona template on admin".split()
GREETING = 'hf.flow{ id = "welcome", start = "a", states = { a = { enter = function() return "Ours" end } } }\n'
# Ten lines with their comment: Fridays are off for one habit.
NO_FRIDAYS = os.path.join(ROOT, "examples", "scripts", "rules", "no_fridays.lua")
FAULTS = {
    "syntax error": ('hf.flow{\n  id = "welcome",\n  start = \n}\n', 4, "unexpected symbol"),
    "run-time error in the main chunk": ('local x = nil\nlocal y = x.name\n', 2, "attempt to index a nil value"),
    "duplicate id": (GREETING + GREETING, 2, "welcome"),
    "wrong field": (GREETING.replace("start =", "begin ="), 1, "unknown field 'begin'"),
}


def write(t, path, text):
    full = os.path.join(t.data, "lua", path)
    os.makedirs(os.path.dirname(full), mode=0o700, exist_ok=True)
    with open(full, "w", encoding="utf-8") as f:
        f.write(text)
    return full


def entry(t, kind, name):
    found = [s for s in t.ok("script", "list", kind)["scripts"] if s["id"] == name]
    assert len(found) == 1, f"{kind} {name}: {found}"
    return found[0]


def test_shipped_scripts_are_listed_and_good(t):
    listed = t.ok("script", "list")
    assert not listed["problems"] and {"flow", "coach", "persona", "reminder", "limit", "admin", "rule"} <= {s["kind"] for s in listed["scripts"]}
    assert all(s["from"] == "shipped" and s["line"] > 0 and "disabled" not in s for s in listed["scripts"])
    assert [s["kind"] for s in t.ok("script", "list", "rule")["scripts"]] == ["rule"] * 4
    assert t.fails("not_found", "script", "list", "spell")["hint"].startswith("one of: command flow rule")
    assert t.ok("script", "check")["problems"] == []
    tested = t.ok("script", "test")
    assert tested["failed"] == 0 and tested["passed"] == len(tested["specs"]) > 40
    folders = {s["file"] for s in listed["scripts"]}
    specs = {os.path.dirname(s["file"]) for s in tested["specs"]}
    assert {os.path.dirname(f) for f in folders} <= specs, f"a folder without a spec: {folders} {specs}"
    assert not os.path.exists(t.data), "looking made the data folder"
    assert "weekend-off" in t.text("script", "list").out and "no faults" in t.text("script", "check").out


def test_overlay_of_one_file_leaves_the_others_shipped(t):
    before = t.ok("script", "list")["scripts"]
    path = write(t, "flows/welcome.lua", GREETING)
    after = t.ok("script", "list")["scripts"]
    changed = [(a["id"], b["from"]) for a, b in zip(before, after) if a != b]
    assert changed == [("welcome", "overlaid")] and len(before) == len(after), f"{changed}"
    assert t.ok("script", "check")["problems"] == [] and t.ok("script", "test")["failed"] == 0
    write(t, "flows/extra.lua", GREETING.replace("welcome", "extra"))
    assert entry(t, "flow", "extra")["from"] == "overlaid"
    os.remove(path)
    assert entry(t, "flow", "welcome")["from"] == "shipped"


def test_each_fault_is_told_and_the_shipped_one_goes_on(t):
    for name, (text, line, what) in FAULTS.items():
        write(t, "flows/welcome.lua", text)
        for action in ("check", "reload"):
            r = t.run("script", action)
            assert r.code == 2 and r.error["code"] == "invalid_value", f"{name}: {r!r}"
            first = r.json["problems"][0]
            assert (first["file"], first["line"]) == ("flows/welcome.lua", line) and what in first["what"] and first["remedy"], f"{name}: {first}"
        shown = t.text("script", "check")
        assert shown.code == 2 and f"flows/welcome.lua:{line}: " in shown.out and first["remedy"] in shown.out, f"{name}: {shown!r}"
        listed = t.ok("script", "list")
        assert listed["problems"][0]["line"] == line, f"{name}: {listed['problems']}"
        assert entry(t, "flow", "welcome")["from"] == "shipped", name
        assert t.ok("script", "list", "persona")["scripts"], "the others are gone"


def test_a_fault_in_a_language_or_a_failing_spec_stops_a_reload(t):
    write(t, "locale/en.lua", 'hf.locale{ id = "en" }\n')
    r = t.run("script", "check")
    assert r.code == 2 and r.json["problems"][0]["file"] == "locale/en.lua", f"{r!r}"
    os.remove(os.path.join(t.data, "lua/locale/en.lua"))
    write(t, "flows/own_spec.lua", 'hf.test("one is two", function() hf.use("test") end)\n')
    r = t.run("script", "check")
    assert r.code == 2 and '"one is two" failed' in r.json["problems"][0]["what"], f"{r!r}"
    tested = t.run("script", "test")
    assert tested.code == 2 and tested.json["failed"] == 1, f"{tested!r}"
    assert "flows/own_spec.lua: one is two: " in t.text("script", "test").out


def test_new_makes_each_kind(t):
    for kind in KINDS:
        made = t.ok("script", "new", kind, "my-own")["files"]
        assert len(made) == 2 and all(os.path.isfile(f) for f in made), f"{made}"
        assert all(stat.S_IMODE(os.stat(f).st_mode) == 0o600 for f in made)
        assert entry(t, kind, "my-own")["from"] == "overlaid"
        again = t.fails("invalid_value", "script", "new", kind, "my-own")
        assert "there already" in again["message"]
    assert t.ok("script", "check")["problems"] == []
    tested = t.ok("script", "test")
    own = [s for s in tested["specs"] if "my-own" in s["file"]]
    assert tested["failed"] == 0 and len(own) == len(KINDS), f"{own}"
    assert "wrote " in t.text("script", "new", "rule", "another").out
    for wrong in ("", "../x", "a/b", "X", "x_spec", "x" * 49, "x.lua"):
        t.fails("invalid_value usage", "script", "new", "rule", wrong)
    t.fails("not_found", "script", "new", "spell", "x")
    t.fails("invalid_value", "script", "new", "locale", "xx")
    t.fails("usage", "script", "new", "rule")


def test_a_link_is_not_followed(t):
    elsewhere = t.path("elsewhere.lua")
    with open(elsewhere, "w", encoding="utf-8") as f:
        f.write(GREETING)
    write(t, "flows/own.lua", GREETING.replace("welcome", "own"))
    os.symlink(elsewhere, os.path.join(t.data, "lua/flows/welcome.lua"))
    assert entry(t, "flow", "welcome")["from"] == "shipped"


def test_scripts_are_the_business_of_admins(t):
    user = ("--user", "+351911111111")
    t.ok("add", "Water", *user)
    for words in (["list"], ["check"], ["reload"], ["test"], ["new", "rule", "x"]):
        t.fails("not_allowed", "script", *words, *user)
        t.fails("invalid_context", "script", *words, "--user", "")
    assert not os.path.exists(os.path.join(t.data, "lua"))
    assert "hf.Ctx" in t.ok("script", "stubs", *user)["content"], "stubs are the same for everybody"


def test_stubs(t):
    assert t.ok("script", "stubs")["content"] == t.ok("script", "stubs", "lua")["content"]
    assert t.ok("script", "stubs", "luacheck")["content"].startswith("-- Made by")
    assert "### `hf.rule`" in t.text("script", "stubs", "reference").out
    t.fails("invalid_value", "script", "stubs", "nonsense")
    with open(os.path.join(ROOT, "lua", "meta", "hf.lua"), encoding="utf-8") as f:
        assert f.read() == t.text("script", "stubs", "lua").out, "make docs writes it anew"


# ---- rules ----

def piano(t):
    """Two weeks of piano without the Friday of each, and running on the same days."""
    t.ok("add", "Piano", "--start", "2026-11-01", "--forgive", "0")
    t.ok("add", "Run", "--start", "2026-11-01", "--forgive", "0")
    for day in range(9, 23):
        if day not in (13, 20):
            for habit in ("Piano", "Run"):
                t.ok("log", habit, "--on", f"2026-11-{day:02d}")


def numbers(t):
    return [t.raw("--json", *words).out for words in (["streak", "--all"], ["stats", "--all"], ["why", "Piano", "2026-11-20"], ["list"], ["today"])]


def test_a_rule_file_changes_one_habit_and_goes_without_a_trace(t):
    with open(NO_FRIDAYS, encoding="utf-8") as f:
        assert len([line for line in f if line.strip() and not line.startswith("--")]) <= 10
    piano(t)
    before = numbers(t)
    assert t.ok("streak", "Piano")["streaks"]["currentStreak"] == 2
    path = write(t, "rules/no_fridays.lua", open(NO_FRIDAYS, encoding="utf-8").read())
    assert t.ok("streak", "Piano")["streaks"]["currentStreak"] == 12
    assert t.ok("streak", "Run")["streaks"]["currentStreak"] == 2, "a rule for one habit changed another"
    why = t.text("why", "Piano", "2026-11-20")
    assert "no-fridays" in why.out and "rules/no_fridays.lua:2" in why.out, f"{why!r}"
    assert "no-fridays" not in t.text("why", "Run", "2026-11-20").out
    os.remove(path)
    assert numbers(t) == before, "something of the rule stayed"


def test_what_if_shows_another_history_and_adopts_nothing(t):
    piano(t)
    before, files = numbers(t), t.snapshot()
    assert t.ok("streak", "Piano", "--rule", NO_FRIDAYS)["streaks"]["currentStreak"] == 12
    stats = t.ok("stats", "Piano", "--rule", NO_FRIDAYS)
    assert stats != t.ok("stats", "Piano")
    assert "no_fridays.lua:2" in t.text("why", "Piano", "2026-11-20", "--rule", NO_FRIDAYS).out
    assert numbers(t) == before and t.snapshot() == files
    missing = t.raw("--json", "streak", "Piano", "--rule", t.path("nothing.lua"))
    assert "nothing.lua" in missing.out, f"{missing!r}"
    broken = t.path("broken.lua")
    with open(broken, "w", encoding="utf-8") as f:
        f.write("hf.rule{")
    told = t.ok("streak", "Piano", "--rule", broken)
    assert any("broken.lua:1" in n for n in told["notices"]) and told["streaks"]["currentStreak"] == 2, f"{told}"


# ---- failures ----

BROKEN_RULE = 'hf.rule{\n  id = "broken", applies = function(h) return h.name == "Piano" end,\n  due = function() error("oops") end,\n}\n'


def test_five_failures_of_five_processes_switch_a_rule_off(t):
    piano(t)
    good = t.ok("streak", "Piano")
    path = write(t, "rules/broken.lua", BROKEN_RULE)
    memory = os.path.join(t.data, "lua", ".failures.json")
    for _ in range(5):
        assert "disabled" not in entry(t, "rule", "broken")
        told = t.ok("streak", "Piano")
        assert told["streaks"] == good["streaks"], "a broken rule changed numbers"
        assert "the rule broken (rules/broken.lua:1) did not work: rules/broken.lua:3: oops" in told["notices"]
    assert stat.S_IMODE(os.stat(memory).st_mode) == 0o600
    assert entry(t, "rule", "broken")["disabled"] == "5 failures in 10 minutes; the last: rules/broken.lua:3: oops"
    assert "broken is off: 5 failures in 10 minutes; the last: rules/broken.lua:3: oops" in t.text("script", "list").out
    off = t.ok("streak", "Piano")
    assert off["streaks"] == good["streaks"] and any("is switched off" in n for n in off["notices"]), f"{off}"
    assert t.ok("script", "check")["problems"] == [], "a check changes nothing"
    assert "disabled" in entry(t, "rule", "broken")
    t.ok("script", "reload")
    assert "disabled" not in entry(t, "rule", "broken") and not os.path.exists(memory)
    for _ in range(5):
        t.ok("streak", "Piano")
    assert "disabled" in entry(t, "rule", "broken")
    write(t, "rules/broken.lua", BROKEN_RULE + "\n-- mended\n")
    assert "disabled" not in entry(t, "rule", "broken"), "a changed file is a new chance"
    os.remove(path)
    assert t.ok("streak", "Piano") == good


def test_failures_far_apart_do_not_add_up(t):
    piano(t)
    write(t, "rules/broken.lua", BROKEN_RULE)
    for i in range(8):
        t.now = f"2026-11-22T12:{i * 3:02d}:00Z"
        t.ok("streak", "Piano")
    assert "disabled" not in entry(t, "rule", "broken")


def test_a_folder_that_cannot_be_written_costs_the_memory_only(t):
    if os.getuid() == 0:
        need("setpriv")
        return
    piano(t)
    write(t, "rules/broken.lua", BROKEN_RULE)
    os.chmod(os.path.join(t.data, "lua"), 0o500)
    for _ in range(7):
        assert t.ok("streak", "Piano")["streaks"]["currentStreak"] == 2


# ---- a chat that is edited under ----

def chat(t):
    return subprocess.Popen([HF, "chat"], env=t.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            cwd=t.root, encoding="utf-8", bufsize=1)


def test_a_running_chat_takes_an_edited_greeting_over(t):
    t.ok("add", "Run", "--unit", "km")
    with open(os.path.join(ROOT, "lua", "templates", "say.lua"), encoding="utf-8") as f:
        shipped = f.read()

    def greeting(text):
        assert 'en = "Hi {name}."' in shipped
        return shipped.replace('en = "Hi {name}."', f'en = "{text}"')

    def say(p, words):
        """What is said up to the answer to a command, whose text is known."""
        p.stdin.write(words + "\n/nonsense\n")
        p.stdin.flush()
        said = ""
        for line in p.stdout:
            if "there is no such command" in line:
                return said
            said += line
        raise AssertionError(f"chat ended: {said}")

    with chat(t) as p:
        say(p, "hello")  # the first message is welcomed as well
        got = say(p, "hello")
        assert got == "Hi.\n", repr(got)
        write(t, "templates/say.lua", greeting("Edited once."))
        got = say(p, "hello")
        assert got == "Edited once.\n", repr(got)
        for name, text, line in (("syntax", "hf.template{", 1), ("main chunk", 'local x\nerror("no")', 2),
                                 ("field", greeting("x").replace("vars = VARS", "bars = VARS"), 8),
                                 ("duplicate", greeting("x") + 'say("hello", { en = "twice" })\n', 8)):
            write(t, "templates/say.lua", text)
            said = say(p, "hello")
            assert said.startswith("Edited once.\n") and f"templates/say.lua:{line}: " in said, f"{name}: {said!r}"
            assert say(p, "hello") == "Edited once.\n", "a fault is told once"
        assert "5 km" in say(p, "ran 5 km"), "the conversation was hurt"
        write(t, "templates/say.lua", greeting("Edited twice over."))
        got = say(p, "hello")
        assert got == "Edited twice over.\n", repr(got)
        os.remove(os.path.join(t.data, "lua/templates/say.lua"))
        got = say(p, "hello")
        assert got == "Hi.\n", repr(got)
        p.stdin.close()
        p.wait(10)


def talk_to(p, words, ends="there is no such command"):
    """What is said up to the answer to a command that nobody knows."""
    p.stdin.write(words + "\n/nonsense\n")
    p.stdin.flush()
    out = ""
    for line in p.stdout:
        if ends in line:
            return out
        out += line
    raise AssertionError(f"chat ended: {out}")


def test_a_chat_hears_of_a_folder_that_comes_later(t):
    """The folder did not exist when the chat began; then it comes, with a sub-folder, a fault, its mending, and goes away as a whole."""
    t.ok("add", "Run")
    hello = 'hf.flow{ id = "talk", start = "a", states = { a = { enter = function() return "%s" end } } }'
    with chat(t) as p:
        talk_to(p, "hello")
        assert talk_to(p, "hello") == "Hi.\n"
        path = write(t, "flows/talk.lua", hello % "Moved in.")
        assert talk_to(p, "hello") == "Moved in.\n"
        write(t, "flows/talk.lua", "hf.flow{")
        got = talk_to(p, "hello")
        assert got.startswith("Moved in.\n") and "flows/talk.lua:1: " in got and "(" in got, got
        write(t, "flows/talk.lua", hello % "Mended.")
        assert talk_to(p, "hello") == "Mended.\n"
        write(t, "commands/hi.lua", 'hf.command{ name = "hi", help = "x", run = function() return "A new command." end }')
        assert talk_to(p, "/hi") == "A new command.\n"
        os.rename(os.path.join(t.data, "lua"), os.path.join(t.data, "lua.off"))
        assert talk_to(p, "hello") == "Hi.\n"
        assert os.path.exists(path.replace("/lua/", "/lua.off/"))
        os.rename(os.path.join(t.data, "lua.off"), os.path.join(t.data, "lua"))
        assert talk_to(p, "hello") == "Mended.\n"
        p.stdin.close()
        p.wait(10)


def test_a_hangup_reads_the_scripts_anew_and_ends_nothing(t):
    t.ok("add", "Run")
    write(t, "flows/talk.lua", 'hf.flow{ id = "talk", start = "a", states = { a = { enter = function() error("no") end } } }')
    with chat(t) as p:
        for _ in range(5):
            assert "Something went wrong on my side" in talk_to(p, "hello")
        assert talk_to(p, "hello").startswith("Hi."), "the shipped one answers"
        assert "disabled" in entry(t, "flow", "talk")
        p.send_signal(signal.SIGHUP)
        assert "Run" in talk_to(p, "ran today"), "the chat ended, or was hurt"
        assert "disabled" not in entry(t, "flow", "talk"), "what was off is on again"
        p.stdin.close()
        assert p.wait(10) == 0


def test_a_chat_that_can_not_be_told_looks_by_itself(t):
    """A system without watches to give: the limit of inotify instances is used up."""
    need_strace()
    t.ok("add", "Run")
    p = subprocess.Popen(["strace", "-f", "-o", "/dev/null", "-e", "trace=inotify_init1", "-e", "inject=inotify_init1:error=EMFILE", HF, "chat"],
                         env=t.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=t.root, encoding="utf-8", bufsize=1)
    with p:
        talk_to(p, "hello")
        write(t, "flows/talk.lua", 'hf.flow{ id = "talk", start = "a", states = { a = { enter = function() return "Seen." end } } }')
        assert talk_to(p, "hello") == "Seen.\n"
        p.stdin.close()
        p.wait(10)


# ---- the examples ----

def test_the_examples_lie_over_the_shipped_ones(t):
    shutil.copytree(os.path.join(ROOT, "examples", "scripts"), os.path.join(t.data, "lua"))
    assert t.ok("script", "check")["problems"] == []
    tested = t.ok("script", "test")
    assert tested["failed"] == 0 and any(s["file"] == "examples_spec.lua" for s in tested["specs"])
    t.ok("add", "Water", "--unit", "glass", "--target", "8")
    assert "Harbour Runners" in t.ok("say", "/water 2")["replies"][-1]
    assert t.ok("say", "/evening")["question"]["candidates"][1] == {"name": "2"}
    assert t.ok("say", "the second")["replies"] == ["2 of 5, noted."]
    assert json.dumps(t.ok("script", "list")["scripts"]).count('"overlaid"') == 9


def test_a_pattern_that_cannot_be_is_named_and_costs_nothing(t):
    """Macros that name macros would be a billion words: the check says so, and the bot answers with the patterns that it had."""
    wide = "".join(f'm{i} = "{f"<m{i + 1}> " * 12 if i < 9 else "x"}", ' for i in range(10))
    write(t, "frames/en.lua", 'hf.frames{ lang = "en", macros = { %s }, acts = { help = { "help me", "<m0>" } } }' % wide)
    assert t.ok("say", "rename run to jog")["replies"]
    r = t.run("script", "check")
    first = r.json["problems"][0]
    assert r.code == 2 and first["file"] == "frames/en.lua" and "help, pattern 2: too long" in first["what"], f"{r!r}"
