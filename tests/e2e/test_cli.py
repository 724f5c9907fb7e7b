"""Global options, the two forms of output, exit statuses, help, completion, manual, and outputs that fail."""
import json
import os
import subprocess

import harness
from harness import HF, need

SHELLS = ("bash", "zsh", "fish")


def verbs(t):
    return t.ok("help")["verbs"]


def test_bare_call_is_help(t):
    r = t.text()
    assert r.code == 0 and "Usage" in r.out and "log" in r.out
    assert t.text("--help").out == r.out == t.text("help").out == t.text("-h").out
    assert not os.path.exists(t.data), "help made the data folder"


def test_help_for_every_verb(t):
    for v in verbs(t):
        page = t.text("help", v["name"])
        assert page.code == 0, f"{page!r}"
        assert page.out == t.text(v["name"], "--help").out == t.text(v["name"], "-h").out == t.text("--help", v["name"]).out
        assert page.out == t.text(v["name"], "--help", "--nonsense", "surplus").out, "help must win over mistakes"
        for a in v["arguments"]:
            assert (f"--{a['option']}" if "option" in a else a["value"]) in page.out, f"{v['name']}: {a['name']} is missing"
        for f in v["result"]:
            assert f"{f['name']} ({f['type']})" in page.out, f"{v['name']}: {f['name']} is missing"
        assert v["name"] in t.text("help").out
    assert t.fails("usage not_found", "help", "nonsense")
    assert t.fails("usage", "nonsense", "--help")


def test_every_verb_of_the_contract_is_there(t):
    have = {v["name"] for v in verbs(t)}
    want = set("add list show edit archive unarchive delete log skip pause resume undo history today streak stats why export import profile "
               "persona doctor version completion".split())
    assert want <= have, f"missing: {want - have}"


def test_results_hold_what_the_table_says(t):
    t.ok("add", "Water", "--target", "8")
    calls = {"list": [], "show": ["water"], "log": ["water"], "today": [], "streak": ["water"], "stats": [], "why": ["water"], "history": [],
             "profile": [], "persona": [], "doctor": [], "version": [], "edit": ["water", "--unit", "glass"], "archive": ["water"],
             "unarchive": ["water"], "undo": [], "delete": ["water", "--yes"]}
    by_name = {v["name"]: v for v in verbs(t)}
    optional = {"log": {"streaks"}, "show": {"fileRecords"}, "profile": {"timezoneGuess"}}
    kinds = {"string": str, "number": (int, float), "boolean": bool, "object": dict, "array": list}
    for name, args in calls.items():
        answer = t.ok(name, *args)
        for f in by_name[name]["result"]:
            if f["name"] in optional.get(name, ()) and f["name"] not in answer:
                continue
            assert f["name"] in answer, f"{name}: no {f['name']} in {list(answer)}"
            assert isinstance(answer[f["name"]], kinds[f["type"]]), f"{name}: {f['name']} is no {f['type']}"


def test_json_in_every_place_and_for_every_outcome(t):
    for args in (["list"], ["nonsense"], ["log"], ["--nonsense"], ["log", "x"], ["add", "a", "b", "c"], ["help"], ["help", "log"], ["--version"],
                 ["completion", "bash"], ["completion", "nonsense"], ["list", "--user", ""], ["list", "--now", "x"], ["list", "--color", "x"],
                 ["list", "--data-dir", ""], ["list", "--tz", "Mars/X"], ["log", "--count"], [], ["delete", "x", "--yes"]):
        for at in range(len(args) + 1):
            if at and args[at - 1] in ("--user", "--now", "--color", "--data-dir", "--tz"):
                continue
            r = t.raw(*args[:at], "--json", *args[at:])
            harness.check_json(r)
            assert r.err == "", f"stderr: {r!r}"
        harness.check_json(t.raw(*args, env={"HABITFLOW_OUTPUT": "json"}))


def test_output_variable(t):
    t.ok("add", "Water")
    assert t.text("list", env={"HABITFLOW_OUTPUT": "text"}).out.startswith("HABIT")
    for wrong in ("", "xml", "JSON "):
        r = t.text("list", env={"HABITFLOW_OUTPUT": wrong})
        assert r.code == 2 and "HABITFLOW_OUTPUT" in r.err and r.out == "", f"{r!r}"
        assert t.run("list", env={"HABITFLOW_OUTPUT": wrong}).code == 0, "--json is stronger than the variable"


