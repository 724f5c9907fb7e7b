"""Wrong input: exit 2, a sentence that names the value and what would be right, and not one byte of the data changed."""
import os
import random

# (call, what the message or hint must hold). "Ok" is a habit that is there.
WRONG = [
    (["add", "x", "--category", "wizardry"], "wizardry", "health"),
    (["add", "x", "--every", "hourly"], "hourly", "daily"),
    (["add", "x", "--every", ""], "", "daily"),
    (["add", "x", "--every", "0/week"], "0/week", ""),
    (["add", "x", "--every", "8/week"], "8/week", ""),
    (["add", "x", "--every", "3/0d"], "3/0d", ""),
    (["add", "x", "--every", "every 0 days"], "every 0 days", ""),
    (["add", "x", "--remind", "07:00", "--remind-channel", "pigeon"], "pigeon", "whatsapp"),
    (["add", "x", "--remind", "25:99"], "25:99", "07:30"),
    (["add", "x", "--remind", "24:00"], "24:00", "07:30"),
    (["add", "x", "--remind", "noon"], "noon", "07:30"),
    (["add", "x", "--remind", ""], "", "07:30"),
    (["add", "x", "--remind", "07:00", "8"], '"8"', "07:30"),
    (["add", "x", "--start", "whenever"], "whenever", "YYYY-MM-DD"),
    (["add", "x", "--start", ""], "", "YYYY-MM-DD"),
    (["add", "x", "--forgive", "many"], "many", ""),
    (["add", "x", "--forgive", "5/3"], "5/3", ""),
    (["add", "x", "--forgive", "-1"], "-1", ""),
    (["add", "x", "--target", "0"], "0", ""),
    (["add", "x", "--target", "-3"], "-3", "0"),
    (["add", "x", "--target", "null"], "null", "3"),
    (["add", "x", "--target", "lots"], "lots", "3"),
    (["add", "x", "--target", "0x10"], "0x10", ""),
    (["add", "x", "--target", "1,5"], "1,5", "decimal point"),
    (["add", "x", "--target", " 3"], " 3", ""),
    (["add", "x", "--target", "nan"], "nan", ""),
    (["add", "x", "--target", "inf"], "inf", ""),
    (["add", "x", "--limit", "2", "--target", "3"], "--limit", ""),
    (["add", ""], "NAME", ""),
    (["add", "   "], "NAME", ""),
    (["add", "\u200b\u202e"], "NAME", ""),
    (["add", "x" * 5000], "", ""),
    (["add", "Ok"], "Ok", "edit"),
    (["add", " oK "], "Ok", "edit"),
    (["edit", "Ok", "--name", ""], "", ""),
    (["edit", "Ok", "--name", "Other"], "Other", ""),
    (["edit", "Ok"], "", ""),
    (["edit", "Ok", "--remind-enabled", "maybe"], "maybe", ""),
    (["log", "Ok", "--count", "-5"], "-5", "0"),
    (["log", "Ok", "--count=-5"], "-5", "0"),
    (["log", "Ok", "--count", "abc"], "abc", "3"),
    (["log", "Ok", "--count", "99999999999999999999999"], "e+2", "1000000000"),
    (["log", "Ok", "--count", ""], "", ""),
    (["log", "Ok", "--add", "-1"], "-1", ""),
    (["log", "Ok", "--add", "1", "--count", "2"], "--add", ""),
    (["log", "Ok", "--on", "2026-02-30"], "2026-02-30", ""),
    (["log", "Ok", "--on", "2026-13-40"], "2026-13-40", ""),
    (["log", "Ok", "--on", "5"], '"5"', "YYYY-MM-DD"),
    (["log", "Ok", "--on", ""], "", "YYYY-MM-DD"),
    (["log", "Ok", "--on", "2027-03-03"], "2027-03-03", "future"),
    (["log", "Ok", "--on", "tomorrow"], "tomorrow", "future"),
    (["log", "Ok", "--on", "2026-11-10,,2026-11-11"], "", "YYYY-MM-DD"),
    (["log", "Ok", "--on", "2026-11-10,nonsense"], "nonsense", "YYYY-MM-DD"),
    (["log", "Ok", "--on", "2026-11-10,2027-11-11"], "2027-11-11", ""),
    (["log", "Ok", "--status", "done"], "done", "completed"),
    (["log", "Ok", "--status", ""], "", "completed"),
    (["log", "Ok", "--meta", "{"], "--meta", "JSON"),
    (["log", "Ok", "--meta", "[1]"], "--meta", "object"),
    (["log", "Ok", "--meta", "[" * 5000], "--meta", ""),
    (["log", "Ok", "--note", "x" * 120000], "--note", "100000"),
    (["log"], "HABIT", ""),
    (["skip", "Ok", "--from", "2026-12-05", "--to", "2026-12-01"], "2026-12-01", "2026-12-05"),
    (["skip", "Ok", "--from", "never"], "never", ""),
    (["pause"], "HABIT", "--all"),
    (["pause", "Ok", "--from", "2026-12-05", "--to", "2026-12-01"], "2026-12-01", ""),
    (["stats", "--days", "0"], "0", ""),
    (["stats", "--days", "-5"], "-5", ""),
    (["stats", "--days", "abc"], "abc", ""),
    (["stats", "--days", "2.5"], "2.5", "whole"),
    (["stats", "--days", "1000000"], "1000000", ""),
    (["streak"], "HABIT", "--all"),
    (["streak", "Ok", "--mode", "other"], "other", "loop"),
    (["why", "Ok", "someday"], "someday", ""),
    (["undo", "abc"], "abc", ""),
    (["undo", "1.5"], "1.5", ""),
    (["undo", "--last", "0"], "0", ""),
    (["history", "--last", "-1"], "-1", ""),
    (["profile", "timezone=Mars/X"], "Mars/X", "Europe/Lisbon"),
    (["profile", "timezone=../../etc/passwd"], "", ""),
    (["profile", "dayStart=99:00"], "99:00", ""),
    (["profile", "weekStart=someday"], "someday", ""),
    (["profile", "colour=red"], "colour", "timezone"),
    (["profile", "=x"], "=x", "timezone"),
    (["profile", "word"], "word", "timezone"),
    (["profile", "name=Ana", "dayStart=x"], "dayStart", ""),
    (["persona", "nobody"], "nobody", "flex"),
    (["persona", "constructor"], "constructor", "flex"),
    (["persona", "__proto__"], "__proto__", "flex"),
    (["persona", "../flex"], "../flex", "flex"),
    (["export", "--format", "xml"], "xml", "csv"),
    (["import"], "FILE", ""),
    (["import", "broken.json"], "broken.json", ""),
    (["import", "empty.json"], "empty.json", ""),
    (["import", "binary.bin"], "binary.bin", ""),
    (["import", "fine.json", "--format", "nonsense"], "nonsense", ""),
    (["completion", "tcsh"], "tcsh", "bash"),
]


