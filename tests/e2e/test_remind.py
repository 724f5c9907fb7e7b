"""Reminders of one person: when they are due, once; what holds them back; words, routes, quiet hours, snooze, clocks."""
import json
import os
import sqlite3

A = "+351911111111"


def at(t, now):
    t.now = now


def due(t, *args, **kwargs):
    return t.ok("remind", "due", *args, **kwargs)["messages"]


def texts(t, *args, **kwargs):
    return [m["text"] for m in due(t, *args, **kwargs)]


def reasons(t, **kwargs):
    return [(h["habitName"], h["reason"]) for h in t.ok("remind", "due", **kwargs)["held"]]


def water(t, *args):
    at(t, "2026-11-22T06:00:00Z")
    return t.ok("add", "Water", "--remind", "07:30", *args)["habit"]["id"]


def script(t, text, name="standard"):
    folder = os.path.join(t.data, "lua", "reminders")
    os.makedirs(folder, 0o700, exist_ok=True)
    with open(os.path.join(folder, f"{name}.lua"), "w", encoding="utf-8") as f:
        f.write(text)


def test_due_once_at_its_time(t):
    uid = water(t)
    at(t, "2026-11-22T07:29:59Z")
    assert due(t) == []
    at(t, "2026-11-22T07:30:00Z")
    found = due(t)
    assert [m["habitId"] for m in found] == [uid] and found[0]["date"] == "2026-11-22" and found[0]["at"] == "2026-11-22T07:30:00.000Z", found
    assert "Water" in found[0]["text"] and found[0]["channel"] == "last" and found[0]["kind"] == "reminder", found
    for now in ("2026-11-22T07:30:00Z", "2026-11-22T07:31:00Z", "2026-11-22T23:59:00Z"):
        at(t, now)
        assert due(t) == []
    at(t, "2026-11-23T07:30:30Z")
    assert len(due(t)) == 1


def test_nothing_due_writes_nothing_and_prints_nothing(t):
    water(t)
    before = t.snapshot()
    for now in ("2026-11-22T06:00:00Z", "2026-11-22T07:00:00Z"):
        at(t, now)
        for r in (t.text("remind", "due"), t.text("remind", "list")):
            assert r.code == 0 and r.err == "", r
        assert t.text("remind", "due").out == ""
    assert t.snapshot() == before
    at(t, "2026-11-22T07:30:00Z")
    r = t.text("remind", "due", "--dry-run")
    assert "Water" in r.out and t.snapshot() == before
    r = t.text("remind", "due")
    assert "Water" in r.out and r.err == "", r
    assert t.text("remind", "due").out == ""


def test_an_empty_vault(t):
    assert due(t) == [] and t.ok("remind", "list")["reminders"] == []
    assert not os.path.exists(t.data)
    t.fails("not_found", "remind", "run", "Nothing")
    t.fails("usage", "remind", "run")
    t.fails("usage", "remind", "snooze")
    t.fails("usage", "remind")
    t.fails("invalid_value", "remind", "everything")


def test_what_holds_a_reminder_back(t):
    at(t, "2026-11-22T06:00:00Z")  # a Sunday
    for name, args in (("Done", ()), ("Skip", ()), ("Pause", ()), ("Archive", ()), ("Gone", ()), ("Off", ()), ("Mon", ("--every", "mon")),
                       ("Coffee", ("--limit", "2", "--unit", "cup")), ("Wine", ("--limit", "0")), ("Part", ("--target", "8", "--unit", "glass")), ("Missed", ()),
                       ("Gym", ("--every", "3/week")), ("Run", ("--every", "weekly", "--target", "20", "--unit", "km")), ("Future", ("--start", "2026-12-01"))):
        t.ok("add", name, "--remind", "08:00", *args)
    t.ok("log", "Done")
    t.ok("skip", "Skip")
    t.ok("pause", "Pause")
    t.ok("archive", "Archive")
    t.ok("delete", "Gone", "--yes")
    t.ok("edit", "Off", "--remind-enabled", "no")
    t.ok("log", "Coffee", "--count", "3")
    t.ok("log", "Part", "--count", "3")
    t.ok("log", "Missed", "--status", "missed")
    t.ok("log", "Gym")
    t.ok("log", "Run", "--count", "20")
    at(t, "2026-11-22T08:00:00Z")
    answer = t.ok("remind", "due")
    assert sorted(m["habitName"] for m in answer["messages"]) == ["Part", "Wine"], answer
    held = {h["habitName"]: h["reason"] for h in answer["held"]}
    assert held == {"Done": "done", "Skip": "skipped", "Pause": "paused", "Coffee": "decided", "Missed": "decided", "Gym": "done", "Run": "done",
                    "Future": "not_due"}, held