def test_options_before_and_after(t):
    other = t.path("other")
    t.ok("--data-dir", other, "add", "Here")
    assert t.ok("list", f"--data-dir={other}")["habits"][0]["name"] == "Here"
    assert t.ok("list", env={"HABITFLOW_DATA_DIR": other})["habits"][0]["name"] == "Here"
    assert t.ok("list", "--data-dir", other, env={"HABITFLOW_DATA_DIR": ""})["habits"][0]["name"] == "Here"
    assert t.ok("list")["habits"] == []
    t.ok("add", "--", "--odd")
    assert t.names() == ["--odd"]


def test_default_data_folder(t):
    t.ok("add", "Water", env={"HABITFLOW_DATA_DIR": None})
    assert os.path.isfile(os.path.join(t.home, "clawd/habit-flow-data/habits.db"))
    for home in (None, "", "relative"):
        e = t.fails("usage", "list", env={"HABITFLOW_DATA_DIR": None, "HOME": home})
        assert "--data-dir" in e["hint"]


def test_some_verbs_need_no_data_folder(t):
    for home in (None, "", "relative", t.path("nowhere")):
        nowhere = {"HABITFLOW_DATA_DIR": None, "HOME": home}
        for call in (["version"], ["--version"], ["help"], ["help", "log"], ["log", "--help"], [], *(["completion", s] for s in SHELLS)):
            assert t.raw(*call, env=nowhere).code == 0, f"{call} with HOME={home}: {t.raw(*call, env=nowhere)!r}"
            assert t.ok(*call, env=nowhere)["success"]
        assert not os.path.exists(t.path("nowhere"))
    assert t.ok("version", "--user", "+351911111111", env={"HABITFLOW_DATA_DIR": None, "HOME": None})["version"]
    assert t.ok("version", "--data-dir", "/dev/null")["version"]
    t.fails("usage", "completion", "habits", env={"HABITFLOW_DATA_DIR": None, "HOME": None})
    t.fails("invalid_value usage", "version", "--data-dir", "")


def test_set_but_empty_is_refused(t):
    for name in ("HABITFLOW_DATA_DIR", "HABITFLOW_NOW", "HABITFLOW_TZ"):
        e = t.fails("invalid_value usage", "list", env={name: ""})
        assert name in e["message"], f"{e}"
    for option in ("--data-dir", "--now", "--tz", "--key", "--color"):
        for form in ([option, ""], [option + "="]):
            e = t.fails("invalid_value usage", "list", *form)
            assert option in e["message"], f"{e}"
    for option, name in (("--user", "HABITFLOW_USER_ID"), ("--session", "HABITFLOW_SESSION_KEY")):
        assert option in t.fails("invalid_context", "list", option, "")["message"]
        assert name in t.fails("invalid_context", "list", env={name: ""})["message"]
    assert not os.path.exists(t.data)


def test_now_and_zone(t):
    t.ok("add", "Water", "--start", "2020-01-01")
    assert t.ok("today", "--now", "2026-02-09T23:30:00Z")["date"] == "2026-02-09"
    assert t.ok("today", "--now", "2026-02-10T01:30:00+02:00")["date"] == "2026-02-09"
    assert t.ok("today", "--now", "2026-02-09T23:30:00Z", "--tz", "Asia/Tokyo")["date"] == "2026-02-10"
    assert t.ok("today", "--now", "2026-02-09T23:30:00Z", env={"HABITFLOW_TZ": "America/Los_Angeles"})["date"] == "2026-02-09"
    t.ok("profile", "timezone=Pacific/Auckland")
    assert t.ok("today", "--now", "2026-02-09T12:30:00Z", env={"HABITFLOW_TZ": None})["date"] == "2026-02-10"
    for wrong in ("yesterday", "2026-02-30T00:00:00Z", "2026-02-09", "2026-02-09T25:00:00Z", "99999-01-01T00:00:00Z"):
        e = t.fails("invalid_value", "list", "--now", wrong)
        assert wrong in e["message"]
    for wrong in ("Mars/X", "../../etc/passwd", "/etc/localtime", "Europe/"):
        assert wrong in t.fails("invalid_value", "version", "--tz", wrong)["message"]


def test_key_gives_the_first_answer(t):
    t.ok("add", "Water", "--target", "8")
    first = t.ok("log", "water", "--add", "2", "--key", "m1")
    assert t.ok("log", "water", "--add", "2", "--key", "m1")["logs"] == first["logs"]
    assert t.ok("log", "water", "--add", "2", "--key=m2")["logs"][0]["count"] == 4
    assert len([e for e in t.ok("history")["events"] if e["verb"] == "log"]) == 2


