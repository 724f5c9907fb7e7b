"""Who is meant: every form of user id and session key, through options and variables, and the refusal of everything else."""
import itertools
import os
import sqlite3

PERSONAL = ""
A, B = "+351911111111", "+351922222222"

# (session key, the folder that is meant; "" is the personal data)
SESSIONS = [
    ("agent:main:main", PERSONAL),
    ("agent:work:main", PERSONAL),
    ("AGENT:Main:MAIN", PERSONAL),
    ("agent:main:cron:job-1", PERSONAL),
    ("agent:main:cron:job-1:run:r-9", PERSONAL),
    (f"agent:main:whatsapp:dm:{A}", A),
    (f"agent:main:whatsapp:direct:{A}", A),
    (f"agent:main:direct:{A}", A),
    (f"agent:main:dm:{A}", A),
    (f"agent:main:whatsapp:bot:direct:{A}", A),
    (f"agent:main:whatsapp:bot:dm:{A}", A),
    (f"agent:main:whatsapp:direct:{A}:thread:77", A),
    (f"agent:main:whatsapp:bot:direct:{A}:thread:77", A),
    ("agent:main:whatsapp:direct:351911111111@s.whatsapp.net", A),
    ("agent:main:whatsapp:direct:351911111111", A),
    ("agent:main:telegram:direct:900100200", "telegram-900100200"),
    ("agent:main:telegram:dm:900100200", "telegram-900100200"),
    ("agent:main:telegram:bot2:direct:900100200", "telegram-900100200"),
    ("agent:main:telegram:direct:900100200:thread:5", "telegram-900100200"),
    ("agent:main:whatsapp:direct:123456789012345@lid", "whatsapp-123456789012345@lid"),
    ("agent:main:discord:direct:80351110224678912", "discord-80351110224678912"),
    ("agent:main:signal:direct:ana", "signal-ana"),
]
REFUSED_SESSIONS = [
    "", " ", "main", "agent", "agent:", "agent:main", "agent:main:", "agent::main", "global", "unknown", "agent:main:main:main", "agent:main:other",
    "agent:main:whatsapp", "agent:main:whatsapp:direct", "agent:main:whatsapp:direct:", "agent:main:whatsapp:dm:", "agent:main:direct:", "agent:main:direct",
    f"agent:main:whatsapp:{A}", f"whatsapp:dm:{A}", f"main:whatsapp:direct:{A}", A,
    "agent:main:whatsapp:group:120363000000000000@g.us", "agent:main:whatsapp:direct:120363000000000000@g.us",
    "agent:main:whatsapp:channel:1203@newsletter", "agent:main:whatsapp:direct:1203@newsletter", "agent:main:whatsapp:direct:status@broadcast",
    "agent:main:telegram:group:-100123", "agent:main:telegram:group:-100123:topic:4", "agent:main:telegram:direct:-100123", "agent:main:telegram:channel:5",
    "agent:main:discord:channel:5", "agent:main:discord:channel:5:thread:6", "agent:main:whatsapp:bot:group:1@g.us",
    "agent:main:subagent:0b1c", "agent:main:hook:0b1c", "hook:0b1c", "acp:1", "agent:main:acp:1", "agent:main:explicit:x", "agent:main:cron", "agent:main:cron:",
    "agent:main:cron:a:b", "agent:main:cron:a:run:", f"agent:main:cron:direct:{A}",
    f"agent:main:whatsapp:direct:{A}\n", f" agent:main:whatsapp:direct:{A}", f"agent:main:whatsapp:direct:{A} ", "agent:main:whatsapp:direct:../../etc",
    "agent:main:whatsapp:direct:..", "agent:main:telegram:direct:.", "agent:main:telegram:direct:a/b", "agent:main:telegram:direct:\u0661\u0662\u0663",
    "agent:main:whatsapp:direct:+\u0663\u0665\u0661911111111", "agent:main:whatsapp:direct:not-a-number", "agent:main:" + "x" * 400, "agent:main:telegram:direct:" + "9" * 300,
    "agent:main:tele/gram:direct:1", "agent:main:..:direct:1", "agent:" + "a:" * 40 + "main", "agent:main:main:thread:", "agent:../x:main",
]
USERS = [
    (A, A),
    ("telegram:900100200", "telegram-900100200"),
    ("whatsapp:+351911111111", A),
    ("whatsapp:351911111111", A),
    ("Telegram:900100200", "telegram-900100200"),
    ("discord:80351110224678912", "discord-80351110224678912"),
]
REFUSED_USERS = [
    "", " ", "personal", "main", "351911111111", "+", "+0351911111111", "+12", "+1234567890123456", "+35191111111a", "+351 911 111 111", "tel:+351911111111x y",
    "telegram:", ":900", "telegram:-100123", "telegram:..", "telegram:a/b", "../+351911111111", "+351911111111/..", "+351911111111/../+351922222222", "/etc", ".", "..",
    "habits.db", "logs", "lua", "service.db", "telegram:900\n", "whatsapp:1@g.us", "whatsapp:abc", "agent:main", "agent:main:main", "peer:1",
    "+\u0663\u0665\u0661911111111", "\uff0b351911111111", "telegram:\u0661", "x" * 300, "+" + "3" * 300, "telegram:" + "9" * 300, "+351911111111\u200b", "~", "$HOME", "*", "-",
]


def whose(t, **kwargs):
    """Which folder a call wrote to."""
    args = kwargs.pop("args", [])
    t.counter = getattr(t, "counter", 0) + 1
    name = f"habit number {t.counter}"
    t.ok("add", name, *args, **kwargs)
    holders = [f for f in folders_with_data(t) if name in holder_names(t, f)]
    assert len(holders) == 1, f"{holders}"
    return holders[0]