def test_words_of_the_person_and_of_the_habit(t):
    at(t, "2026-11-22T06:00:00Z")
    t.ok("add", "Water", "--remind", "07:00", "--remind-message", "Um copo 💧 \"já\" $(true)\nagora")
    t.ok("add", "Read", "--remind", "07:00", "--target", "12", "--unit", "page")
    at(t, "2026-11-22T07:00:00Z")
    found = {m["habitName"]: m["text"] for m in due(t)}
    assert found["Water"] == "Um copo 💧 \"já\" $(true)\nagora"
    assert "Read" in found["Read"] and "12" in found["Read"], found


def test_run_has_the_shape_that_jobs_expect(t):
    uid = water(t, "--remind-message", "Drink!")
    before = t.snapshot()
    answer = t.ok("remind", "run", uid)
    assert (answer["action"], answer["message"]) == ("send", "Drink!"), answer
    assert t.text("remind", "run", "water").out == "Drink!\n"
    assert t.snapshot() == before
    t.ok("log", "water")
    answer = t.ok("remind", "run", uid)
    assert answer["action"] == "no_reply" and answer["reason"] == "Already completed today" and "message" not in answer, answer
    assert t.text("remind", "run", "water").out == ""


# ---- a broken script never loses a reminder ----

BROKEN = ["this is no Lua (", "error('at load')", "hf.reminder{ id = 'standard', text = function() error('no') end }",
          "hf.reminder{ id = 'standard', text = function() while true do end end }",
          "hf.reminder{ id = 'standard', text = function() return '' end }", "hf.reminder{ id = 'standard', text = function() return {} end }",
          "hf.reminder{ id = 'standard', text = function() return ('x'):rep(1e9) end }",
          "hf.reminder{ id = 'standard', when = function() error('no') end, text = function() return nil end }",
          "hf.reminder{ id = 'standard', when = function() return 'perhaps' end, text = function(_, h) return '   ' end }",
          "hf.reminder{ id = 'standard', when = function() return -5 end, text = function() return 7 end }",
          "hf.reminder{ id = 'other', text = function() return 'mine' end }", "hf.reminder{ id = 'standard' }", ""]


def test_a_broken_script_loses_no_reminder(t):
    water(t)
    t.ok("add", "Read", "--remind", "07:30", "--target", "12", "--unit", "page")
    for i, text in enumerate(BROKEN):
        script(t, text)
        at(t, f"2026-11-{23 + i:02d}T07:30:00Z" if i < 8 else f"2026-12-{i - 7:02d}T07:30:00Z")
        found = {m["habitName"]: m["text"] for m in due(t) if m["kind"] == "reminder"}
        assert set(found) == {"Water", "Read"}, (text, found)
        assert "Water" in found["Water"] and "12" in found["Read"], (text, found)
        assert due(t) == []
        t.ok("log", "Water", "Read")  # answered, so that the shipped script does not thin out


def test_a_handler_that_writes_changes_nothing(t):
    water(t)
    script(t, "hf.reminder{ id = 'standard', when = function(ctx) ctx:log{ habit = { 'Water' } } return 'skip' end, text = function() return 'x' end }")
    at(t, "2026-11-22T07:30:00Z")
    assert reasons(t) == [("Water", "script")]
    assert t.ok("show", "Water")["loggedDays"] == 0


