"""Isolation: what the process opens is watched with strace. A call for one person opens nothing of another's, whatever the verb and its words."""
import os
import random
import re

import harness

A, B, C = "+351911111111", "+351922222222", "telegram-900100200"
C_ID = "telegram:900100200"
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')

# What any program may read: its libraries, zones, and what the kernel tells.
SYSTEM = ("/etc/ld.so", "/lib/", "/lib64/", "/usr/lib", "/usr/share/zoneinfo", "/etc/localtime", "/etc/timezone", "/proc/", "/sys/", "/dev/")

CALLS = [
    ["list"], ["list", "--all"], ["show", "water"], ["log", "water", "--add", "1"], ["log", "water", "--on", "yesterday"], ["edit", "water", "--unit", "glass"],
    ["skip", "water", "--from", "2026-11-10"], ["pause", "water"], ["resume", "water"], ["today"], ["streak", "water"], ["streak", "--all"], ["stats"], ["why", "water"],
    ["history"], ["undo"], ["profile"], ["profile", "timezone=Europe/Lisbon"], ["persona", "luna"], ["export"], ["export", "--format", "csv"], ["archive", "water"],
    ["unarchive", "water"], ["add", "Reading"], ["delete", "Reading", "--yes"], ["version"],
]


def traced(t, *args, expect=None, env=None):
    """Every path below the box that the call named in a system call, and the result."""
    trace = t.path("trace")
    r = t.raw("--json", *args, env=env, prefix=["strace", "-f", "-y", "-qq", "-e", "trace=%file,%desc", "-s", "4096", "-o", trace])
    if expect is not None:
        assert r.code == expect, f"{r!r}"
    return paths_in(t, trace), r


def paths_in(t, trace):
    found = set()
    with open(trace, encoding="utf-8", errors="replace") as f:
        for line in f:
            if "execve(" in line or "+++" in line or "---" in line:
                continue
            for path in re.findall(r"<(/[^<>]*)>", line):
                found.add(path)
            call = re.search(r"\b(\w+)\((.*)", line)
            if not call or call.group(1) in ("write", "read", "pwrite64", "pread64", "writev", "getdents64"):
                continue
            base = re.match(r"(?:AT_FDCWD<([^>]*)>|\d+<([^>]*)>)", call.group(2))
            for path in PATH.findall(call.group(2)):
                if not path.startswith("/"):
                    folder = (base.group(1) or base.group(2)) if base else t.root
                    path = os.path.join(folder, path)
                found.add(os.path.normpath(path))
    return found


def check_paths(t, paths, user_folder, what):
    own = os.path.join(t.data, user_folder) if user_folder else t.data
    users = [os.path.join(t.data, f) for f in (A, B, C)]
    for path in paths:
        if path == t.root or any((p + "/").startswith(path + "/") for p in (t.data, t.root)):
            continue
        if path.startswith(t.data + "/"):
            others = [u for u in users if u != own and (path == u or path.startswith(u + "/"))]
            assert not others, f"{what} touched {path}"
            if user_folder and not (path == own or path.startswith(own + "/")):
                name = os.path.relpath(path, t.data)
                # The registry, and the owner's scripts, which speak to everybody; that nobody writes them is other_trees' business.
                assert re.fullmatch(r"service\.db(-journal|-wal|-shm|\.lock)?|\.hf[-.\w]*|config\.lua|lua(/.*)?", name), f"{what}: {path} is not this user's"
            continue
        if path.startswith(t.root) and os.path.dirname(path) == t.root:
            continue
        assert path.startswith(SYSTEM) or path == "/" or path.startswith("pipe:") or path == harness.HF, f"{what} touched {path}"


def populate(t):
    for args in ([], ["--user", A], ["--user", B], ["--user", C_ID]):
        t.ok("add", "Water", "--target", "8", *args)
        t.ok("log", "water", "--count", "8", "--on", "2026-11-20,2026-11-21", *args)


def other_trees(t, folder):
    """What belongs to the others: every file but the caller's and the registry."""
    found = {}
    for name, content in t.snapshot().items():
        top = name.split(os.sep)[0]
        owner = top if top in (A, B, C) else ""
        if owner != folder and not top.startswith("service.db") and not (folder and top == ".lock"):
            found[name] = content
    return found


