"""Bot mode: many people on one number. Who they are, who may come in, how much they may ask for, and that nobody meets another's data."""
import os
import sqlite3

import harness

A, B, C = "+351911111111", "+351922222222", "+351933333333"
TELEGRAM = "telegram:900100200"
OWNER = ("--user", "personal")
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