def test_scripts_skip_wait_and_ask_again(t):
    water(t)
    script(t, "hf.reminder{ id = 'standard', when = function() return 'skip' end, text = function() return 'x' end }")
    at(t, "2026-11-22T07:30:00Z")
    assert reasons(t) == [("Water", "script")]
    script(t, "hf.reminder{ id = 'standard', when = function(_, h) return h.again and 'send' or 20 end, text = function() return 'late' end }")
    at(t, "2026-11-23T07:30:00Z")
    assert reasons(t) == [("Water", "put_off")]
    at(t, "2026-11-23T07:49:59Z")
    assert due(t) == []
    at(t, "2026-11-23T07:50:00Z")
    assert texts(t) == ["late"]
    assert texts(t) == []
    script(t, "hf.reminder{ id = 'standard', when = function(_, h) return h.again and 'send' or { again = 60 } end, text = function(_, h) return tostring(h.again) end }")
    at(t, "2026-11-24T07:30:00Z")
    assert texts(t) == ["false"]
    at(t, "2026-11-24T08:30:00Z")
    assert texts(t) == ["true"] and texts(t) == []
    at(t, "2026-11-25T07:30:00Z")
    assert texts(t) == ["false"]
    t.ok("log", "Water")
    at(t, "2026-11-25T08:30:00Z")
    assert reasons(t) == [("Water", "done")]


def test_reminders_that_nobody_answers_thin_out(t):
    water(t)
    sent = []
    for day in range(1, 21):
        at(t, f"2026-12-{day:02d}T07:30:00Z")
        sent.append(len([m for m in due(t) if m["kind"] == "reminder"]))
    assert sum(sent) == 13 and sent[:6] == [1] * 6, sent
    t.ok("log", "Water", "--on", "yesterday")
    at(t, "2026-12-21T06:00:00Z")
    t.ok("log", "Water", "--on", "yesterday")
    at(t, "2026-12-21T07:30:00Z")
    assert len(due(t)) == 1


# ---- times ----

def test_several_times_days_and_the_late_one(t):
    at(t, "2026-11-22T06:00:00Z")  # a Sunday
    t.ok("add", "Read", "--remind", "09:00", "14:00", "--remind-days", "mon,wed", "--remind-late", "21:00")
    r = t.ok("remind", "list")["reminders"][0]
    assert r["times"] == ["09:00", "14:00"] and r["days"] == ["mon", "wed"] and r["late"] == "21:00", r
    got = []
    for day in range(22, 27):
        for hour in range(24):
            at(t, f"2026-11-{day}T{hour:02d}:00:30Z")
            got += [f"{m['date'][-2:]} {m['at'][11:16]} {m['kind']}" for m in due(t)]
    assert got == ["23 09:00 reminder", "23 14:00 reminder", "25 09:00 reminder", "25 14:00 reminder"], got
    for day in range(20, 27):
        t.ok("log", "Read", "--on", f"2026-11-{day}")
    t.ok("edit", "Read", "--forgive", "0")
    at(t, "2026-11-27T21:00:00Z")
    late = [m["kind"] for m in due(t)]
    assert late == ["late"], late
    t.ok("edit", "Read", "--remind-late", "none")
    assert "late" not in t.ok("remind", "list")["reminders"][0]


def test_a_reminder_begins_when_it_is_made(t):
    at(t, "2026-11-22T14:00:00Z")
    t.ok("add", "Water", "--remind", "13:30")
    at(t, "2026-11-22T14:01:00Z")
    assert t.ok("remind", "due")["held"] == []
    t.ok("edit", "Water", "--remind", "13:30", "13:45")
    at(t, "2026-11-22T14:02:00Z")
    assert due(t) == []
    at(t, "2026-11-23T13:31:00Z")
    t.ok("edit", "Water", "--name", "Wasser")  # a change of something else loses nothing
    assert [m["habitName"] for m in due(t)] == ["Wasser"]
    at(t, "2026-11-23T14:00:00Z")
    t.ok("edit", "Wasser", "--remind", "13:50")
    assert due(t) == []
    t.ok("archive", "Wasser")
    at(t, "2026-11-24T14:00:00Z")
    t.ok("unarchive", "Wasser")
    assert due(t) == []
    at(t, "2026-11-25T13:50:00Z")
    assert len(due(t)) == 1