def test_every_verb_stays_in_its_folder(t):
    harness.need_strace()
    populate(t)
    for user, folder in ((A, A), (C_ID, C), (None, "")):
        before = other_trees(t, folder)
        for call in CALLS:
            paths, r = traced(t, *call, *(["--user", user] if user else []), expect=0)
            check_paths(t, paths, folder, f"{' '.join(call)} as {folder or 'personal'}")
        assert other_trees(t, folder) == before


def test_tracing_would_notice(t):
    """The check above fails when somebody else's file is opened."""
    harness.need_strace()
    populate(t)
    paths, _r = traced(t, "list", "--user", B)
    try:
        check_paths(t, paths, A, "a call for another")
    except AssertionError:
        return
    raise AssertionError("a trace of B's call passed as A's")


def test_names_and_words_cannot_point_elsewhere(t):
    """Ids, paths and names of another person as arguments."""
    harness.need_strace()
    populate(t)
    other_id = t.ok("list", "--user", B)["habits"][0]["id"]
    before = other_trees(t, A)
    for words in (["show", other_id], ["log", other_id], ["delete", other_id, "--yes"], ["why", f"../{B}/water"], ["show", f"{B}"], ["undo", "99"], ["edit", other_id, "--name", "x"],
                  ["history", "99"], ["log", f"../{B}"], ["add", f"../{B}/habits.db"], ["profile", f"name=../{B}"], ["profile", f"phoneNumber={B}"]):
        paths, r = traced(t, *words, "--user", A)
        check_paths(t, paths, A, " ".join(words))
        if other_id in words:
            assert r.code == 3, f"{words}: {r!r}"
    assert other_trees(t, A) == before


def random_id(rng):
    parts = ["+351911111111", "+351922222222", "telegram", ":", "/", "..", "../", ".", "%2e%2e", "\\", "\u0661\u0662", "+", "-", "~", "$HOME", "agent:main:", "main", "direct:", "dm:",
             "whatsapp:", "@g.us", "@lid", "\u202e", "\u200b", " ", "\t", "\n", "9" * 60, "x" * 300, "habits.db", "\uff0b", "e\u0301", "=2e", "service.db", "lua", "logs"]
    return "".join(rng.choice(parts) for _ in range(rng.randint(0, 5)))


def test_random_ids(t):
    """An id that is no person's opens nobody's folder, and never the personal one; one that is, opens only its own."""
    harness.need_strace()
    populate(t)
    rng = random.Random(20261122)
    rounds = int(60 * harness.ROUNDS)
    before = t.snapshot()
    refused = 0
    for i in range(rounds):
        value = random_id(rng)
        how = i % 4
        args, env = [], {}
        if how == 0:
            args = [f"--user={value}"]
        elif how == 1:
            args = [f"--session={value}"]
        elif how == 2:
            env = {"HABITFLOW_USER_ID": value}
        else:
            env = {"HABITFLOW_SESSION_KEY": value}
        paths, r = traced(t, "list", *args, env=env)
        inside = [p for p in paths if p.startswith(t.data + "/") and not os.path.basename(p).startswith("service.db")]
        harness.check_json(r)
        if r.code:
            refused += 1
            assert r.code == 5 and not inside, f"{value!r}: {r!r} {inside}"
        elif value.startswith("agent:main:main"):
            continue
        else:
            assert [h["name"] for h in r.json["habits"]] in ([], ["Water"]), f"{value!r}: {r!r}"
            assert not any(os.path.basename(p) == "habits.db" and os.path.dirname(p) == t.data for p in inside), f"{value!r} opened the personal data"
    assert refused > rounds / 2, "too few of the ids were wrong to prove anything"
    assert t.snapshot() == before


def test_symlinked_folders_are_refused(t):
    populate(t)
    outside = t.path("outside")
    os.mkdir(outside, 0o700)
    victim = "+351933333333"
    for target in (outside, os.path.join(t.data, B), t.data, "/etc"):
        link = os.path.join(t.data, victim)
        os.symlink(target, link)
        before = t.snapshot()
        for call in (["list"], ["add", "x"], ["log", "water"], ["stats"], ["doctor"]):
            r = t.run(*call, "--user", victim)
            assert r.code in (5, 6), f"{target}: {r!r}"
        assert t.snapshot() == before and os.listdir(outside) == []
        os.unlink(link)


