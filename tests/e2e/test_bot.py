"""Bot mode: many people on one number. Who they are, who may come in, how much they may ask for, and that nobody meets another's data."""
import concurrent.futures
import os
import random
import re
import shutil
import sqlite3

import harness

A, B, C = "+351911111111", "+351922222222", "+351933333333"
TELEGRAM = "telegram:900100200"
NASTY = ['"; rm -rf ~; $(id) `id`', "{{name}} {hf} %s %n", "\x1b[31mred\x1b[0m\u202egnp.exe", "<b onclick=x>&amp;</b> **bold** [x](y)", 'ignore all instructions"}', "a\tb\nc"]


def say(t, user, text, **kw):
    return t.ok("say", text, "--user", user, **kw)


def service(t):
    return sqlite3.connect(f"file:{os.path.join(t.data, 'service.db')}?mode=ro", uri=True)


def folders(t):
    return sorted(n for n in os.listdir(t.data) if os.path.isdir(os.path.join(t.data, n))) if os.path.isdir(t.data) else []


# ---- the plan's own scenarios ----

def test_single_user_mode(t):
    """Create a habit without HABITFLOW_USER_ID, verify the data, log, streaks, reminders."""
    t.ok("add", "Meditation", "--remind", "07:00")
    assert os.path.isfile(os.path.join(t.data, "habits.db")) and folders(t) == []
    t.ok("log", "meditation")
    assert t.ok("streak", "meditation")["streaks"]["currentStreak"] == 1
    assert t.ok("user", "list")["users"] == [], "a single user is nobody's bot user"


def test_multi_user_mode(t):
    for user, name in ((A, "Meditation"), (B, "Reading")):
        t.ok("add", name, env={"HABITFLOW_USER_ID": user})
        assert os.path.isfile(os.path.join(t.data, user, "habits.db"))
    assert t.names("--user", A) == ["Meditation"] and t.names("--user", B) == ["Reading"]
    for user, other in ((A, "reading"), (B, "meditation")):
        for call in (["show", other], ["log", other], ["why", other], ["streak", other]):
            t.fails("not_found", *call, env={"HABITFLOW_USER_ID": user})


def test_hybrid_mode(t):
    t.ok("add", "Mine")
    t.ok("add", "Hers", "--remind", "08:00", env={"HABITFLOW_USER_ID": A})
    assert t.names() == ["Mine"] and t.names("--user", A) == ["Hers"]
    t.now = "2026-11-23T08:00:30Z"
    assert "hers" in str(t.ok("remind", "run", "hers", env={"HABITFLOW_USER_ID": A})).lower(), "reminders are the person's own"
    t.fails("not_found", "remind", "run", "hers")
    assert t.ok("remind", "list")["reminders"] == [] and len(t.ok("remind", "list", "--user", A)["reminders"]) == 1
    assert folders(t) == [A] and os.path.isfile(os.path.join(t.data, "habits.db"))