def test_quiet_hours(t):
    at(t, "2026-11-22T05:00:00Z")
    t.ok("profile", "quietHours=22:00-07:00")
    t.ok("add", "Early", "--remind", "06:15")
    t.ok("add", "Twice", "--remind", "06:15", "06:45")
    t.ok("add", "Night", "--remind", "23:00")
    at(t, "2026-11-22T06:50:00Z")
    assert due(t) == []
    at(t, "2026-11-22T07:00:00Z")
    assert sorted(m["habitName"] for m in due(t)) == ["Early", "Twice"]
    at(t, "2026-11-22T23:30:00Z")
    assert due(t) == []
    at(t, "2026-11-23T07:00:00Z")
    answer = t.ok("remind", "due")
    assert sorted(m["habitName"] for m in answer["messages"]) == ["Early", "Twice"], answer
    assert ("Night", "quiet") in [(h["habitName"], h["reason"]) for h in answer["held"]]


def test_a_snooze_into_quiet_hours_comes(t):
    at(t, "2026-11-22T20:00:00Z")
    t.ok("profile", "quietHours=22:00-07:00")
    t.ok("add", "Read", "--remind", "21:45")
    at(t, "2026-11-22T22:10:00Z")
    assert due(t) == []
    t.ok("remind", "snooze", "Read", "--for", "1h")
    at(t, "2026-11-22T23:10:00Z")
    assert [m["kind"] for m in due(t)] == ["snoozed"]
    at(t, "2026-11-23T07:00:00Z")
    assert [m["kind"] for m in due(t)] == ["digest"]  # yesterday's own, which nobody looked for in time


def test_what_is_gone_is_not_remembered(t):
    uid = water(t)
    at(t, "2026-11-22T07:30:00Z")
    assert len(due(t)) == 1

    def memory():
        with sqlite3.connect(os.path.join(t.data, "habits.db")) as db:
            return db.execute("SELECT value FROM settings WHERE space='remind' AND key='state'").fetchone()[0]
    assert uid in memory()
    t.ok("delete", "Water", "--yes")
    assert uid not in memory()
    t.ok("undo")
    assert due(t) == []
    at(t, "2026-11-23T07:30:00Z")
    assert len(due(t)) == 1


def test_snooze(t):
    water(t)
    at(t, "2026-11-22T07:10:00Z")
    assert t.ok("remind", "snooze", "Water", "--for", "1h")["until"] == "2026-11-22T08:10:00.000Z"
    at(t, "2026-11-22T07:30:00Z")
    assert reasons(t) == [("Water", "snoozed")]
    at(t, "2026-11-22T08:10:00Z")
    assert [m["kind"] for m in due(t)] == ["snoozed"] and due(t) == []
    assert t.ok("remind", "snooze", "Water", "--until", "08:00")["until"] == "2026-11-23T08:00:00.000Z"
    t.ok("log", "Water")
    at(t, "2026-11-23T07:45:00Z")
    assert due(t) == []
    at(t, "2026-11-23T08:00:00Z")
    assert [m["kind"] for m in due(t)] == ["snoozed"]
    for bad in ("0", "-1", "soon", "", "25h", "1d", "999999999999"):
        t.fails("invalid_value usage", "remind", "snooze", "Water", "--for", bad)
    t.fails("invalid_value", "remind", "snooze", "Water", "--until", "25:00")
    t.fails("usage", "remind", "snooze", "Water", "--for", "1h", "--until", "09:00")
    t.ok("add", "Plain")
    t.fails("invalid_value", "remind", "snooze", "Plain")


# ---- clocks, downtime, travel ----

