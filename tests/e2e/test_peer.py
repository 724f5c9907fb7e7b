"""Beside the HabitFlow skill: its folders are read as they are, kept in step, and merged when somebody else writes them."""
import json
import os
import random
import shutil

from harness import ROOT, ROUNDS, Box

DATA = os.path.join(ROOT, "tests", "data")
# Instants of expected.json, and the zone in which the fixture's days were cut.
INSTANTS = ["2025-12-31T23:30:00Z", "2026-02-10T23:30:00Z", "2026-02-11T08:00:00Z"]
HABIT_KEYS = ["id", "userId", "name", "description", "category", "frequency", "targetCount", "targetUnit", "reminderSettings", "isActive",
              "startDate", "currentStreak", "longestStreak", "createdAt", "updatedAt"]
LOG_KEYS = ["id", "habitId", "userId", "logDate", "status", "actualCount", "targetCount", "unit", "notes", "metadata", "createdAt", "updatedAt"]


def peer(t, name):
    shutil.copytree(os.path.join(DATA, name, "habit-flow-data"), t.data, dirs_exist_ok=True)
    for base, _folders, files in os.walk(t.data):
        os.chmod(base, 0o755)
        for f in files:
            os.chmod(os.path.join(base, f), 0o644)
    with open(os.path.join(DATA, name, "expected.json"), encoding="utf-8") as f:
        return json.load(f)


def only_until(t, day):
    """The fixture as it was at the end of that day."""
    logs = os.path.join(t.data, "logs")
    for name in os.listdir(logs):
        path = os.path.join(logs, name)
        lines = [line for line in open(path, encoding="utf-8") if json.loads(line)["logDate"][:10] <= day]
        with open(path, "w", encoding="utf-8") as f:
            f.writelines(lines)


def log_lines(t, uid):
    found = []
    for name in sorted(os.listdir(os.path.join(t.data, "logs"))):
        if name.startswith(uid) and name.endswith(".jsonl"):
            with open(os.path.join(t.data, "logs", name), encoding="utf-8") as f:
                found += [json.loads(line) for line in f]
    return found


def habits_file(t):
    with open(os.path.join(t.data, "habits.json"), encoding="utf-8") as f:
        return json.load(f)["habits"]


def check_layout(t):
    """What the skill would read: documented keys in their order. It puts keys that came later at the end itself, so its own lines may differ."""
    for habit in habits_file(t):
        keys = [k for k in habit if k in HABIT_KEYS and k != "reminderSettings"]
        assert keys == [k for k in HABIT_KEYS if k in keys], f"keys of {habit['name']}: {list(habit)}"
    with open(os.path.join(DATA, "peer-small", "habit-flow-data", "habits.json"), encoding="utf-8") as f:
        theirs = {h["id"] for h in json.load(f)["habits"]}
    for name in os.listdir(os.path.join(t.data, "logs")):
        if not name.endswith(".jsonl"):
            continue
        with open(os.path.join(t.data, "logs", name), encoding="utf-8") as f:
            text = f.read()
        assert text.endswith("\n"), name
        for line in text.splitlines():
            keys = [k for k in json.loads(line) if k in LOG_KEYS]
            assert set(LOG_KEYS[:5]) <= set(keys), f"{name}: {line}"
            if name.split("_20")[0] not in theirs:
                assert keys == [k for k in LOG_KEYS if k in keys], f"keys in {name}: {line}"


def essence(t, *args):
    """Everything that a vault holds, without what differs from vault to vault."""
    document = json.loads(t.ok(*args, "export")["content"])
    document.pop("exportedAt")
    for item in document["habits"] + document["entries"]:
        item.get("extra", {}).pop("hf:order", None)   # how a file was laid out says nothing about the data
        for spelled, day in (("startDate", "start"), ("endDate", "end")):
            if str(item.get("extra", {}).get(spelled))[:10] != item.get(day):
                item.get("extra", {}).pop(spelled, None)   # how a date was spelled that is another one by now
        if item.get("extra") == {}:
            item.pop("extra")
    document["entries"].sort(key=lambda e: (e.get("habit") or e.get("habitUid") or "", e["day"]))
    return document