def test_each_is_refused(t):
    t.ok("add", "Ok", "--target", "2")
    t.ok("add", "Other")
    t.ok("log", "Ok", "--on", "2026-11-20")
    for name, content in (("broken.json", b'{"habits":['), ("empty.json", b""), ("binary.bin", bytes(range(256))), ("fine.json", b'{"habits":[]}')):
        with open(t.path(name), "wb") as f:
            f.write(content)
    before = t.snapshot()
    for call, value, remedy in WRONG:
        shown = " ".join(call)[:100]
        e = t.fails("usage invalid_value", *call)
        both = e["message"] + " " + e.get("hint", "")
        assert value in e["message"], f"{shown}: {value!r} is not in {e}"
        assert remedy in both, f"{shown}: {remedy!r} is not in {e}"
        assert len(e["message"]) > 10 and not e["message"].endswith(" "), f"{shown}: {e}"
        assert t.snapshot() == before, f"{shown} changed the data"
        r = t.text(*call)
        assert r.code == 2 and r.out == "" and r.err.startswith("hf: "), f"{r!r}"
    assert t.snapshot() == before


def test_an_empty_name_fits_nothing(t):
    """It is a part of every name."""
    t.ok("add", "Only one")
    before = t.snapshot()
    for call in (["log", ""], ["log", "Only one", ""], ["show", " "], ["delete", "", "--yes"], ["log", "\u200b"]):
        t.fails("not_found invalid_value", *call)
    assert t.snapshot() == before


def test_the_first_bad_date_writes_none(t):
    t.ok("add", "Ok")
    t.fails("invalid_value", "log", "Ok", "--on", "2026-11-10,2026-11-11,2026-13-01")
    assert t.ok("show", "Ok")["loggedDays"] == 0


def test_hostile_names_are_only_names(t):
    """What ran as commands in the skill is kept as it was written, and runs nothing."""
    marker = t.path("marker")
    names = [f"$(touch {marker})", f"`touch {marker}`", f'"; touch {marker}; "', f"'; touch {marker}; '", "a|b", "--help", "-h", "%s%n%d", "../../etc",
             "'; DROP TABLE habits; --", "<script>alert(1)</script>", "=1+1", "a\\nb", "NULL", "0", "{}"]
    for name in names:
        t.ok("add", "--", name)
    assert t.names() == names
    for name in names:
        t.ok("log", "--note", "x", "--", name)
    t.ok("export", "--format", "csv")
    t.text("list")
    assert not os.path.exists(marker)


def test_random_words(t):
    """Whatever stands on the line: an answer of the contract."""
    seed = 20261122
    rng = random.Random(seed)
    t.ok("add", "Ok")
    pool = ["add", "list", "log", "stats", "why", "undo", "edit", "profile", "Ok", "", "-", "--", "-1", "--on", "--count", "--json", "--user", "--all", "--yes",
            "today", "2026-02-30", "x=y", "\u00e1gua", "\U0001f4a7" * 50, b"\xff\xfe", "--note", "--every", "3/week", "--days", "1e309", "--tz", "UTC", "../..", "%s"]
    for _ in range(int(120)):
        words = [rng.choice(pool) for _ in range(rng.randint(0, 7))]
        if "import" in words:
            continue
        r = t.raw(*words)
        if r.code and "--json" not in words:
            assert r.err.startswith("hf: "), f"{words}: {r!r}"
    assert t.ok("doctor")["healthy"]