def test_downtime_catches_up_and_digests(t):
    water(t, "12:00")
    t.ok("add", "Read", "--remind", "20:00")
    at(t, "2026-11-22T13:00:00Z")
    found = due(t)
    assert [m["kind"] for m in found] == ["reminder", "digest"], found
    assert found[0]["at"] == "2026-11-22T12:00:00.000Z" and "07:30" in found[1]["text"], found
    t.ok("log", "Read", "--on", "2026-11-22")
    at(t, "2026-11-25T06:00:00Z")
    found = due(t)
    assert [m["kind"] for m in found] == ["digest"], found
    assert "Water" in found[0]["text"] and "Read" in found[0]["text"], found
    assert due(t) == []
    at(t, "2026-11-25T07:00:00Z")
    t.ok("profile", "catchUp=10m")
    at(t, "2026-11-25T07:41:00Z")
    assert [m["kind"] for m in due(t)] == ["digest"]
    assert due(t) == []
    for bad in ("25h", "later", "-1h"):
        t.fails("invalid_value", "profile", f"catchUp={bad}")


def test_the_clock_jumps(t):
    water(t)
    script(t, "hf.reminder{ id = 'standard', text = function(_, h) return h.name end }")
    at(t, "2026-11-22T07:30:00Z")
    assert len(due(t)) == 1
    for now in ("2026-11-22T07:00:00Z", "2026-11-22T07:30:00Z", "2026-11-22T07:31:00Z"):  # an hour back
        at(t, now)
        assert due(t) == []
    at(t, "2030-01-01T07:30:00Z")  # years ahead
    assert len(due(t)) >= 1
    at(t, "2026-11-22T08:00:00Z")  # and right again
    assert due(t) == []
    got = []
    for day in range(23, 30):
        at(t, f"2026-11-{day}T07:30:10Z")
        got += [m["date"] for m in due(t) if m["kind"] == "reminder"]
    assert got == [f"2026-11-{d}" for d in range(23, 30)], got


def test_a_traveller(t):
    at(t, "2026-11-22T06:00:00Z")
    t.ok("profile", "timezone=Europe/Lisbon", env={"HABITFLOW_TZ": None})
    t.ok("add", "Water", "--remind", "08:00", env={"HABITFLOW_TZ": None})

    def look(now):
        at(t, now)
        return [m["date"] for m in due(t, env={"HABITFLOW_TZ": None}) if m["kind"] == "reminder"]
    assert look("2026-11-22T08:00:00Z") == ["2026-11-22"]
    t.ok("profile", "timezone=America/New_York", env={"HABITFLOW_TZ": None})
    assert look("2026-11-22T13:00:00Z") == []  # eight in New York, on the same date
    assert look("2026-11-23T08:00:00Z") == []
    assert look("2026-11-23T13:00:00Z") == ["2026-11-23"]
    t.ok("profile", "timezone=Pacific/Auckland", env={"HABITFLOW_TZ": None})
    assert look("2026-11-24T19:00:00Z") == ["2026-11-25"]


def test_summer_time(t):
    at(t, "2026-03-28T12:00:00Z")
    t.env.pop("HABITFLOW_TZ")
    t.ok("profile", "timezone=Europe/Lisbon")
    t.ok("add", "Gap", "--remind", "01:30")
    at(t, "2026-03-29T01:29:00Z")
    assert due(t) == []
    at(t, "2026-03-29T01:30:00Z")
    assert [m["date"] for m in due(t)] == ["2026-03-29"]
    t.ok("log", "Gap")
    at(t, "2026-10-25T00:00:00Z")
    due(t)
    at(t, "2026-10-25T00:30:00Z")
    assert [m["date"] for m in due(t)] == ["2026-10-25"]
    at(t, "2026-10-25T01:30:00Z")
    assert due(t) == []


# ---- routes ----

