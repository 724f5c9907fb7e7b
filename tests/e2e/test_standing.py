"""Every verb of the table under every standing of the name that calls: what opens no vault by one verb opens none by another."""
import harness

OLD, NEW, SILENT, BLOCKED, OUT, FINE = ("+351911111111", "+351933333333", "+351944444444", "+351955555555", "+351966666666", "+351977777777")
# Verbs that are about the program and not about a person's data.
FREE = {"version", "help", "completion", "chat", "tick"}
WORDS = {
    "add": ["New"], "show": ["Water"], "edit": ["Water", "--unit", "l"], "archive": ["Water"], "unarchive": ["Water"], "delete": ["Water", "--yes"],
    "log": ["Water"], "skip": ["Water"], "pause": ["--all"], "resume": ["--all"], "streak": ["--all"], "why": ["Water"], "calendar": ["Water"],
    "import": ["-"], "privacy": ["erase", "--yes"], "parse": ["water"], "say": ["water"], "remind": ["list"], "coach": ["daily"],
    "words": ["cup", "--habit", "Water"], "profile": ["name=X"], "persona": ["luna"], "usage": ["report"], "outbox": ["list"],
    "user": ["list"], "service": ["stats"], "admin": ["stats"], "restore": ["x.tar"], "script": ["list"],
}


def session(number):
    return {"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:direct:{number}"}


def set_up(t):
    t.now = "2026-01-10T12:00:00Z"
    t.ok("add", "Water", "--user", SILENT)
    t.now = "2026-11-20T12:00:00Z"
    for number in (OLD, BLOCKED, FINE):
        t.ok("add", "Water", "--user", number)
    t.ok("user", "block", BLOCKED)
    t.now = harness.NOW


def verbs(t):
    return [v["name"] for v in t.ok("help")["verbs"] if v["name"] not in FREE]


def check_refused(t, number, codes):
    before = {n: d for n, d in t.snapshot().items() if "service.db" not in n}
    for verb in verbs(t):
        if verb == "say":
            continue  # a message is asked who it is from; the transcripts play that
        r = t.run(verb, *WORDS.get(verb, []), env=session(number), stdin=b"{}")
        assert r.code in (4, 5), f"{verb} as {number}: {r!r}"
        assert r.error["code"] in codes, f"{verb} as {number}: {r!r}"
    after = {n: d for n, d in t.snapshot().items() if "service.db" not in n}
    assert before == after, f"as {number}: {[n for n in before if after.get(n) != before[n]]}"


def test_a_number_that_was_given_to_somebody(t):
    set_up(t)
    t.ok("user", "move", OLD, NEW)
    check_refused(t, NEW, {"needs_confirmation", "not_allowed"})


def test_a_number_that_its_person_left(t):
    set_up(t)
    t.ok("user", "move", OLD, NEW)
    t.ok("say", "hello", "--user", NEW)
    t.ok("say", "yes", "--user", NEW)
    check_refused(t, OLD, {"needs_confirmation", "not_allowed"})
    assert t.ok("list", "--user", NEW)["habits"]


def test_a_number_that_was_silent(t):
    set_up(t)
    check_refused(t, SILENT, {"needs_confirmation", "not_allowed"})


def test_somebody_who_is_blocked(t):
    set_up(t)
    check_refused(t, BLOCKED, {"blocked", "not_allowed"})


def test_somebody_who_is_not_let_in(t):
    set_up(t)
    t.ok("service", "access", "allowlist")
    check_refused(t, OUT, {"not_allowed"})


def test_somebody_who_is_known(t):
    """Service verbs are refused, and what is theirs works: the check above is no accident."""
    set_up(t)
    for verb in ("user", "usage", "outbox", "service", "audit", "admin", "backup", "restore", "script"):
        t.fails("not_allowed", verb, *WORDS.get(verb, []), env=session(FINE))
    assert t.ok("list", env=session(FINE))["habits"]
    assert t.ok("privacy", "erase", "--yes", env=session(FINE))["erased"]
    assert not t.ok("list", env=session(FINE))["habits"]