def test_streaks_of_the_fixture_at_three_instants(t):
    expected = peer(t, "peer-small")
    t.env["HABITFLOW_TZ"] = "UTC"
    for instant in INSTANTS:
        t.now = instant
        rows = {s["habitId"]: s for s in t.ok("streak", "--all", "--archived")["streaks"]}
        habits = {h["id"]: h for h in t.ok("list", "--all")["habits"]}
        for key, want in expected["as_of"][instant]["habits"].items():
            uid = expected["keys"][key]
            if habits[uid]["frequency"] != "daily" or not habits[uid]["isActive"]:
                continue
            rule = want["calendar_rule"]["skip_is_neutral"]
            got = (rows[uid]["currentStreak"], rows[uid]["longestStreak"])
            assert got == (rule["current"], rule["longest"]), f"{key} at {instant}: {got}, not {rule}"


def test_thirty_day_counts_of_the_fixture(t):
    expected = peer(t, "peer-small")
    for instant in [*INSTANTS, "2026-11-22T12:00:00Z"]:
        t.now = instant
        name = instant if instant in expected["as_of"] else "real_clock 2026-11-22"
        rows = {s["habitId"]: s for s in t.ok("stats", "--all", "--days", "30")["stats"]}
        for key, want in expected["as_of"][name]["habits"].items():
            got, rule = rows[expected["keys"][key]], want["calendar_rule"]["last_30_days"]
            pairs = [("completedDays", "completed"), ("partialDays", "partial"), ("missedDays", "missed"), ("skippedDays", "skipped"),
                     ("unloggedDays", "none"), ("totalDays", "days")]
            for mine, theirs in pairs:
                assert got[mine] == rule[theirs], f"{key} at {instant}: {mine} is {got[mine]}, not {rule[theirs]}"


def test_new_year_changes_nothing(t):
    t.now = "2025-12-31T12:00:00Z"
    uid = t.ok("add", "Read", "--start", "2025-11-01")["habit"]["id"]
    days = ",".join(f"2025-12-{d:02d}" for d in range(1, 32))
    assert t.ok("log", uid, "--on", days)["streakUpdate"]["currentStreak"] == 31
    t.now = "2026-01-01T12:00:00Z"
    assert t.ok("streak", uid)["streaks"]["currentStreak"] == 31
    assert t.ok("stats", uid, "--days", "30")["stats"][0]["completedDays"] == 29
    assert t.ok("log", uid)["streakUpdate"]["currentStreak"] == 32


def test_every_usable_record_of_the_quirks_is_there(t):
    expected = peer(t, "peer-quirks")
    t.now = "2026-02-10T20:00:00Z"
    habits = {h["id"]: h for h in t.ok("list", "--all")["habits"]}
    for name, want in expected["habits"].items():
        assert want["id"] in habits, f"{name} is missing"
        records = t.ok("show", want["id"]).get("fileRecords", 0)
        assert records == want["lines_that_hold_a_usable_record"], f"{name}: {records} records"


def test_quirks_are_no_obstacle(t):
    peer(t, "peer-quirks")
    t.now = "2026-02-10T20:00:00Z"
    for call in (["list", "--all"], ["stats", "--all"], ["streak", "--all"], ["today"], ["history"]):
        t.ok(*call)
        assert t.text(*call).code == 0
    statuses = t.ok("stats", "status without count", "--days", "30")["stats"][0]
    assert (statuses["completedDays"], statuses["missedDays"], statuses["skippedDays"], statuses["partialDays"]) == (1, 1, 1, 1)


