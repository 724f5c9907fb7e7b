"""Text of people on its way out: on a terminal, in JSON, in CSV, in errors and hints."""
import csv
import io
import os

HOSTILE = [
    "\u202eevil\u202c", "zero\u200bwidth", "\ufeffbom", "\u2066isolate\u2069", "csi\u009b31m", "\u061cmark", "e\u0301\u0301\u0301", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "\u05d0\u05d1\u05d2", "a\u2028b", "tab?\\t", "x" * 199,
]
CONTROL = ["a\x1b[31mred", "a\nb", "a\rb", "a\x07b", "a\x7fb", "a\tb", "a\x00b"[:1] + "\x08"]


def test_hostile_names_everywhere(t):
    """The harness looks for what steers a terminal in every text and every JSON document."""
    for name in HOSTILE:
        t.ok("add", "--", name)
    assert t.names() == HOSTILE
    for call in (["list"], ["today"], ["streak", "--all"], ["stats"], ["history"], ["doctor"], ["completion", "habits"], ["list", "--color", "never"]):
        r = t.text(*call)
        assert r.code == 0, f"{r!r}"
    for name in HOSTILE:
        for call in (["show"], ["log", "--note", name], ["log", "--note", "a\n\x1b[31mb"], ["why"], ["delete"], ["edit", "--unit", "km"]):
            t.text(*call, "--", name)
            t.run(*call, "--", name)
    t.text("history")


def test_control_characters_are_no_names(t):
    for name in CONTROL:
        e = t.fails("invalid_value", "add", "--", name)
        t.text("add", "--", name)
        assert "control" in e["message"], f"{e}"


def test_hostile_words_in_errors(t):
    for word in ["\x1b[31m\x1b]0;title\x07", "\u202e\u200b", "a\nb\rc", "\x7f\x9b", b"\xff\xfe\x80", "x" * 3000, "%s%n%x"]:
        t.ok("add", "Water") if "Water" not in t.names() else None
        for call in ([word], ["log", word], ["log", "Water", "--on", word], ["log", "Water", "--status", word], ["log", "Water", "--count", word], ["--user", word, "list"],
                     ["list", "--tz", word], ["list", "--now", word], ["help", word], ["profile", word], ["persona", word], ["add", "x", "--every", word],
                     ["add", "x", "--category", word], ["import", word], ["stats", word], ["list", "--color", word], ["add", "x", "--forgive", word]):
            r = t.text(*call)
            assert r.code and r.err.count("\n") <= 3, f"{call}: {r!r}"
            assert t.run(*call).code == r.code


def test_json_escapes_what_steers(t):
    t.ok("add", "--", "\u202eevil\u200b\u2028\u009b")
    out = t.raw("--json", "list").out
    assert "\\u202e" in out.lower() and "\\u200b" in out.lower() and "\\u2028" in out.lower() and "\\u009b" in out.lower()


def test_notes_come_back_as_they_were(t):
    t.ok("add", "Water")
    for note in ("line\nbreak", "tab\there", 'quote "x" \\ y', "\u6c34 \U0001f4a7", "\x1b[31m", " blanks ", "=1+1"):
        assert t.ok("log", "water", "--note", note)["logs"][0]["notes" if "notes" in t.ok("log", "water")["logs"][0] else "note"] == note


def test_csv_starts_no_formula(t):
    for name in ("=1+1", "+1", "-1", "@x", " =1", "'quoted", 'a "b", c'):
        t.ok("add", "--", name)
        t.ok("log", "--note", "=HYPERLINK(1)", "--", name)
    out = t.path("out.csv")
    t.ok("export", "--format", "csv", "--out", out)
    with open(out, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(io.StringIO(f.read())))
    assert len(rows) == 8
    for row in rows:
        for field in row:
            assert not field.lstrip().startswith(("=", "@")), f"{field!r}"
            assert field[:1] not in ("+", "-") or field.lstrip("+-").replace(".", "").isdigit() and field not in ("+1", "-1"), f"{field!r}"


def test_output_file_that_cannot_be(t):
    t.ok("add", "Water")
    for path in ("/nonexistent/folder/x.json", t.root, "/dev/full"):
        r = t.run("export", "--out", path)
        assert r.code in (2, 3, 5, 6), f"{path}: {r!r}"
    assert not os.path.exists(t.path("x.json"))