def test_dry_run_changes_nothing(t):
    t.ok("add", "Water", "--target", "8")
    t.ok("profile", "language=en")  # a vault is born whole; from the second write on, SQLite's emptied journal lies beside it
    before = t.snapshot()
    assert t.ok("log", "water", "--count", "8", "--dry-run")["logs"][0]["status"] == "completed"
    for call in (["add", "Read"], ["edit", "water", "--target", "9"], ["delete", "water", "--yes"], ["archive", "water"], ["undo"],
                 ["skip", "water"], ["pause", "water"], ["profile", "name=Ana"], ["persona", "luna"]):
        t.ok(*call, "--dry-run")
    assert t.snapshot() == before
    r = t.text("log", "water", "--dry-run")
    assert "nothing was changed" in r.err


def test_exit_statuses(t):
    t.ok("add", "Morning run")
    t.ok("add", "Morning read")
    t.fails("not_found", "show", "zebra")
    e = t.fails("ambiguous", "show", "morning")
    assert len(e["candidates"]) == 2
    r = t.text("show", "morning")
    assert "Morning run" in r.err and "Morning read" in r.err and r.out == ""
    t.fails("needs_confirmation", "delete", "Morning run")
    t.fails("usage", "shw")
    assert "did you mean" in t.fails("usage", "lst")["hint"]
    assert "--target" in t.fails("usage", "add", "x", "--taget", "3")["hint"]
    assert "quotes" in t.fails("usage", "add", "Evening", "walk")["hint"]
    assert t.text("add", "Evening", "walk").err.count("\n") == 2


def test_twice_the_same_option(t):
    t.ok("add", "Water")
    before = t.snapshot()
    for call in (["log", "water", "--count", "1", "--count", "2"], ["list", "--tz", "UTC", "--tz", "UTC"], ["log", "water", "--note=a", "--note=b"]):
        assert "twice" in t.fails("usage", *call)["message"]
    assert t.snapshot() == before


def test_completion_scripts(t):
    for shell in SHELLS:
        r = t.text("completion", shell) if shell != "zsh" else t.raw("completion", shell)
        assert r.code == 0 and "hf" in r.out
        assert t.ok("completion", shell)["script"] == r.out
    script = t.path("hf.bash")
    with open(script, "w") as f:
        f.write(t.raw("completion", "bash").out)
    subprocess.run(["bash", "-n", script], check=True)


def bash_completes(t, *words):
    """What the script offers for the last word."""
    script = t.path("hf.bash")
    with open(script, "w") as f:
        f.write(f"hf() {{ {HF} \"$@\"; }}\n{t.raw('completion', 'bash').out}\n")
        f.write("COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)) COMPREPLY=()\n_hf\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n")
    out = subprocess.run(["bash", script, *words], env=t.environment(), stdout=subprocess.PIPE, cwd=t.root, check=True).stdout.decode()
    return out.split("\n")[:-1]


def test_completion_at_work(t):
    t.ok("add", "Morning run")
    t.ok("add", "Water")
    assert bash_completes(t, "hf", "unar") == ["unarchive"]
    assert bash_completes(t, "hf", "log", "w") == ["Water"]
    assert bash_completes(t, "hf", "--user", "log", "log", "--st") == ["--status"]
    assert bash_completes(t, "hf", "log", "--status", "s") == ["skipped"]
    assert bash_completes(t, "hf", "log", "mor") == ["Morning\\ run"]
    assert bash_completes(t, "hf", "help", "stat") == ["stats"]


def test_completion_never_runs_a_name(t):
    marker = t.path("marker")
    for name in (f"$(touch {marker})", f"`touch {marker}`", f"a; touch {marker}", f"\"; touch {marker}; \"", f"' touch {marker}"):
        t.ok("add", name)
    assert len(bash_completes(t, "hf", "log", "")) == 5
    assert not os.path.exists(marker)


def test_manuals_are_up_to_date(t):
    for kind, path in (("docs", "docs/cli.md"), ("man", "docs/hf.1")):
        with open(os.path.join(harness.ROOT, path), encoding="utf-8") as f:
            assert f.read() == t.raw("completion", kind).out, f"{path} is not what hf completion {kind} prints: make docs"