def test_oddities_are_told_once_and_by_doctor_always(t):
    expected = peer(t, "peer-quirks")
    t.now = "2026-02-10T20:00:00Z"
    assert t.ok("list").get("notices"), "the first call should say what was odd"
    assert not [n for n in t.ok("list").get("notices", []) if "zone" not in n], "the second call should be silent"
    found = json.dumps(t.ok("doctor")["findings"])
    for name in ("truncated_line", "truncated_last_line", "glued_lines", "line_without_logdate", "bad_logdate", "null_and_scalar_lines",
                 "utf8_bom", "invalid_utf8", "unknown_status", "null_counts", "same_day_twice", "repeated_ids", "string_counts"):
        assert expected["habits"][name]["id"] in found, f"doctor says nothing of {name}"
    for defect in ("targetCount must be above zero", "targetCount is no number", "targetCount is negative", "wizardry", "hourly",
                   "reminder times", "the habit has no name", "line break", "5000 bytes", "startDate is no date", "isActive is not said",
                   "a second habit has the same id"):
        assert defect in found, f"doctor says nothing of: {defect}"
    for stray in ("h_orphan000000000_2026.jsonl", "notes.txt", ".bak", "Mars/Olympus_Mons", "coach_blaze"):
        assert stray in found, f"doctor says nothing of {stray}"


def test_files_of_other_names_are_left_alone(t):
    peer(t, "peer-quirks")
    t.now = "2026-02-10T20:00:00Z"
    others = {n: d for n, d in t.snapshot().items()
              if n in ("logs/notes.txt", "logs/.hidden", "logs/h_orphan000000000_2026.jsonl", ".skill-version") or n.endswith(".bak")}
    assert len(others) == 5
    t.ok("log", "clean reference")
    t.ok("log", "truncated line")
    now = t.snapshot()
    for name, data in others.items():
        assert now[name] == data, f"{name} was changed"


def test_a_broken_line_survives_a_rewrite(t):
    expected = peer(t, "peer-quirks")
    t.now = "2026-02-10T20:00:00Z"
    uid = expected["habits"]["truncated_line"]["id"]
    path = os.path.join(t.data, "logs", f"{uid}_2026.jsonl")
    broken = [line for line in open(path, encoding="utf-8").read().splitlines() if not line.endswith("}")]
    assert len(broken) == 1
    t.ok("log", uid)
    assert len(log_lines(t, uid)) == 4, "the file should parse again, with the new log"
    kept = "".join(d.decode("utf-8", "replace") for n, d in t.snapshot().items() if n.startswith("logs/") and isinstance(d, bytes))
    assert broken[0] in kept, "the broken line is gone"


def test_unknown_keys_are_kept(t):
    expected = peer(t, "peer-quirks")
    t.now = "2026-02-10T20:00:00Z"
    uid = expected["habits"]["extra_fields"]["id"]
    before = next(h for h in habits_file(t) if h["id"] == uid)
    lines = {line["id"]: line for line in log_lines(t, uid)}
    t.ok("log", uid)
    after = next(h for h in habits_file(t) if h["id"] == uid)
    for key, value in before.items():
        if key not in ("currentStreak", "longestStreak", "updatedAt"):
            assert after[key] == value, f"{key} was {value!r}, is {after.get(key)!r}"
    for line in log_lines(t, uid):
        assert line["id"] not in lines or lines[line["id"]] == line


def test_writes_reach_the_files(t):
    expected = peer(t, "peer-small")
    t.now = "2026-02-11T20:00:00Z"
    uid = expected["keys"]["meditation"]
    before = len(log_lines(t, uid))
    t.ok("log", uid, "--note", "before breakfast")
    lines = log_lines(t, uid)
    assert len(lines) == before + 1
    last = lines[-1]
    assert (last["logDate"], last["status"], last["actualCount"], last["notes"]) == \
        ("2026-02-11T00:00:00.000Z", "completed", 1, "before breakfast")
    streak = t.ok("streak", uid)["streaks"]
    habit = next(h for h in habits_file(t) if h["id"] == uid)
    assert (habit["currentStreak"], habit["longestStreak"]) == (streak["currentStreak"], streak["longestStreak"])
    check_layout(t)
    t.ok("undo")
    assert len(log_lines(t, uid)) == before
    check_layout(t)