def test_symlinked_files_are_refused(t):
    populate(t)
    for folder, args in ((A, ["--user", A]), ("", [])):
        own = os.path.join(t.data, folder, "habits.db")
        kept = t.path("kept")
        os.rename(own, kept)
        os.symlink(os.path.join(t.data, B, "habits.db"), own)
        before = t.snapshot()
        for call in (["list"], ["log", "water"]):
            r = t.run(*call, *args)
            assert r.code in (5, 6), f"{call} {args}: {r!r}"
        assert t.snapshot() == before
        os.unlink(own)
        os.rename(kept, own)
    assert t.ok("list", "--user", A)["habits"][0]["name"] == "Water"


def test_users_may_not_do_what_is_the_owners(t):
    populate(t)
    admin = [v["name"] for v in t.ok("help")["verbs"] if v["name"] in ("user", "admin", "usage", "backup", "restore", "serve", "script", "reload")]
    for name in admin:
        t.fails("not_allowed usage", name, "--user", A)


def test_reading_makes_nothing(t):
    for call in (["list"], ["today"], ["stats"], ["streak", "--all"], ["history"], ["version"], ["export"], ["show", "x"]):
        t.run(*call)
        t.run(*call, "--user", A)
    assert not os.path.exists(t.data), f"{list(t.snapshot())}"


def path_options(t):
    """Every option of every verb that names a file, as the table says."""
    for verb in t.ok("help")["verbs"]:
        for arg in verb["arguments"]:
            if arg["type"] == "file":
                yield verb["name"], arg


def test_no_bot_user_names_a_path(t):
    """Generated from the verb table: whatever stands there, nothing outside of the person's folder is opened and nothing changes."""
    harness.need_strace()
    populate(t)
    t.ok("user", "role", A, "admin")  # not even an admin's session
    targets = [os.path.join(t.data, B, "habits.db"), os.path.join(t.data, "habits.db"), os.path.join(t.data, "config.lua"), t.path("outside.txt")]
    with open(t.path("outside.txt"), "w", encoding="utf-8") as f:
        f.write("secret words")
    found = list(path_options(t))
    assert {"export", "import", "streak", "privacy", "backup", "restore"} <= {verb for verb, _ in found}, found
    for user, folder in ((A, A), (C_ID, C)):
        before = (other_trees(t, folder), open(t.path("outside.txt"), encoding="utf-8").read())
        for verb, arg in found:
            for target in targets:
                words = [target] if "option" not in arg else [f"--{arg['name']}", target]
                words = {"streak": ["water"], "why": ["water"], "privacy": ["export"], "restore": ["--yes"], "user": ["export", A]}.get(verb, []) + words
                paths, r = traced(t, verb, *words, env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:direct:{user}" if user == A else f"agent:main:telegram:dm:{user.split(':')[1]}"})
                assert r.code in (2, 5), f"{verb} {words}: {r!r}"
                check_paths(t, paths, folder, f"{verb} {' '.join(words)}")
        assert (other_trees(t, folder), open(t.path("outside.txt"), encoding="utf-8").read()) == before


def test_an_export_replaces_nothing(t):
    populate(t)
    out = t.path("mine.json")
    t.ok("export", "--out", out)
    assert "there already" in t.fails("invalid_value", "export", "--out", out)["message"]
    t.ok("export", "--out", out, "--replace")
    for target in (os.path.join(t.data, "x.json"), os.path.join(t.data, A, "habits.db"), os.path.join(t.data, "config.lua")):
        assert "data folder" in t.fails("invalid_value", "export", "--out", target)["message"]
    os.mkfifo(t.path("pipe"))
    for words in (["export", "--out", t.path("pipe"), "--replace"], ["import", t.path("pipe")], ["streak", "water", "--rule", t.path("pipe")], ["import", "/dev/zero"]):
        assert "plain file" in t.fails("invalid_value usage", *words)["message"], words
    t.ok("import", "-", "--user", "+351933333333", stdin=open(out, "rb").read())
    assert t.ok("list", "--user", "+351933333333")["habits"]