def test_routes(t):
    at(t, "2026-11-22T06:00:00Z")
    t.ok("add", "Own", "--remind", "08:00", "--remind-to", "900", "--remind-channel", "telegram")
    t.ok("add", "Plain", "--remind", "08:00")
    t.ok("add", "Own", "--remind", "08:00", "--remind-to", "900", "--remind-channel", "telegram", "--user", A)
    t.ok("add", "Plain", "--remind", "08:00", "--user", A)
    at(t, "2026-11-22T08:00:00Z")
    got = {m["habitName"]: (m["channel"], m.get("to")) for m in due(t)}
    assert got == {"Own": ("telegram", "900"), "Plain": ("last", None)}, got
    got = {m["habitName"]: (m["channel"], m.get("to")) for m in due(t, "--user", A)}
    assert got == {"Own": ("whatsapp", A), "Plain": ("whatsapp", A)}, "a bot user has the bot write to others"
    t.ok("profile", "phoneNumber=+351933333333")
    at(t, "2026-11-23T08:00:00Z")
    got = {m["habitName"]: (m["channel"], m.get("to")) for m in due(t)}
    assert got["Plain"] == ("whatsapp", "+351933333333"), got


# ---- the index ----

def timer(t, user=""):
    path = os.path.join(t.data, "service.db")
    if not os.path.exists(path):
        return None
    with sqlite3.connect(path) as db:
        row = db.execute("SELECT next FROM timers WHERE user=?", (user,)).fetchone()
    return row and row[0]


def test_the_registry_knows_the_next_fire_at_the_latest(t):
    at(t, "2026-11-22T06:00:00Z")
    t.ok("add", "Plain")
    assert timer(t) is None
    t.ok("add", "Water", "--remind", "09:00")
    assert timer(t) == 1795338000000  # 2026-11-22T09:00Z
    before = t.snapshot()["service.db"]
    for words in (("log", "Water"), ("log", "Plain"), ("undo",), ("skip", "Plain"), ("edit", "Water", "--target", "3"), ("profile", "language=pt"),
                  ("edit", "Water", "--remind", "10:00")):
        t.ok(*words)
    assert t.snapshot()["service.db"] == before
    t.ok("edit", "Water", "--remind", "07:00")
    assert timer(t) == 1795330800000
    t.ok("remind", "snooze", "Water", "--for", "5m")
    assert timer(t) == 1795327500000
    t.ok("profile", "timezone=Asia/Tokyo")
    t.ok("add", "Water", "--remind", "09:00", "--user", A)
    assert timer(t, A) == 1795338000000


def test_a_registry_that_cannot_be_written_loses_no_change(t):
    at(t, "2026-11-22T06:00:00Z")
    t.ok("add", "Plain")
    with open(os.path.join(t.data, "service.db"), "w", encoding="utf-8") as f:
        f.write("this is no database")
    answer = t.ok("add", "Water", "--remind", "09:00")
    assert any("reminders" in n for n in answer["notices"]), answer
    assert json.dumps(t.names()) == '["Plain", "Water"]'


def test_scripts_that_wait_for_a_reminder_add_a_line(t):
    at(t, "2026-11-22T06:00:00Z")
    t.ok("add", "Water", "--remind", "08:00")
    folder = os.path.join(t.data, "lua", "on")
    os.makedirs(folder, mode=0o700)
    for name, body in (("line", 'return "Sip, " .. event.name .. "!"'), ("broken", "error('no')"), ("writes", 'ctx:log{ habit = { "Water" } } return "logged"'),
                       ("silent", "return nil"), ("other", 'return "not me"')):
        event = "joined" if name == "other" else "reminder_due"
        with open(os.path.join(folder, name + ".lua"), "w", encoding="utf-8") as f:
            f.write(f'hf.on{{ id = "{name}", event = "{event}", run = function(ctx, event) {body} end }}')
    at(t, "2026-11-22T08:00:00Z")
    (text,) = [m["text"] for m in due(t)]
    assert text.endswith("\nSip, Water!") or "\nSip, Water!\n" in text, text
    assert "not me" not in text and t.ok("show", "Water")["loggedDays"] == 0, "a reminder wrote a log"