def test_nothing_else_in_the_files_changes(t):
    expected = peer(t, "peer-small")
    t.now = "2026-02-11T20:00:00Z"
    before = t.snapshot()
    t.ok("log", expected["keys"]["meditation"])
    after = t.snapshot()
    changed = {n for n in before if isinstance(before[n], bytes) and after[n] != before[n]}
    assert changed == {"habits.json", f"logs/{expected['keys']['meditation']}_2026.jsonl"}, changed
    name = f"logs/{expected['keys']['meditation']}_2026.jsonl"
    assert after[name].startswith(before[name]), "older lines should stay as they were, byte for byte"


def test_reading_changes_no_file(t):
    peer(t, "peer-small")
    before = t.snapshot()
    t.ok("list")
    t.ok("streak", "--all")
    after = t.snapshot()
    assert all(after[n] == d for n, d in before.items()), "a file of the skill was touched by a reading verb"


def test_reimport_gives_the_same_vault(t):
    with Box() as u:
        peer(t, "peer-small")
        t.now = u.now = "2026-02-11T20:00:00Z"
        t.ok("add", "Stretch", "--every", "3/week", "--unit", "times", "--remind", "07:00")
        t.ok("add", "Coffee", "--limit", "2", "--unit", "cups")
        t.ok("log", "Stretch", "--on", "2026-02-09,2026-02-10")
        t.ok("log", "Coffee", "--count", "3", "--note", "=cmd()")
        t.ok("log", "Morning meditation", "--on", "2025-12-30", "--status", "missed")
        t.ok("skip", "Stretch", "--from", "2026-02-12", "--to", "2026-02-13")
        t.ok("pause", "Coffee", "--from", "2026-03-01", "--to", "2026-03-05")
        t.ok("edit", "読書", "--target", "25", "--forgive", "2/30")
        t.ok("archive", "Stretch")
        t.ok("undo")
        t.ok("delete", "Go to the gym", "--yes")
        check_layout(t)
        for name in ("habits.json", "config.json", "logs"):
            source, target = os.path.join(t.data, name), os.path.join(u.data, name)
            os.makedirs(u.data, exist_ok=True)
            shutil.copytree(source, target) if os.path.isdir(source) else shutil.copy(source, target)
        mine, theirs = essence(t), essence(u)
        assert mine["habits"] == theirs["habits"], diff(mine["habits"], theirs["habits"])
        assert mine["entries"] == theirs["entries"], diff(mine["entries"], theirs["entries"])
        assert mine["profile"] == theirs["profile"]


def diff(a, b):
    return [(x, y) for x, y in zip(a, b) if x != y][:3] or f"{len(a)} and {len(b)}"


def test_a_line_appended_by_hand_shows_up(t):
    expected = peer(t, "peer-small")
    t.now = "2026-02-11T20:00:00Z"
    uid = expected["keys"]["meditation"]
    t.ok("list")
    line = {"id": "log_byhand0000000", "habitId": uid, "userId": "default-user", "logDate": "2026-02-11T00:00:00.000Z",
            "status": "completed", "actualCount": 1, "targetCount": 1, "unit": "session", "createdAt": "2026-02-11T07:00:00.000Z"}
    with open(os.path.join(t.data, "logs", f"{uid}_2026.jsonl"), "a", encoding="utf-8") as f:
        f.write(json.dumps(line) + "\n")
    log = t.ok("show", uid)["today"]["log"]
    assert log["id"] == "log_byhand0000000", log


def test_both_sides_write_in_turn(t):
    """As the skill does: it re-logs a day in place and rewrites habits.json whole."""
    expected = peer(t, "peer-small")
    t.now = "2026-02-11T20:00:00Z"
    uid = expected["keys"]["water"]
    t.ok("log", uid, "--count", "5")
    path = os.path.join(t.data, "logs", f"{uid}_2026.jsonl")
    lines = [json.loads(x) for x in open(path, encoding="utf-8")]
    lines[-1].update(status="completed", actualCount=9, updatedAt="2026-02-11T20:30:00.000Z")
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in lines)
    habits = habits_file(t)
    next(h for h in habits if h["id"] == uid).update(name="Water", updatedAt="2026-02-11T20:30:00.000Z")
    with open(os.path.join(t.data, "habits.json"), "w", encoding="utf-8") as f:
        json.dump({"habits": habits}, f, indent=2, ensure_ascii=False)
    t.now = "2026-02-11T21:00:00Z"
    shown = t.ok("show", "Water")
    assert shown["today"]["log"]["count"] == 9 and shown["habit"]["id"] == uid
    t.ok("log", "Water", "--add", "1")
    assert log_lines(t, uid)[-1]["actualCount"] == 10