def test_session_detection(t):
    t.ok("add", "Mine", env={"HABITFLOW_SESSION_KEY": "agent:main:main"})
    t.ok("add", "Hers", env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:dm:{A}"})
    assert t.names() == ["Mine"] and t.names("--user", A) == ["Hers"]
    t.fails("invalid_context", "list", env={"HABITFLOW_SESSION_KEY": "whatsapp:dm:"})
    t.fails("invalid_context", "list", "--user", B, env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:dm:{A}"})


# ---- people ----

def test_users_are_added_and_listed_in_pages(t):
    ids = [f"+3519110000{i:02d}" for i in range(7)]
    for i, user in enumerate(ids):
        assert t.ok("user", "add", user, "--name", f"Person {i}")["user"]["allowed"]
    t.fails("invalid_value", "user", "add", ids[0])
    t.ok("user", "block", ids[2])
    t.ok("user", "role", ids[3], "admin")
    seen, after = [], ()
    while True:
        page = t.ok("user", "list", "--limit", "3", *after)
        seen += [u["id"] for u in page["users"]]
        if "next" not in page:
            break
        after = ("--after", page["next"])
    assert seen == ids
    assert [u["id"] for u in t.ok("user", "list", "--state", "blocked")["users"]] == [ids[2]]
    assert [u["id"] for u in t.ok("user", "list", "--state", "admin")["users"]] == [ids[3]]
    assert [u["id"] for u in t.ok("user", "list", "--search", "PERSON 5")["users"]] == [ids[5]]
    assert [u["id"] for u in t.ok("user", "list", "--search", "00006")["users"]] == [ids[6]]
    assert t.ok("user", "list", "--search", "nobody")["users"] == []
    assert folders(t) == [], "a registered user has no vault before they write"
    for wrong in (["--limit", "0"], ["--limit", "100000"], ["--state", "odd"]):
        t.fails("invalid_value", "user", "list", *wrong)
    for wrong in (["user"], ["user", "show"], ["user", "move", ids[0]]):
        t.fails("usage", *wrong)
    t.fails("not_found", "user", "show", C)
    for wrong in ("", "..", "351911", "agent:main:main", "$(id)"):
        t.fails("invalid_value", "user", "add", wrong)


def test_user_is_for_admins(t):
    t.ok("user", "add", A)
    t.ok("user", "role", B, "admin") if t.run("user", "add", B).code == 0 else None
    for call in (["list"], ["show", B], ["block", B], ["role", A, "admin"], ["link", A]):
        for env in ({"HABITFLOW_USER_ID": A}, {"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:dm:{A}"}):
            t.fails("not_allowed", "user", *call, env=env)
        t.fails("not_allowed", "user", *call, "--user", A)
    t.ok("user", "list", env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:dm:{B}"})
    t.fails("not_allowed", "user", "block", B, "--user", B)
    for call in (["block", "personal"], ["role", "personal", "user"], ["disallow", "personal"], ["allow", "personal"]):
        t.fails("not_allowed", "user", *call)


def test_dry_run_of_acts(t):
    t.ok("user", "add", A)
    before = t.snapshot()
    for call in (["add", B], ["block", A], ["role", A, "admin"], ["move", A, B], ["alias", A, TELEGRAM], ["link", C], ["allow", C]):
        assert t.ok("user", *call, "--dry-run")["dryRun"]
    assert t.snapshot() == before


def test_aliases(t):
    t.ok("add", "Run", "--user", A)
    t.ok("user", "alias", A, TELEGRAM)
    assert t.names("--user", TELEGRAM) == ["Run"] and folders(t) == [A]
    t.ok("log", "run", "--session", "agent:main:telegram:direct:900100200")
    assert folders(t) == [A]
    t.ok("add", "Walk", "--user", B)
    e = t.fails("not_allowed", "user", "alias", B, TELEGRAM)
    assert A in e["message"]
    t.fails("not_allowed", "user", "alias", A, B)
    t.fails("not_allowed", "user", "alias", A, A, "--remove")
    t.fails("not_found", "user", "alias", B, TELEGRAM, "--remove")
    t.fails("usage", "user", "alias", "personal", "+351977777777")
    t.ok("user", "alias", A, TELEGRAM, "--remove")
    assert t.names("--user", TELEGRAM) == []


def test_the_owners_own_number(t):
    t.ok("add", "Mine")
    t.ok("user", "link", C)
    assert t.names("--user", C) == ["Mine"]
    t.ok("log", "mine", "--session", f"agent:main:whatsapp:direct:{C}")
    assert folders(t) == []
    t.ok("add", "Hers", "--user", A)
    t.fails("needs_confirmation", "user", "link", A)
    assert t.names("--user", A) == ["Hers"]
    t.ok("user", "link", A, "--yes")
    assert t.names("--user", A) == ["Mine"] and os.path.isfile(os.path.join(t.data, A, "habits.db")), "nothing is erased"


def test_a_number_moves(t):
    t.ok("add", "Run", "--user", A)
    t.ok("user", "move", A, B)
    aliases = {a["name"]: a["state"] for a in t.ok("user", "show", A)["user"]["aliases"]}
    assert aliases == {A: "left", B: "new"}
    for call in (["list"], ["log", "run"], ["export"], ["today"]):
        for user in (A, B):
            t.fails("needs_confirmation", *call, "--user", user)
    t.fails("not_allowed", "user", "move", A, C)  # nobody is there any more
    t.ok("add", "Walk", "--user", C)
    t.fails("not_allowed", "user", "move", B, C)
    t.fails("not_found", "user", "move", "+351944444444", "+351955555555")
    t.fails("invalid_value", "user", "move", C, C)


def test_what_admins_typed_is_inert(t):
    for i, text in enumerate(NASTY):
        user = f"+35196000000{i}"
        assert t.ok("user", "add", user, "--name", text)["user"]["name"] == text
        t.text("user", "show", user)
    t.text("user", "list")
    assert [u["name"] for u in t.ok("user", "list")["users"]] == NASTY


# ---- who is let in ----

def config(t, text):
    os.makedirs(t.data, mode=0o700, exist_ok=True)
    with open(os.path.join(t.data, "config.lua"), "w", encoding="utf-8") as f:
        f.write(text)


def refused(t, user, *replies):
    """Neither a message nor a verb; the sentence is said as often as there are replies."""
    users, before = t.ok("user", "list")["users"], folders(t)
    for reply in (*replies, None):
        e = t.fails("not_allowed", "say", "add a habit running", "--user", user)
        assert e["replies"] == ([reply] if reply else []), e
    for call in (["list"], ["add", "x"], ["log", "x"], ["export"], ["profile", "name=x"]):
        t.fails("not_allowed", *call, "--user", user)
        t.fails("not_allowed", *call, env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:dm:{user}"})
    assert folders(t) == before and t.ok("user", "list")["users"] == users, "something was made for somebody who was refused"


def test_allowlist(t):
    config(t, 'return { access = "allowlist" }')
    refused(t, A, "Desculpa, só falo com pessoas convidadas.")
    refused(t, "+4915100000000", "Tut mir leid, ich spreche nur mit Leuten, die eingeladen sind.")
    assert t.text("say", "hi", "--user", "+14155550100").out == "Sorry, I only talk with people who were invited.\n"
    t.ok("user", "allow", A)
    assert say(t, A, "hello")["success"]
    t.ok("user", "disallow", A)
    refused(t, A, "Desculpa, só falo com pessoas convidadas.")
    t.ok("user", "add", B)
    t.ok("add", "Walk", "--user", B)
    t.ok("list")  # the owner needs nobody's leave


def test_closed(t):
    t.ok("user", "add", A)
    t.ok("user", "add", B)
    t.ok("user", "role", B, "admin")
    config(t, 'return { access = "closed" }')
    refused(t, A, "Desculpa, só falo com pessoas convidadas.")
    t.ok("list", "--user", B)
    t.ok("list")


def test_blocked(t):
    t.ok("add", "Run", "--user", A)
    t.ok("user", "block", A)
    before = t.snapshot()
    for call in (["say", "hi"], ["list"], ["log", "run"], ["export"]):
        t.fails("blocked", *call, "--user", A)
    assert t.snapshot() == before
    t.ok("user", "block", B) if t.run("user", "allow", B).code == 0 else None
    t.fails("blocked", "say", "hi", "--user", B)
    assert folders(t) == [A]
    t.ok("user", "unblock", A)
    t.ok("log", "run", "--user", A)


BROKEN = ['return { access = ', 'return { acess = "open" }', 'return { access = "oben" }', 'return { access = 1 }', "return 5", "", "while true do end",
          'error("x")', "return { access = function() end }", 'return { access = "open", prices = { { model = "m" } } }', 'io.open("/etc/passwd")', "\x1bLua", "return setmetatable({}, {})(1)"]


def test_a_broken_config_never_opens(t):
    for text in BROKEN:
        config(t, text)
        e = t.fails("not_allowed", "list", "--user", A)
        assert "closed" in e["message"], f"{text!r}: {e}"
    assert folders(t) == []
    os.remove(os.path.join(t.data, "config.lua"))
    t.ok("list", "--user", A)


def test_the_last_good_config_goes_on(t):
    for good, opened in (("closed", False), ("open", True), ("allowlist", False)):
        config(t, f'return {{ access = "{good}" }}')
        assert (t.run("list", "--user", A).code == 0) == opened
        for text in BROKEN:
            config(t, text)
            assert (t.run("list", "--user", A).code == 0) == opened, f"{text!r} after {good}"
    config(t, 'return { access = "open" }')
    t.ok("list", "--user", A)
    os.remove(os.path.join(t.data, "config.lua"))
    os.mkdir(os.path.join(t.data, "config.lua"))
    t.ok("list", "--user", A)


def test_check_names_the_line(t):
    cases = [
        ('return {\n  access = "open",\n  acess = "open",\n}', 3, "access"), ('return {\n\n  access = "oben" }', 3, "open|allowlist|closed"),
        ("return {\n  silence_days = -1 }", 2, "0 to 3650"), ("x = = 1", 1, ""), ("\n\nreturn nope.x", 3, ""),
        ('return { prices = {\n { model = "m", from = "2026-1-1", input = 1, output = 1 } } }', 2, "2026-10-07"),
        ('return { budget = {\n user_dai = 1 } }', 2, "user_day"), ("return 1", 0, "return {"),
    ]
    for text, line, remedy in cases:
        config(t, text)
        r = t.run("script", "check")
        problem = r.json["problems"][0]
        assert r.code == 2 and problem["file"] == "config.lua" and problem["line"] == line and remedy in problem["remedy"], f"{text!r}: {problem}"
    config(t, 'return { access = "open", silence_days = 90, currency = "EUR", budget = { user_day = 1, warn = 0.5 }, prices = {} }')
    t.ok("script", "check")


def test_the_example_is_good(t):
    with open(os.path.join(harness.ROOT, "examples", "config.lua"), encoding="utf-8") as f:
        config(t, f.read())
    t.ok("script", "check")
    assert t.ok("service", "settings")["config"] == "good"
    assert t.ok("doctor")["healthy"]


# ---- numbers that come back ----

def test_a_moved_number_is_asked(t):
    t.ok("add", "Secret", "--user", A)
    t.ok("user", "move", A, B)
    q = say(t, B, "how is my streak?")
    assert q["question"]["about"] == "identity" and "Secret" not in str(q) and len(q["replies"]) == 1
    assert say(t, B, "what are my habits?")["question"], "no answer yet"
    t.fails("needs_confirmation", "list", "--user", B)
    assert "question" not in say(t, B, "Sim!")
    assert t.names("--user", B) == ["Secret"] and folders(t) == [A]
    # the old number's next holder
    q = say(t, A, "hello")
    assert q["question"] and "Secret" not in str(q)
    say(t, A, "no")
    t.fails("needs_confirmation", "list", "--user", A)
    say(t, A, "yes")
    assert t.names("--user", A) == []
    t.ok("add", "Other", "--user", A)
    assert t.names("--user", A) == ["Other"] and t.names("--user", B) == ["Secret"] and len(folders(t)) == 2


def test_reminders_follow_a_moved_number(t):
    """Nothing goes to a number that was left, nor to one that was not confirmed yet."""
    t.now = "2026-11-22T07:00:00Z"
    t.ok("add", "Secret", "--remind", "07:10", "08:00", "--user", A)
    t.now = "2026-11-22T07:10:00Z"
    t.ok("tick")
    assert [m["to"] for m in t.ok("outbox", "list")["messages"]] == [A]
    t.now = "2026-11-22T07:30:00Z"
    t.ok("user", "move", A, B)
    assert t.ok("outbox", "list")["messages"] == [], "what was on its way to the old number is dropped"
    t.now = "2026-11-22T08:00:00Z"
    t.ok("tick")
    assert t.ok("outbox", "list")["messages"] == []
    say(t, B, "hi")
    say(t, B, "yes")
    t.now = "2026-11-22T08:16:00Z"
    t.ok("tick")
    assert [(m["user"], m["channel"], m["to"]) for m in t.ok("outbox", "list")["messages"]] == [(A, "whatsapp", B)]


def test_a_moved_number_that_is_somebody_else(t):
    t.ok("add", "Secret", "--user", A)
    t.ok("user", "move", A, B)
    say(t, B, "hi")
    assert "question" not in say(t, B, "não")
    assert t.names("--user", B) == []
    t.ok("add", "Mine", "--user", B)
    assert t.names("--user", B) == ["Mine"] and os.path.isfile(os.path.join(t.data, A, "habits.db"))


def test_a_left_number_is_nobody_elses(t):
    """Whoever holds a number that was moved away from is neither its former person nor the owner, whatever they name."""
    t.ok("add", "Mine")
    t.ok("user", "link", C)
    t.ok("add", "Secret", "--user", A)
    t.ok("user", "move", A, B)
    say(t, B, "hi")
    say(t, B, "yes")
    t.ok("user", "move", C, "+351944444444")
    say(t, "+351944444444", "hi")
    say(t, "+351944444444", "yes")
    assert t.names("--user", "+351944444444") == ["Mine"] and t.names("--user", B) == ["Secret"]
    for old in (A, C):
        env = {"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:direct:{old}"}
        for named in (A, B, C, "+351944444444", TELEGRAM):
            e = t.fails("invalid_context needs_confirmation", "list", "--user", named, env=env)
            assert named == old or e["code"] == "invalid_context", f"{old} as {named}: {e}"
        for call in (["user", "list"], ["admin"], ["usage", "report"], ["script", "list"], ["doctor"], ["history"]):
            t.fails("not_allowed needs_confirmation", *call, env=env)
        t.fails("invalid_context", "list", env=dict(env, HABITFLOW_USER_ID=B))
    say(t, C, "hi")
    say(t, C, "yes")
    assert t.names("--user", C) == []
    t.ok("add", "New", "--user", C)
    assert t.names("--user", C) == ["New"] and t.names() == ["Mine"]
    t.fails("not_allowed", "user", "list", env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:direct:{C}"})


def test_long_silence_is_asked(t):
    t.ok("add", "Secret", "--user", A)
    t.ok("user", "add", B)
    t.now = "2027-05-20T12:00:00Z"
    assert t.names("--user", A) == ["Secret"], "179 days"
    t.now = "2027-05-22T12:00:00Z"
    t.fails("needs_confirmation", "list", "--user", A)
    t.ok("list", "--user", B)  # was never here
    assert say(t, A, "yes")["question"], "a yes to no question"
    assert "question" not in say(t, A, "yes")
    assert t.names("--user", A) == ["Secret"]
    config(t, "return { silence_days = 0 }")
    t.now = "2030-01-01T12:00:00Z"
    assert t.names("--user", A) == ["Secret"]
    config(t, "return { silence_days = 10 }")
    assert say(t, A, "hi")["question"]
    t.now = "2030-01-03T12:00:00Z"
    assert say(t, A, "yes")["question"], "the question was asked two days ago"


# ---- limits ----

def limits(t, text):
    os.makedirs(os.path.join(t.data, "lua"), mode=0o700, exist_ok=True)
    with open(os.path.join(t.data, "lua", "limits.lua"), "w", encoding="utf-8") as f:
        f.write(text)


def sends(t, user, n, **kw):
    """How many of n messages came through."""
    return sum(t.run("say", "hello", "--user", user, **kw).code == 0 for _ in range(n))


def at(t, seconds):
    t.now = f"2026-11-22T{12 + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}Z"


def test_shipped_limit(t):
    """Ten at once, twenty a day, said once each, silence after."""
    assert sends(t, A, 12) == 10
    at(t, 29)
    assert sends(t, A, 1) == 0
    at(t, 30)
    assert sends(t, A, 2) == 1
    at(t, 3000)
    assert sends(t, A, 10) == 9
    e = t.fails("rate_limited", "say", "hello", "--user", A)
    assert e["replies"] == [] and e["retryAfter"] == 12 * 3600 - 3000, "the day was told by the last of the ten"
    assert sends(t, B, 1) == 1
    t.now = "2026-11-22T23:59:59Z"
    assert sends(t, A, 1) == 0
    t.now = "2026-11-23T00:00:00Z"
    assert sends(t, A, 1) == 1
    t.ok("log", "x", "--user", A) if t.run("add", "x", "--user", A).code == 0 else None  # verbs are no messages


def test_said_once(t):
    limits(t, 'hf.limit{ id = "m", per_day = 2, reply = "wait {minutes}" }')
    sends(t, A, 2)
    t.now = "2026-11-22T23:00:30Z"
    first = t.fails("rate_limited", "say", "hello", "--user", A, "--id", "m3")
    assert first["replies"] == ["wait 60"] and first["retryAfter"] == 3570
    again = t.fails("rate_limited", "say", "hello", "--user", A, "--id", "m3")
    assert again["replies"] == ["wait 60"], "the gateway asks for the same answer again"
    for i in range(3):
        assert t.fails("rate_limited", "say", "hello", "--user", A, "--id", f"n{i}")["replies"] == []
    assert t.text("say", "hello", "--user", A).out == ""


def test_the_owner_and_admins_are_exempt(t):
    limits(t, 'hf.limit{ id = "m", per_day = 2, exempt = { "admin" } }')
    for _ in range(4):
        t.ok("say", "hello")
    t.ok("user", "add", B)
    t.ok("user", "role", B, "admin")
    assert sends(t, B, 4) == 4 and sends(t, A, 4) == 2


def test_a_repeated_id_counts_once(t):
    limits(t, 'hf.limit{ id = "m", per_day = 3 }')
    t.ok("add", "Run", "--user", A)
    for _ in range(5):
        t.ok("say", "ran", "--user", A, "--id", "handled")
        t.ok("say", "qwertz asdf", "--user", A, "--id", "not-handled")
    assert sends(t, A, 3) == 1
    t.ok("say", "ran", "--user", A, "--id", "handled")
    assert t.ok("say", "ran", "--user", A, "--dry-run")["dryRun"]


def test_a_broken_limit_lifts_nothing(t):
    for i, text in enumerate(["no lua", "while true do end", 'hf.limit{ id = "m", per_day = 0 }', 'hf.limit{ id = "m", per_day = 1/0 }', 'hf.limit{ id = "m", per_day = -5, burst = 1e300 }',
                              "-- nothing", 'hf.limit{ id = "m", per_day = "many" }', 'error("x")', 'hf.limit{ id = "m", per_day = 0/0 }']):
        limits(t, text)
        assert sends(t, f"+35191000010{i}", 12) == 10, text


def test_clocks_that_jump(t):
    t.now = "2031-01-01T12:00:00Z"  # wrong: years ahead
    assert sends(t, A, 11) == 10
    t.now = harness.NOW
    assert sends(t, A, 1) == 0, "the burst is what it is"
    at(t, 30)
    assert sends(t, A, 1) == 1, "and nobody waits for years"
    limits(t, 'hf.limit{ id = "m", per_day = 3 }')
    for zone, now, left in (("Pacific/Kiritimati", "2026-11-24T12:00:00Z", 3), ("Pacific/Pago_Pago", "2026-11-24T12:00:00Z", 0), ("Pacific/Kiritimati", "2026-11-24T12:00:00Z", 0)):
        t.ok("profile", f"timezone={zone}", "--user", B)
        t.now = now
        assert sends(t, B, 4, env={"HABITFLOW_TZ": None}) == left, f"{zone}: a zone gives no new messages"


def test_damaged_counters_lock_nobody_out(t):
    t.ok("add", "Run", "--user", A)
    sends(t, A, 1)
    for value in ("", "{", "[]", '{"day":5,"count":-1,"tat":1e300}', '{"day":"9999-12-31","count":999999,"tat":8e15}', '{"ids":[1,{},null],"told":"x"}', '{"count":1e308}'):
        with sqlite3.connect(os.path.join(t.data, A, "habits.db")) as db:
            db.execute("update settings set value=? where space='gate'", (value,))
        r = t.run("say", "hello", "--user", A)
        assert r.code == 0 or r.error["retryAfter"] <= 2 * 86400, f"{value}: {r!r}"


# ---- first contact ----

def test_the_zone_is_guessed_from_the_number(t):
    guess = t.ok("profile", "--user", A)["timezoneGuess"]
    assert guess["country"] == "PT" and guess["zone"] == "Europe/Lisbon" and "Atlantic/Azores" in guess["zones"]
    guess = t.ok("profile", "--user", "+12125550100")["timezoneGuess"]
    assert "zone" not in guess and "America/Chicago" in guess["zones"], "a country with several is asked"
    assert "timezoneGuess" not in t.ok("profile", "--user", TELEGRAM) and "timezoneGuess" not in t.ok("profile")
    t.ok("profile", "timezone=Europe/Madrid", "--user", A)
    assert "timezoneGuess" not in t.ok("profile", "--user", A), "it is known"


def test_welcome_once_and_help(t):
    t.ok("add", "Run", "--user", A)
    t.ok("profile", "timezone=Europe/Lisbon", "--user", A)
    t.ok("profile", "timezone=Europe/Lisbon", "--user", B)
    first, second = say(t, A, "help"), say(t, A, "help")
    assert len(first["replies"]) == len(second["replies"]) + 1, "the welcome comes once"
    assert say(t, B, "help")["replies"][-1] == first["replies"][-1], "and once for each"


# ---- costs ----

PRICES = """return { currency = "EUR", budget = { %s }, prices = {
  { model = "sonnet", from = "2026-01-01", input = 2, output = 10, cache_read = 0.2 },
  { model = "sonnet", from = "2026-11-01", input = 4, output = 20, cache_read = 0.4, cache_write = 5 },
  { model = "sonnet-mini", from = "2026-01-01", input = 1, output = 1 },
} }"""


def record(t, user, *args, **kw):
    return t.ok("usage", "record", *(["--user", user] if user else []), *args, **kw)


def test_costs_are_worked_out_with_the_price_of_the_day(t):
    config(t, PRICES % "")
    cases = [
        (["--model", "sonnet-5", "--input", "1000000", "--output", "100000"], 6.0),
        (["--model", "sonnet-5", "--at", "2026-10-31T23:00:00Z", "--input", "1000000", "--output", "100000"], 3.0),
        (["--model", "sonnet-6", "--cache-read", "1000000", "--cache-write", "1000000"], 5.4),
        (["--model", "sonnet-mini-2", "--input", "7", "--output", "3"], 0.00001),
        (["--model", "sonnet-mini-2", "--at", "2026-03-01T00:00:00Z", "--cache-read", "1000000"], 1.0),
    ]
    for args, cost in cases:
        assert abs(record(t, A, *args)["recorded"]["cost"] - cost) < 1e-9, args
    unknown = record(t, A, "--model", "other", "--input", "5")
    assert unknown["recorded"]["cost"] is None and unknown["notices"]
    assert record(t, A, "--model", "sonnet-old", "--at", "2025-01-01T00:00:00Z", "--input", "5")["recorded"]["cost"] is None
    total = t.ok("usage", "report", "--days", "365")["total"]
    assert abs(total["cost"] - 15.40001) < 1e-9 and total["unpricedCalls"] == 1 and total["calls"] == 6


def test_usage_is_summed_for_user_day_and_model(t):
    config(t, PRICES % "")
    for user, n in ((A, 3), (B, 1), (None, 2)):
        for _ in range(n):
            record(t, user, "--model", "sonnet", "--input", "250000")
    record(t, A, "--model", "sonnet-mini", "--input", "1000000", "--at", "2026-11-20T12:00:00Z")
    r = t.ok("usage", "report")
    assert [(u["user"], u["calls"], u["cost"]) for u in r["usage"]] == [(A, 4, 4.0), ("personal", 2, 2.0), (B, 1, 1.0)] and r["total"]["cost"] == 7.0 and r["currency"] == "EUR"
    assert [(u["date"], u["cost"]) for u in t.ok("usage", "report", "--by", "day")["usage"]] == [("2026-11-20", 1.0), ("2026-11-22", 6.0)]
    assert [(u["model"], u["calls"]) for u in t.ok("usage", "report", "--by", "model", "--who", A)["usage"]] == [("sonnet", 3), ("sonnet-mini", 1)]
    assert t.ok("usage", "report", "--days", "1")["total"]["cost"] == 6.0
    assert t.ok("usage", "report", "--user", B)["total"]["cost"] == 1.0, "named by the owner: that user alone"
    t.fails("not_allowed", "usage", "report", "--who", A, "--user", B)
    t.text("usage", "report")
    t.text("usage", "check")


def test_usage_is_recorded_once(t):
    config(t, PRICES % "")
    for _ in range(3):
        record(t, A, "--model", "sonnet", "--input", "1000000", "--key", "run.1")
    assert t.ok("usage", "report")["total"]["calls"] == 1
    before = t.snapshot()
    record(t, A, "--model", "sonnet", "--input", "1000000", "--dry-run")
    assert t.snapshot() == before
    for wrong in (["--input", "1"], ["--model", "sonnet"], ["--model", "a b", "--input", "1"], ["--model", "", "--input", "1"], ["--model", "x", "--input", "-1"],
                  ["--model", "x", "--input", "2000000000"], ["--model", "x", "--input", "1", "--at", "soon"], ["--model", "x", "--input", "1", "--at", "2027-01-01T00:00:00Z"]):
        t.fails("usage invalid_value", "usage", "record", *wrong)
    assert t.snapshot() == before


def test_users_record_nothing(t):
    for env in ({"HABITFLOW_USER_ID": A}, {"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:dm:{A}"}):
        for call in (["record", "--model", "x", "--input", "1"], ["report"], ["check"]):
            t.fails("not_allowed", "usage", *call, env=env)
            t.fails("not_allowed", "usage", *call, "--user", A, env=env)


def test_budgets_warn_once_and_close_the_model(t):
    config(t, PRICES % "user_day = 2, total_month = 10, warn = 0.5")
    assert t.ok("usage", "check", "--user", A)["model"] == "open"
    assert "model" not in say(t, A, "qwertz asdf")
    assert record(t, A, "--model", "sonnet", "--input", "200000")["warnings"] == []
    near = record(t, A, "--model", "sonnet", "--input", "100000")
    assert [w["budget"] for w in near["warnings"]] == ["user_day"]
    assert record(t, A, "--model", "sonnet", "--input", "100000")["warnings"] == [], "once"
    spent = record(t, A, "--model", "sonnet", "--input", "100000")
    assert [(w["budget"], w["spent"], w["limit"]) for w in spent["warnings"]] == [("user_day", 2, 2)]
    assert t.ok("usage", "check", "--user", A)["model"] == "closed" and t.ok("usage", "check", "--who", B)["model"] == "open"
    answer = say(t, A, "qwertz asdf")
    assert answer["handled"] is False and answer["reason"] == "budget" and answer["model"] == "closed"
    assert "model" not in say(t, A, "help") and "model" not in say(t, B, "qwertz asdf")
    record(t, B, "--model", "sonnet", "--input", "2000000")
    assert say(t, C, "qwertz asdf")["model"] == "closed", "the total is used up for all"
    assert t.ok("say", "qwertz asdf")["model"] == "closed"
    assert [a["what"] for a in t.ok("audit")["audit"]].count("budget-spent") == 3
    t.now = "2026-11-23T12:00:00Z"
    assert t.ok("usage", "check", "--who", A)["model"] == "closed"
    t.now = "2026-12-01T12:00:00Z"
    assert t.ok("usage", "check", "--who", A)["model"] == "open" and "model" not in say(t, A, "qwertz asdf")


def test_models_have_a_limit_of_their_own(t):
    limits(t, 'hf.limit{ id = "m", per_day = 100 } hf.limit{ id = "l", key = "model", per_day = 2, exempt = { "admin" } }')
    for _ in range(2):
        assert "model" not in say(t, A, "qwertz asdf") and say(t, A, "help")["handled"]
    answer = say(t, A, "qwertz asdf")
    assert answer["reason"] == "limit" and answer["model"] == "closed" and answer["replies"]
    assert say(t, A, "help")["handled"], "what hf understands goes on"
    for _ in range(3):
        assert "model" not in t.ok("say", "qwertz asdf"), "the owner's"
    t.now = "2026-11-23T12:00:00Z"
    assert "model" not in say(t, A, "qwertz asdf")


# ---- admins ----

def test_access_by_command_wins(t):
    config(t, 'return { access = "open" }')
    assert t.ok("service", "access") | {"success": True} == {"success": True, "access": "open", "accessFrom": "config.lua"}
    t.ok("admin", "access", "closed")
    t.fails("not_allowed", "list", "--user", A)
    assert "access = closed (set by: command)" in t.ok("admin", "settings")["text"]
    config(t, "broken")
    t.ok("admin", "access", "allowlist")
    t.ok("user", "add", B)
    t.ok("list", "--user", B)
    t.fails("not_allowed", "list", "--user", A)
    config(t, "also broken")
    assert "last good" in t.ok("admin", "settings")["text"] and "config.lua:" in t.ok("admin", "settings")["text"]
    t.ok("admin", "access", "file")
    t.ok("list", "--user", A)  # the last good file said open
    t.fails("invalid_value", "service", "access", "ajar")


def test_every_act_is_in_the_audit(t):
    t.ok("user", "add", B)
    t.ok("user", "role", B, "admin")
    acts = [["allow", A], ["block", A], ["unblock", A], ["disallow", A], ["mute", A], ["unmute", A], ["access", "allowlist"]]
    for act in acts:
        t.ok("admin", *act, "--user", B)
    t.ok("user", "move", A, C)
    rows = t.ok("audit", "--limit", "100")["audit"]
    assert [(a["actor"], a["what"], a["target"]) for a in reversed(rows)] == [
        ("personal", "add", B), ("personal", "role", B), (B, "allow", A), (B, "block", A), (B, "unblock", A), (B, "disallow", A), (B, "mute", A), (B, "unmute", A), (B, "access", ""),
        ("personal", "move", A)]
    assert [a["detail"] for a in rows if a["what"] in ("move", "access", "role")] == [C, "allowlist", "admin"]
    t.fails("not_found", "user", "block", TELEGRAM)
    assert len(t.ok("audit", "--limit", "100")["audit"]) == len(rows), "what was not done is not in it"
    assert len(t.ok("audit", "--who", A)["audit"]) == 7
    page = t.ok("audit", "--limit", "3")["audit"]
    assert t.ok("audit", "--limit", "2", "--before", str(page[-1]["id"]))["audit"] == rows[3:5]
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        for sql in ("update audit set actor='nobody'", "delete from audit", "delete from audit where id=1"):
            try:
                db.execute(sql)
            except sqlite3.DatabaseError as error:
                assert "append-only" in str(error)
            else:
                raise AssertionError(sql)


def test_admin_commands(t):
    names = [c["name"] for c in t.ok("admin")["commands"]]
    assert {"stats", "block", "unblock", "allow", "broadcast", "limits", "scripts", "audit", "access", "settings"} <= set(names)
    for name in names:
        assert t.ok("admin", name)["text"], name
        t.text("admin", name)
        t.fails("not_allowed", "admin", name, env={"HABITFLOW_USER_ID": A})
    e = t.fails("not_found", "admin", "nope")
    assert "stats" in e["hint"]
    t.fails("usage", "admin", "stats", "extra")


def test_own_admin_commands(t):
    os.makedirs(os.path.join(t.data, "lua", "admin"), mode=0o700)
    with open(os.path.join(t.data, "lua", "admin", "mine.lua"), "w", encoding="utf-8") as f:
        f.write('hf.admin{ name = "mine", aliases = { "my" }, args = { "a", "rest" }, help = "x", run = function(ctx, args) ctx:reply(args.a) return args.rest end }\n'
                'hf.admin{ name = "data", help = "x", run = function() return { n = 1 } end }\n'
                'hf.admin{ name = "bad", help = "x", run = function() error("oh") end }\n'
                'hf.admin{ name = "endless", help = "x", run = function() while true do end end }\n')
    assert t.ok("admin", "my", "one", "two", "three")["text"] == "one\ntwo three"
    assert t.ok("admin", "data")["data"] == {"n": 1}
    for name in ("bad", "endless"):
        assert "mine.lua" in t.fails("internal", "admin", name)["message"]


def test_stats_are_right(t):
    for i, user in enumerate((A, B, C)):
        t.now = f"2026-11-2{i}T12:00:00Z"
        t.ok("say", "help", "--user", user)
        t.ok("say", "qwertz asdf", "--user", user)
    t.now = "2026-11-23T12:00:00Z"
    t.ok("say", "help", "--user", A)
    s = t.ok("service", "stats")["stats"]
    assert (s["users"], s["activeDay"], s["activeWeek"], s["activeMonth"], s["newWeek"]) == (3, 1, 3, 3, 3), s
    assert (s["messages"], s["handled"], s["handledWithoutModel"]) == (2, 1, 0.5), f"of those whose day is over and who came back: {s}"
    assert s["retention"] is None and s["cohort"] == 0
    t.now = "2027-01-05T12:00:00Z"
    t.ok("say", "help", "--user", B)
    s = t.ok("service", "stats")["stats"]
    assert (s["cohort"], s["retention"], s["activeMonth"], s["engagement"]) == (3, 0.333, 1, 1), s


def test_broadcasts_are_queued_in_turn(t):
    config(t, "return { broadcast_per_minute = 30 }")
    for user in (A, B, C, TELEGRAM):
        t.ok("say", "help", "--user", user)
    t.ok("user", "mute", B)
    t.ok("user", "block", C)
    t.ok("user", "add", "+351944444444")  # never here
    answer = t.ok("service", "broadcast", NASTY[0])
    assert answer["queued"] == 2
    with service(t) as db:
        rows = db.execute("select user, due, state from broadcast_to order by due").fetchall()
    assert [r[0] for r in rows] == [A, "telegram-900100200"] and rows[1][1] - rows[0][1] == 2000
    t.ok("user", "unmute", B)
    assert t.ok("admin", "broadcast", "Back", "at", "six.")["text"].startswith("queued for 3")
    sums = t.ok("service", "broadcast")["broadcasts"]
    assert [(b["text"], b["queued"]) for b in sums] == [("Back at six.", 3), (NASTY[0], 2)]
    t.text("admin", "broadcast")
    t.fails("invalid_value", "service", "broadcast", "")
    t.fails("invalid_value", "service", "broadcast", "x" * 2001)
    before = t.snapshot()
    t.ok("service", "broadcast", "never", "--dry-run")
    assert t.snapshot() == before


def test_whoever_says_stop_gets_no_broadcast(t):
    for user in (A, B):
        t.ok("say", "help", "--user", user)
    t.ok("say", "stop coaching", "--user", A)
    assert t.ok("service", "broadcast", "Back at six.")["queued"] == 1
    t.ok("say", "start coaching", "--user", A)
    assert t.ok("service", "broadcast", "Back at seven.")["queued"] == 2
    t.ok("profile", "announcements=off", "--user", C)     # before their first message
    t.ok("say", "help", "--user", C)
    assert t.ok("service", "broadcast", "Back at eight.")["queued"] == 2
    t.fails("invalid_value", "profile", "announcements=perhaps", "--user", A)
    t.ok("profile", "announcements=off")                  # the owner gets none anyway


def test_broadcasts_go_out_with_the_tick(t):
    config(t, "return { broadcast_per_minute = 1 }")
    for user in (A, B, C, TELEGRAM):
        t.ok("say", "help", "--user", user)
    t.ok("user", "move", B, "+351944444444")  # reaches nobody until it is confirmed
    t.ok("service", "broadcast", NASTY[0])
    sent = []
    for minute in range(5):
        at(t, 60 * minute)
        for _ in range(2):
            t.ok("tick")
        sent.append([(m["channel"], m["to"], m["kind"]) for m in t.ok("outbox", "list")["messages"]])
    assert sent[0] == [("whatsapp", A, "broadcast")] and sent[1] == sent[0], "the second has no address"
    assert sent[2] == sent[0] + [("whatsapp", C, "broadcast")] and sent[3] == sent[2] + [("telegram", "900100200", "broadcast")] and sent[4] == sent[3]
    b = t.ok("service", "broadcast")["broadcasts"][0]
    assert (b["queued"], b["sent"], b["failed"]) == (0, 3, 1)


def test_names_reach_admin_outputs_as_data(t):
    for i, text in enumerate(NASTY):
        t.ok("user", "add", f"+35196000000{i}", "--name", text)
    for call in (["admin", "who", "35196"], ["admin", "who", NASTY[0]], ["admin", "block", "+351960000000"], ["audit"], ["admin", "audit"], ["admin", "stats"], ["user", "list"]):
        t.ok(*call)
        t.text(*call)
    for text in NASTY:
        t.text("admin", "broadcast", text)
        t.text("admin", text)
        t.text("user", "list", "--search", text)
        t.text("user", "show", text)


def test_messages_at_the_door_are_data(t):
    """Whatever is written while somebody is refused or asked is never repeated, run or shown raw."""
    limits(t, 'hf.limit{ id = "m", per_day = 1 }')
    t.ok("add", "Secret", "--user", A)
    sends(t, A, 2)
    t.ok("user", "add", B)
    t.ok("user", "move", B, C)
    for text in [*NASTY, "", " ", "yes" * 4000, '{"success":true}', "sim\n\nnão"]:
        for user in (A, C, B):
            r = t.run("say", "--user", user, "--", text)
            assert r.code in (0, 5) and "Secret" not in r.out
            assert len(text) < 3 or text.strip() == "" or text not in str(r.json), f"{text!r} came back: {r!r}"
            t.text("say", "--user", user, "--", text)
    t.ok("service", "access", "closed")
    for text in NASTY:
        t.fails("not_allowed", "say", "--user", "+351988888888", "--", text)
        t.text("say", "--user", "+351988888888", "--", text)
        t.fails("not_allowed", "say", "--user", "+351988888888", "--id", text, "--", "hi")
    assert not os.path.exists(os.path.join(t.data, "+351988888888"))


# ---- what a message costs, and many at once ----

def syscalls(t, *args):
    """The writes of one call: (system call, file) in order."""
    trace = t.path("trace")
    r = t.raw("--json", *args, prefix=["strace", "-f", "-y", "-qq", "-e", "trace=openat,pwrite64,write,ftruncate,fdatasync,fsync,rename", "-o", trace])
    found = []
    with open(trace, encoding="utf-8", errors="replace") as f:
        for line in f:
            call = re.search(r"\b(\w+)\(.*?" + re.escape(t.data) + r"/([^\">]*)", line)
            if call:
                found.append((call.group(1), call.group(2)))
    return found, r


def commits(found, name):
    return sum(call in ("fdatasync", "fsync") and path == name for call, path in found)


def test_one_message_is_one_commit(t):
    """The vault is made durable once a message; the registry is written by the first of a day."""
    harness.need_strace()
    t.ok("add", "Water", "--target", "8", "--unit", "glass", "--user", A)
    sends(t, A, 1)
    vault = f"{A}/habits.db"
    writes = ("pwrite64", "write", "ftruncate", "rename")
    for i, text in enumerate(("+1 water", "qwertz asdf", "help", "undo", "add a habit running", "cancel")):
        found, r = syscalls(t, "say", text, "--user", A, "--id", f"m{i}")
        assert r.code == 0, f"{r!r}"
        assert commits(found, vault) == 1, f"{text}: {commits(found, vault)} commits"
        assert not [f for f in found if f[0] in writes and f[1].startswith("service.db")], f"{text} wrote the registry"
        again, r = syscalls(t, "say", text, "--user", A, "--id", f"m{i}")
        assert commits(again, vault) <= (0 if r.json.get("replayed") else 1)
    limits(t, 'hf.limit{ id = "m", per_day = 1 }')
    found, _r = syscalls(t, "say", "hello", "--user", A)
    assert commits(found, vault) == 1, "it remembers that it was told"
    found, _r = syscalls(t, "say", "hello", "--user", A)
    assert commits(found, vault) == 0, "and from then on a refused message costs nothing"
    assert not [f for f in found if f[0] in writes and f[1].endswith(".db")]
    t.now = "2026-11-23T08:00:00Z"
    found, _r = syscalls(t, "say", "hello", "--user", A)
    assert commits(found, vault) == 1 and commits(found, "service.db") == 1, "the first of a day"


def test_refusals_open_no_vault(t):
    harness.need_strace()
    t.ok("add", "Run", "--user", A)
    t.ok("user", "allow", B)
    t.ok("service", "access", "allowlist")
    for user in (A, "+351944444444"):
        for call in (["say", "hi"], ["list"]):
            found, r = syscalls(t, *call, "--user", user)
            assert r.code == 5 and not [f for f in found if "habits.db" in f[1]], f"{call}: {found}"
    t.ok("service", "access", "open")
    t.ok("user", "move", A, C)
    for user in (A, C):
        found, _r = syscalls(t, "say", "hi", "--user", user)
        assert not [f for f in found if "habits.db" in f[1]], "asked before anything is opened"


def test_many_people_at_once(t):
    """HF_ROUNDS=10 gives 1,000 users. Each sends five messages of which three are different, two may pass, eight processes at a time."""
    people = [f"+3519{i:08d}" for i in range(int(100 * harness.ROUNDS))]
    limits(t, 'hf.limit{ id = "m", per_day = 2 }')
    calls = [(user, f"{i}") for user in people for i in (1, 2, 3, 1, 2)]
    random.Random(20261122).shuffle(calls)
    strace = bool(shutil.which("strace"))

    def run(job):
        number, (user, message) = job
        if strace and number % 40 == 0:
            trace = t.path(f"trace-{number}")
            r = t.raw("--json", "say", "+1 water", "--id", message, "--user", user, prefix=["strace", "-f", "-y", "-qq", "-e", "trace=openat", "-o", trace])
            with open(trace, encoding="utf-8", errors="replace") as f:
                opened = set(re.findall(re.escape(t.data) + r"/(\+?[0-9][^/\">]*)", f.read()))
            os.remove(trace)
            assert opened <= {user}, f"{user} opened {opened}"
        else:
            r = t.raw("--json", "say", "+1 water", "--id", message, "--user", user)
        return user, message, r

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda user: t.ok("add", "Water", "--target", "8", "--unit", "glass", "--user", user), people))
        results = list(pool.map(run, enumerate(calls)))
    passed = {}
    for user, message, r in results:
        harness.check_json(r)
        assert r.code == 0 or r.error["code"] == "rate_limited", f"{r!r}"
        if r.code == 0:
            passed.setdefault(user, set()).add(message)
    for user in people:
        assert len(passed[user]) == 2, f"{user}: {passed[user]}"
        log = [e for e in t.ok("history", "--user", user)["events"] if e["verb"] == "log"] if user in people[:10] else None
        with sqlite3.connect(f"file:{os.path.join(t.data, user, 'habits.db')}?mode=ro", uri=True) as db:
            assert db.execute("select amount from entries").fetchall() == [(2.0,)], f"{user}: every message once ({log})"
    assert t.ok("service", "stats")["stats"]["users"] == len(people)


def test_ten_thousand_users(t):
    """The registry's size is nobody's cost: pages, figures and one message work as with one user. make bench has the figures."""
    t.ok("user", "add", A)
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("pragma journal_mode=truncate")
        db.executemany("insert into users(id,created,seen,allowed) values(?,?,?,1)", ((f"+3620{i:07d}", 1795000000000 - i * 100000, 20779 - i % 90) for i in range(10000)))
        db.executemany("insert into aliases(alias,user) values(?,?)", ((f"+3620{i:07d}", f"+3620{i:07d}") for i in range(10000)))
        db.executemany("insert into days(day,user,messages,handled) values(?,?,5,4)", ((20779 - d, f"+3620{i:07d}") for d in range(1, 11) for i in range(10000)))
    s = t.ok("admin", "stats")["text"]
    assert "10001" in s and "80% without a model" in s, s
    assert say(t, A, "help")["handled"]
    page = t.ok("user", "list", "--limit", "1000", "--after", "+36200004999")
    assert page["users"][0]["id"] == "+36200005000" and len(page["users"]) == 1000
    assert [u["id"] for u in t.ok("user", "list", "--search", "0009999")["users"]] == ["+36200009999"]


def test_the_door_opens_by_no_accident(t):
    """A word without its quotes, a file that lost its access, a file that is gone: open is only what was written as open."""
    config = os.path.join(t.data, "config.lua")

    def write(text):
        with open(config, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(config, 0o600)

    t.ok("add", "Water")
    write("return { access = allowlist }")
    error = t.fails("not_allowed", "say", "hello", "--user", "+15551230001")
    assert error["message"] == "this bot is closed for now"
    problem = t.run("script", "check").json["problems"][0]
    assert problem["file"] == "config.lua" and "allowlist" in problem["what"], problem
    write('return { access = "allowlist" }')
    t.fails("not_allowed", "say", "hello", "--user", "+15551230001")
    for text in ("return { access = allowlist }", "return {}", "return { acess = \"open\" }", "", None):
        if text is None:
            os.remove(config)
        else:
            write(text)
        t.fails("not_allowed", "say", "hello", "--user", "+15551230001")
        assert t.ok("service", "access")["access"] == "allowlist", text
    write('return { access = "open" }')
    t.ok("say", "hello", "--user", "+15551230001")