def test_manual_page_is_clean(t):
    need("mandoc")
    r = subprocess.run(["mandoc", "-Tlint", "-Wwarning", os.path.join(harness.ROOT, "docs/hf.1")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert r.returncode == 0 and not r.stdout, r.stdout.decode()


def test_reader_that_goes_away(t):
    for i in range(30):
        t.ok("add", f"Habit {i}")
    read, write = os.pipe()
    os.close(read)
    for call in (["list"], ["log", "Habit 1"], ["--json", "log", "Habit 2"]):
        r = t.raw(*call, stdout=write)
        assert r.code == 0 and r.err == "", f"{r!r}"
    os.close(write)
    assert [h["currentStreak"] for h in t.ok("list")["habits"][:3]] == [0, 1, 1]
    shell = subprocess.run(["bash", "-c", f"set -o pipefail; {HF} list | head -1"], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert shell.returncode == 0 and shell.stderr == b"" and shell.stdout.count(b"\n") == 1


def test_output_that_takes_nothing(t):
    t.ok("add", "Water")
    with open("/dev/full", "wb") as full:
        r = t.raw("log", "water", stdout=full)
        assert r.code == 6 and "could not be written" in r.err, f"{r!r}"
        assert t.raw("list", stdout=full, stderr=full).code == 6
    assert t.ok("show", "water")["habit"]["currentStreak"] == 1


def test_closed_descriptors(t):
    """With 0, 1 and 2 closed, no file of ours may take their place and receive the answer."""
    t.ok("add", "Water")
    for closed in ("0<&-", ">&-", "2>&-", "0<&- >&-", "0<&- >&- 2>&-", ">&- 2>&-"):
        process = subprocess.run(["bash", "-c", f"exec {closed}; exec {HF} log water --add 1"], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.returncode == (6 if " >&-" in " " + closed else 0), f"{closed}: {process}"
    assert t.ok("doctor")["healthy"]
    assert t.ok("log", "water", "--add", "0.5")["logs"][0]["count"] == 6.5


def test_colour(t):
    t.ok("add", "Water")
    t.ok("log", "water")
    assert "\033" not in t.raw("list").out
    coloured = t.raw("list", "--color", "always").out
    assert "\033[" in coloured
    assert "\033[" in t.raw("list", "--color", "always", env={"NO_COLOR": "1"}).out
    assert "\033" not in t.raw("list", "--color=never").out
    assert "\033" not in t.raw("--json", "list", "--color", "always").out
    harness.need_terminal()
    code = "import os,pty,sys; pty.spawn(sys.argv[1:], lambda fd: os.read(fd, 65536))"
    for env, expect in (({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "xterm", "NO_COLOR": ""}, True),
                        ({"TERM": "dumb"}, False)):
        out = subprocess.run(["python3", "-c", code, HF, "list"], env=t.environment(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout
        assert (b"\033[" in out) == expect, f"{env}: {out!r}"


def test_files_and_folders_are_private(t):
    t.ok("add", "Water")
    t.ok("add", "Water", "--user", "+351911111111")
    for base, folders, files in os.walk(t.data):
        for name, mode in [(f, 0o700) for f in folders] + [(f, 0o600) for f in files]:
            assert os.stat(os.path.join(base, name)).st_mode & 0o777 == mode, f"{base}/{name}"
    assert os.stat(t.data).st_mode & 0o777 == 0o700


def test_json_is_what_python_reads(t):
    name = 'quote " backslash \\ tab? \u00e1gua \u6c34 \U0001f4a7'
    t.ok("add", name)
    assert t.names() == [name]
    assert json.loads(t.raw("--json", "list").out)["habits"][0]["name"] == name


def test_a_mistyped_choice_names_the_nearest(t):
    assert t.fails("invalid_value", "remind", "snooz")["hint"] == "did you mean snooze?"
    assert "list|due|run" in t.fails("invalid_value", "remind", "xyzzy")["hint"]
    assert t.fails("invalid_value", "export", "--format", "cvs")["hint"] == "did you mean csv?"


def test_a_key_stands_for_one_call(t):
    t.ok("add", "Water", "--target", "8")
    t.ok("add", "Reading", "--target", "20")
    first = t.ok("log", "water", "--add", "2", "--key", "M1")
    again = t.ok("log", "water", "--add", "2", "--key", "M1")
    assert again.pop("replayed") and again == first
    for call in (["log", "water", "--add", "3"], ["log", "reading", "--count", "5"], ["add", "X"], ["delete", "water", "--yes"]):
        error = t.fails("key_reused", *call, "--key", "M1")
        assert "log" in error["message"] and "ID.1" in error["hint"], error
    assert t.names() == ["Water", "Reading"]
    assert t.ok("show", "water")["today"]["log"]["count"] == 2
    t.ok("log", "reading", "--count", "5", "--key", "M1.2")
    t.ok("say", "read 6 pages", "--id", "m7")
    assert t.ok("say", "read 6 pages", "--id", "m7")["replayed"]
    t.fails("key_reused", "say", "read 7 pages", "--id", "m7")