def test_a_habit_of_the_skills_own_making_appears(t):
    peer(t, "peer-small")
    t.ok("list")
    habits = habits_file(t)
    habits.append(dict(habits[0], id="h_new0000000000", name="Stretch", createdAt="2026-02-11T07:00:00.000Z"))
    with open(os.path.join(t.data, "habits.json"), "w", encoding="utf-8") as f:
        json.dump({"habits": habits}, f, indent=2, ensure_ascii=False)
    assert "Stretch" in t.names()


def test_folder_export_is_a_lossless_round_trip(t):
    with Box() as u:
        peer(t, "peer-small")
        t.now = u.now = "2026-02-11T20:00:00Z"
        t.ok("list")
        t.ok("export", "--format", "habitflow", "--out", t.path("out"))
        shutil.copytree(t.path("out"), u.data)
        mine, theirs = essence(t), essence(u)
        for part in ("habits", "entries", "profile"):
            assert mine[part] == theirs[part], diff(mine[part], theirs[part])
        original = {n: d for n, d in t.snapshot().items() if n.startswith("logs/h_") and n.endswith(".jsonl")}
        orphan = expected_orphan(t)
        for name, data in original.items():
            if orphan not in name:
                with open(t.path("out", name), "rb") as f:
                    assert sorted(f.read().splitlines()) == sorted(data.splitlines()), f"{name} differs"


def expected_orphan(t):
    with open(os.path.join(DATA, "peer-small", "expected.json"), encoding="utf-8") as f:
        return json.load(f)["keys"]["deleted_orphan"]


def test_json_export_is_a_lossless_round_trip(_box):
    for fixture in ("peer-small", "peer-quirks"):
        with Box() as t, Box() as u:
            peer(t, fixture)
            t.now = u.now = "2026-02-11T20:00:00Z"
            t.ok("export", "--out", t.path("all.json"))
            u.ok("import", t.path("all.json"))
            mine, theirs = essence(t), essence(u)
            for a, b in zip(mine["entries"], theirs["entries"]):
                b["uid"] = b["uid"] if a["uid"] else ""   # a record without an id is given one
            for part in ("habits", "entries"):
                assert mine[part] == theirs[part], (fixture, diff(mine[part], theirs[part]))


def test_import_twice_changes_nothing_and_one_undo_takes_it_back(_box):
    for fixture in ("peer-small", "peer-quirks"):
        with Box() as t:
            t.now = "2026-02-11T20:00:00Z"
            t.ok("add", "Mine")
            before = essence(t)
            source = os.path.join(DATA, fixture, "habit-flow-data")
            dry = t.ok("--dry-run", "import", source)
            assert dry["habitsNew"] and dry["dryRun"] and essence(t) == before
            done = t.ok("import", source)
            assert (done["habitsNew"], done["entriesNew"]) == (dry["habitsNew"], dry["entriesNew"]) and done["importId"]
            after = essence(t)
            again = t.ok("import", source)
            assert not any(again[k] for k in ("habitsNew", "habitsChanged", "entriesNew", "entriesChanged")), again
            assert "importId" not in again and essence(t) == after
            t.ok("undo", str(done["importId"]))
            assert essence(t)["habits"] == before["habits"] and essence(t)["entries"] == before["entries"]


def test_csv_runs_no_formula(t):
    for name in ("=1+1", "+x", "-x", "@x", "a,b\"c", "plain"):
        t.ok("add", "--unit", "=cmd", "--", name)
        t.ok("log", "--note", "\t=2+2", "--", name)
    text = t.ok("export", "--format", "csv")["content"]
    for line in text.splitlines()[1:]:
        for field in line.split(","):
            assert not field.strip('"').startswith(("=", "+", "-", "@", "\t")), line