def holder_names(t, folder):
    database = os.path.join(t.data, folder, "habits.db")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        return [row[0] for row in db.execute("select name from habits")]


def folders_with_data(t):
    found = []
    if os.path.isfile(os.path.join(t.data, "habits.db")):
        found.append("")
    if os.path.isdir(t.data):
        found += [f for f in os.listdir(t.data) if os.path.isfile(os.path.join(t.data, f, "habits.db"))]
    return found


def test_session_forms(t):
    for i, (key, folder) in enumerate(SESSIONS):
        got = whose(t, args=["--session", key]) if i % 2 else whose(t, env={"HABITFLOW_SESSION_KEY": key})
        assert got == folder, f"{key}: {got!r} instead of {folder!r}"


def test_user_forms(t):
    for i, (user, folder) in enumerate(USERS):
        got = whose(t, args=[f"--user={user}"]) if i % 2 else whose(t, env={"HABITFLOW_USER_ID": user})
        assert got == folder, f"{user}: {got!r} instead of {folder!r}"


def test_nobody_said_is_personal(t):
    assert whose(t) == PERSONAL


def refused(t, before, *args, **kwargs):
    for call in (["list"], ["add", "Intruder"]):
        e = t.fails("invalid_context", *call, *args, **kwargs)
        assert len(e["message"]) > 15, f"{e}"
    assert t.snapshot() == before, f"{args} {kwargs} changed something"


def test_refused_sessions(t):
    t.ok("add", "Mine")
    before = t.snapshot()
    for i, key in enumerate(REFUSED_SESSIONS):
        if i % 2:
            refused(t, before, "--session", key)
        else:
            refused(t, before, env={"HABITFLOW_SESSION_KEY": key})


def test_refused_users(t):
    t.ok("add", "Mine")
    before = t.snapshot()
    for i, user in enumerate(REFUSED_USERS):
        if i % 2:
            refused(t, before, f"--user={user}")
        else:
            refused(t, before, env={"HABITFLOW_USER_ID": user})


def test_refusal_leaves_no_folder(t):
    for user in REFUSED_USERS[:8]:
        t.fails("invalid_context", "add", "x", f"--user={user}")
    assert not os.path.exists(t.data)


def test_order_of_claims(t):
    """--user or --session, then the user variable, then the session variable; a person's session names nobody else."""
    session_a, session_b, main = f"agent:main:whatsapp:direct:{A}", f"agent:main:whatsapp:direct:{B}", "agent:main:main"
    options = [None, A, B]
    sessions = [None, session_a, session_b, main]
    person = {None: None, A: A, B: B, session_a: A, session_b: B, main: PERSONAL}
    for user, session, env_user, env_session in itertools.product(options, sessions, options, sessions):
        args = ([f"--user={user}"] if user else []) + ([f"--session={session}"] if session else [])
        env = {"HABITFLOW_USER_ID": env_user, "HABITFLOW_SESSION_KEY": env_session}
        chosen = next((person[c] for c in (user, session, env_user, env_session) if c), PERSONAL)
        speakers = [person[s] for s in (session, env_session) if s]
        conflict = any(s not in (PERSONAL, chosen) for s in speakers)
        r = t.run("list", *args, env=env)
        if conflict:
            assert r.code == 5 and r.error["code"] == "invalid_context", f"{args} {env}: {r!r}"
        else:
            assert r.code == 0, f"{args} {env}: {r!r}"


def test_chosen_person_is_the_one(t):
    t.ok("add", "Personal")
    t.ok("add", "Of A", "--user", A)
    t.ok("add", "Of B", "--user", B)
    for args, env, name in (
            ([], {}, "Personal"), (["--user", A], {}, "Of A"), ([], {"HABITFLOW_USER_ID": B}, "Of B"), (["--user", A], {"HABITFLOW_USER_ID": B}, "Of A"),
            ([], {"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:dm:{B}"}, "Of B"), (["--user", A], {"HABITFLOW_SESSION_KEY": "agent:main:main"}, "Of A"),
            (["--user", B], {"HABITFLOW_SESSION_KEY": "agent:main:cron:j"}, "Of B"), ([], {"HABITFLOW_SESSION_KEY": "agent:main:cron:j"}, "Personal"),
            (["--session", "agent:main:main"], {}, "Personal")):
        assert [h["name"] for h in t.ok("list", *args, env=env)["habits"]] == [name], f"{args} {env}"


def test_a_malformed_claim_counts_even_when_another_is_chosen(t):
    t.ok("add", "Of A", "--user", A)
    before = t.snapshot()
    refused(t, before, "--user", A, env={"HABITFLOW_SESSION_KEY": ""})
    refused(t, before, "--user", A, env={"HABITFLOW_SESSION_KEY": "nonsense"})
    refused(t, before, "--user", A, env={"HABITFLOW_USER_ID": ""})
    refused(t, before, "--user", A, "--session", "agent:main:whatsapp:group:1@g.us")


def test_same_number_same_person(t):
    """All spellings of a number lead to one folder; different numbers never do."""
    t.ok("add", "Water", "--user", A)
    for key, folder in SESSIONS:
        if folder == A:
            assert t.ok("list", "--session", key)["habits"][0]["name"] == "Water", key
    assert t.ok("list", "--user", "+35191111111")["habits"] == []
    assert t.ok("list", "--user", "+3519111111111")["habits"] == []