def test_bot_users_may_have_files_of_the_skill_too(t):
    shutil.copytree(os.path.join(DATA, "peer-small", "habit-flow-data"), os.path.join(t.data, "+351911111111"))
    os.chmod(t.data, 0o700)
    t.now = "2026-02-11T20:00:00Z"
    assert "Morning meditation" in [h["name"] for h in t.ok("--user", "+351911111111", "list")["habits"]]
    assert t.names() == []


def random_call(rng, names):
    """One writing call, sensible or not."""
    name = rng.choice(names)
    day = f"2026-0{rng.randint(1, 2)}-{rng.randint(1, 28):02d}"
    return rng.choice([
        ["log", name, "--on", day],
        ["log", name, "--on", day, "--count", str(rng.choice([0, 1, 2.5, 7, 40]))],
        ["log", name, "--on", day, "--status", rng.choice(["completed", "partial", "missed", "skipped"])],
        ["log", name, "--on", day, "--add", "2", "--note", rng.choice(["", "ok", "água 💧", "line\nbreak", "\"}"])],
        ["log", name, "--on", day, "--meta", '{"mood":"good","n":[1,2]}'],
        ["log", name, "--on", f"{day},2025-12-31,2026-01-01"],
        ["skip", name, "--from", day, "--to", "2026-03-02"],
        ["pause", name, "--from", day, "--to", "2026-03-01"],
        ["resume", name],
        ["edit", name, "--every", rng.choice(["daily", "weekly", "mon,wed,fri", "3/week", "2/month", "3/7d", "every 2 days"])],
        ["edit", name, "--target", str(rng.choice([1, 3, 2.5])), "--unit", rng.choice(["km", "pages"])],
        ["edit", name, "--limit", str(rng.choice([0, 2]))],
        ["edit", name, "--remind", "07:00", "21:30", "--remind-to", "+351911111111"],
        ["edit", name, "--remind", "none", "--forgive", rng.choice(["0", "2", "1/7"])],
        ["edit", name, "--description", rng.choice(["", "a \"quoted\" text", "日本"])],
        ["archive", name],
        ["unarchive", name],
        ["add", f"New {rng.randint(0, 99)}", "--every", rng.choice(["daily", "4/week", "monthly"])],
        ["profile", rng.choice(["timezone=Asia/Tokyo", "language=pt", "dayStart=03:00", "phoneNumber=+351922222222", "weekStart=sun"])],
        ["persona", rng.choice(["luna", "max"])],
        ["delete", name, "--yes"],
        ["undo"],
    ])


def test_any_sequence_of_writes_can_be_read_back(t):
    """The vault, and a second one made from nothing but the files that the first one kept in step, hold the same."""
    rng = random.Random(20260211)
    for round_number in range(max(1, int(3 * ROUNDS))):
        with Box() as u, Box() as w:
            peer(u, "peer-small")
            u.now = w.now = "2026-02-28T20:00:00Z"
            names = [h["id"] for h in u.ok("list", "--all")["habits"]]
            calls = []
            for _ in range(25):
                call = random_call(rng, names)
                calls.append(call)
                result = u.run(*call)
                assert result.code in (0, 2, 3, 5), f"{call}: {result!r}"
            check_layout(u)
            os.makedirs(w.data)
            for name in ("habits.json", "config.json"):
                shutil.copy(os.path.join(u.data, name), w.data)
            shutil.copytree(os.path.join(u.data, "logs"), os.path.join(w.data, "logs"))
            mine, theirs = essence(u), essence(w)
            for part in ("habits", "entries"):
                assert mine[part] == theirs[part], f"round {round_number}, after {calls}: {part}: {diff(mine[part], theirs[part])}"
            for key in ("timezone", "activePersona", "phoneNumber"):
                assert mine["profile"].get(key) == theirs["profile"].get(key), key
