"""hf coach: what it says and what it does not: shape, caps, silence, memory, broken rules, rules of the operator's own."""
import os
import shutil

from harness import ROOT

FIELDS = {"subject", "body", "type", "priority", "habitId", "attachments", "reason", "habitName"}
WHY = {"nothing_to_say", "no_evidence", "no_habits", "paused", "already_said", "ignored", "day_cap", "week_cap", "quiet_hours", "off"}


def write(t, path, text):
    full = os.path.join(t.data, "lua", path)
    os.makedirs(os.path.dirname(full), mode=0o700, exist_ok=True)
    with open(full, "w", encoding="utf-8") as f:
        f.write(text)
    return full


def at(t, day, time="20:00"):
    t.now = f"{day}T{time}:00Z"


def habit(t, name="Run", days=7, first=1, *options):
    """A habit since 1 January, logged on each of the first days, in the evening."""
    at(t, "2026-01-01")
    t.ok("add", name, "--start", "2026-01-01", *options)
    for d in range(first, first + days):
        at(t, f"2026-01-{d:02}")
        t.ok("log", name)


def said(answer):
    """The one message, checked for its shape."""
    assert answer["action"] == "send" and len(answer["messages"]) == 1, answer
    m = answer["messages"][0]
    assert set(m) <= FIELDS and {"subject", "body", "type", "priority", "habitId", "attachments"} <= set(m), m
    assert m["priority"] in ("high", "medium", "low") and isinstance(m["attachments"], list) and m["subject"] and m["body"], m
    assert "{" not in m["subject"] + m["body"], m
    return m


def silent(answer, why):
    assert answer["action"] == "no_reply" and answer["reason"] == why and "messages" not in answer, answer


def test_empty_and_young_vaults(t):
    for action in ("daily", "weekly", "insights", "all"):
        silent(t.ok("coach", action), "no_habits")
    assert t.ok("coach", "history")["sent"] == []
    assert not os.path.exists(t.data), "looking made the data folder"
    t.ok("add", "Run")
    silent(t.ok("coach", "daily"), "nothing_to_say")
    silent(t.ok("coach", "weekly"), "nothing_to_say")
    silent(t.ok("coach", "insights"), "no_evidence")
    before = t.snapshot()
    silent(t.ok("coach", "all"), "nothing_to_say")
    assert t.snapshot() == before, "an answer without a message left a trace"


def test_a_milestone_once(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    m = said(t.ok("coach", "daily"))
    assert m["type"] == "milestone" and "Run" in m["body"] and "7 days" in m["body"] and m["habitName"] == "Run", m
    for time in ("08:01", "12:00", "23:00"):
        at(t, "2026-01-08", time)
        silent(t.ok("coach", "daily"), "already_said")
    t.ok("log", "Run")
    at(t, "2026-01-09", "08:00")
    silent(t.ok("coach", "daily"), "already_said")
    assert [s["type"] for s in t.ok("coach", "history")["sent"]] == ["milestone"]


def test_again_and_dry_run_change_nothing(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    before = t.snapshot()
    dry = t.ok("coach", "daily", "--dry-run")
    assert t.snapshot() == before and dry["dryRun"]
    first = said(t.ok("coach", "daily"))
    assert first == said(dry)
    assert said(t.ok("coach", "daily", "--again")) == first
    assert said(t.ok("coach", "daily", "--dry-run")) == first
    assert len(t.ok("coach", "history")["sent"]) == 1


def test_a_key_gives_the_first_answer(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    first = t.ok("coach", "daily", "--key", "c1")
    again = t.ok("coach", "daily", "--key", "c1")
    assert again.pop("replayed") and first["messages"] == again["messages"]
    silent(t.ok("coach", "daily", "--key", "c2"), "already_said")


def test_the_day_after_a_miss(t):
    habit(t, "Read", 7, 1, "--target", "20", "--unit", "page")
    at(t, "2026-01-09", "08:00")
    t.ok("coach", "off")
    silent(t.ok("coach", "daily"), "off")
    t.ok("coach", "on")
    m = said(t.ok("coach", "daily"))
    assert m["type"] == "comeback" and "2 page" in m["body"] and "7 days" in m["body"] and "20 page" in m["body"], m
    at(t, "2026-01-10", "08:00")
    silent(t.ok("coach", "daily"), "nothing_to_say")


def test_never_begun_is_no_comeback(t):
    at(t, "2026-01-01")
    t.ok("add", "Run", "--start", "2026-01-01")
    for day in range(2, 9):
        at(t, f"2026-01-{day:02}", "08:00")
        silent(t.ok("coach", "all"), "nothing_to_say")


def test_a_hard_weekday(t):
    at(t, "2026-01-05")
    t.ok("add", "Run", "--start", "2026-01-05", "--forgive", "0")
    days = [f"2026-01-{d:02}" for d in range(5, 32)] + [f"2026-02-{d:02}" for d in range(1, 8)]
    at(t, "2026-02-07")
    t.ok("log", "Run", "--on", ",".join(d for d in days if d not in ("2026-01-11", "2026-01-18", "2026-01-25", "2026-02-01")))
    at(t, "2026-02-08", "08:00")  # a Sunday, after four Sundays without
    m = said(t.ok("coach", "daily"))
    assert m["type"] == "risk" and m["priority"] == "high" and "6 days" in m["body"] and "on Sundays" in m["body"], m
    t.ok("log", "Run")
    silent(t.ok("coach", "daily"), "already_said")


def test_the_week_in_one_message(t):
    habit(t, "Run", 3)
    for d in (5, 6, 7, 8, 9):
        at(t, f"2026-01-{d:02}")
        t.ok("log", "Run")
    t.ok("add", "Read", "--start", "2026-01-05")
    t.ok("log", "Read", "--on", "2026-01-05,2026-01-06")
    at(t, "2026-01-11", "11:00")  # a Sunday: the week is not over before noon
    m = said(t.ok("coach", "weekly", "--dry-run"))
    assert "29 Dec" in m["subject"], m
    at(t, "2026-01-12", "09:00")
    m = said(t.ok("coach", "weekly"))
    assert m["habitId"] is None and "7 of 14" in m["body"] and "Run 5/7 · Read 2/7" in m["body"] and "5 Jan" in m["subject"], m
    at(t, "2026-01-13", "09:00")
    silent(t.ok("coach", "weekly"), "nothing_to_say")


def test_caps(t):
    habit(t)
    write(t, "coach/chatty.lua", """for _, word in ipairs{ "a", "b", "c", "d" } do
  hf.coach{ id = "chatty-" .. word, on = "daily", say = function(_, e) return { body = word .. " " .. e.habit, reason = e.today } end }
end
""")
    sent = []
    for d in range(8, 20):
        at(t, f"2026-01-{d:02}", "08:00")
        answer = t.ok("coach", "daily")
        sent.append(len(answer.get("messages", [])))
        at(t, f"2026-01-{d:02}", "20:00")
        t.ok("log", "Run")
    assert max(sent) == 1 and all(sum(sent[i:i + 7]) <= 4 for i in range(len(sent))), sent
    write(t, "coach/pace.lua", 'hf.coach{ id = "pace", on = "pace", say = function() return { per_day = 99, per_week = 99 } end }\n')
    at(t, "2026-02-20", "08:00")
    assert len(t.ok("coach", "daily")["messages"]) == 3, "the program's own ceiling"
    at(t, "2026-02-20", "09:00")
    silent(t.ok("coach", "all"), "day_cap")


def test_what_is_urgent_may_still_be_said(t):
    habit(t)
    write(t, "coach/pace.lua", """hf.coach{ id = "pace", on = "pace", say = function()
  return { per_day = 1, per_week = 4, few = 1, urgent = 50 } end }
hf.coach{ id = "note", on = "daily", priority = 49, when = function(_, e) return e.weekday ~= "sat" end,
  say = function(_, e) return { body = "note", reason = e.today } end }
hf.coach{ id = "alarm", on = "daily", priority = 50, when = function(_, e) return e.weekday == "sat" end,
  say = function(_, e) return { body = "alarm", reason = e.today } end }
""")
    kinds = []
    for d in range(8, 14):  # Thursday to Tuesday
        at(t, f"2026-01-{d:02}", "08:00")
        kinds += [m["type"] for m in t.ok("coach", "daily").get("messages", [])]
        t.ok("log", "Run")
    assert kinds == ["note", "alarm"], kinds
    silent(t.ok("coach", "daily"), "week_cap")


def test_a_broken_pace_leaves_the_usual_one(t):
    habit(t)
    write(t, "coach/pace.lua", 'hf.coach{ id = "pace", on = "pace", say = function() error("no") end }\n')
    write(t, "coach/two.lua", 'for _, i in ipairs{ "x", "y" } do hf.coach{ id = i, on = "daily", say = function() return i end } end\n')
    at(t, "2026-01-08", "08:00")
    assert len(t.ok("coach", "daily")["messages"]) == 1


def test_quiet_hours(t):
    habit(t)
    t.ok("profile", "quietHours=22:00-07:30")
    for time, quiet in (("07:29", True), ("23:00", True), ("00:00", True), ("22:00", True), ("07:30", False), ("21:59", False)):
        at(t, "2026-01-08", time)
        answer = t.ok("coach", "daily", "--dry-run")
        assert (answer.get("reason") == "quiet_hours") == quiet, f"{time}: {answer}"


def test_silence_is_answered_with_silence(t):
    habit(t)
    write(t, "coach/chatty.lua", 'hf.coach{ id = "chatty", on = "daily", say = function() return "hello" end }\n')
    answers = []
    for d in range(8, 28):
        at(t, f"2026-01-{d:02}", "08:00")
        answers.append(t.ok("coach", "daily"))
    assert sum(a["action"] == "send" for a in answers) == 3 and answers[-1]["reason"] == "ignored", answers
    at(t, "2026-01-28", "07:00")
    t.ok("log", "Run")
    at(t, "2026-01-28", "08:00")
    said(t.ok("coach", "daily"))


def test_paused_and_archived_are_left_alone(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    t.ok("pause", "Run", "--to", "2026-01-31")
    for action in ("daily", "weekly", "insights", "all"):
        silent(t.ok("coach", action), "paused")
    t.ok("resume", "Run")
    t.ok("archive", "Run")
    silent(t.ok("coach", "all"), "no_habits")


def test_off_and_on(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    assert t.ok("coach", "off")["coaching"] == "off" and t.ok("coach", "history")["coaching"] == "off"
    silent(t.ok("coach", "daily"), "off")
    t.ok("undo")
    said(t.ok("coach", "daily", "--dry-run"))
    t.ok("coach", "off")
    before = len(t.ok("history", "--last", "100")["events"])
    t.ok("coach", "off")
    assert len(t.ok("history", "--last", "100")["events"]) == before, "off twice is one change"
    assert t.ok("coach", "on")["coaching"] == "on"
    said(t.ok("coach", "daily"))


def test_undo_never_ends_at_a_message(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    said(t.ok("coach", "daily"))
    undone = t.ok("undo")["undone"]
    assert undone[0]["verb"] == "log", undone
    t.ok("log", "Run", "--on", "yesterday")
    silent(t.ok("coach", "daily"), "already_said")
    at(t, "2026-01-09", "08:00")
    assert all(m["type"] != "milestone" for m in t.ok("coach", "daily").get("messages", [])), "the level was said before"


def test_why_and_history_tell_what_was_said(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    said(t.ok("coach", "daily"))
    reasons = [r for r in t.ok("why", "Run")["reasons"] if r["kind"] == "coach"]
    assert len(reasons) == 1 and "2026-01-08" in reasons[0]["text"] and reasons[0]["message"]["type"] == "milestone", reasons
    assert not [r for r in t.ok("why", "Run", "2026-01-07")["reasons"] if r["kind"] == "coach"]
    assert "milestone" in t.text("coach", "history").out and "Run: 7 days" in t.text("coach", "history").out
    t.fails("invalid_value", "coach", "history", "--last", "0")


def test_a_broken_rule_is_left_out(t):
    habit(t)
    write(t, "coach/broken.lua", 'hf.coach{ id = "broken", on = "daily", priority = 99, say = function() return nil .. 1 end }\n')
    write(t, "coach/endless.lua", 'hf.coach{ id = "endless", on = "daily", when = function() while true do end end, say = function() return "x" end }\n')
    write(t, "coach/odd.lua", 'hf.coach{ id = "odd", on = "daily", say = function() return { body = { say = "no such kind" } } end }\n'
          'hf.coach{ id = "number", on = "daily", say = function() return 7 end }\n')
    at(t, "2026-01-08", "08:00")
    answer = t.ok("coach", "daily")
    assert said(answer)["type"] == "milestone"
    assert any("broken" in n for n in answer["notices"]), answer
    for _ in range(6):
        t.ok("coach", "daily", "--again")
    listed = {s["id"]: s for s in t.ok("script", "list", "coach")["scripts"]}
    assert "disabled" in listed["broken"] and "disabled" not in listed["milestone"], listed
    assert "notices" not in t.ok("coach", "daily", "--again"), "what is off is not tried"


def test_a_rule_only_reads(t):
    habit(t)
    write(t, "coach/writer.lua", """hf.coach{ id = "writer", on = "daily", priority = 99, say = function(ctx, e)
  local done, code = ctx:log{ habit = e.habit }
  return (done and "wrote" or "refused ") .. tostring(code)
end }
""")
    at(t, "2026-01-08", "08:00")
    assert said(t.ok("coach", "daily"))["body"] == "refused not_allowed"
    assert t.ok("show", "Run")["loggedDays"] == 7


def test_a_rule_of_ones_own(t):
    habit(t)
    write(t, "coach/mine.lua", """hf.coach{ id = "mine", on = "daily", priority = 60, cooldown = 3,
  when = function(_, e) return e.weekday == "thu" or e.weekday == "fri" end,
  say = function(_, e) return { subject = "Note", body = { "line one", e.habit .. " " .. e.weekday }, reason = "w" .. e.today } end }
""")
    at(t, "2026-01-08", "08:00")
    m = said(t.ok("coach", "daily"))
    assert (m["type"], m["subject"], m["body"], m["priority"]) == ("mine", "Note", "line one\nRun thu", "high"), m
    t.ok("log", "Run")
    at(t, "2026-01-09", "08:00")
    assert all(m["type"] != "mine" for m in t.ok("coach", "daily").get("messages", [])), "within its cooldown"


def test_the_example_rule(t):
    habit(t, "Run", 4)
    for folder in ("coach", "templates"):
        shutil.copytree(os.path.join(ROOT, "examples", "scripts", folder), os.path.join(t.data, "lua", folder))
    at(t, "2026-01-17")
    t.ok("log", "Run", "--on", "2026-01-16", "--status", "missed")
    for day in (17, 18, 20):
        at(t, f"2026-01-{day}", "08:00")
        silent(t.ok("coach", "daily", "--dry-run"), "nothing_to_say")
    at(t, "2026-01-19", "08:00")
    t.ok("profile", "language=pt")
    assert said(t.ok("coach", "daily", "--dry-run"))["body"] == "Uma semana nova. Queres dar um lugar pequeno a Run?"
    t.ok("profile", "language=fr")
    assert said(t.ok("coach", "daily"))["body"].startswith("A new week."), "what a script lacks is said in English"


def test_language_and_persona(t):
    habit(t)
    at(t, "2026-01-08", "08:00")
    bodies = set()
    for persona in ("flex", "coach-blaze", "luna", "ava", "max", "sofi", "the-monk"):
        t.ok("persona", persona)
        bodies.add(said(t.ok("coach", "daily", "--dry-run"))["body"])
    assert len(bodies) == 7, bodies
    for language, word in (("pt", "dias"), ("es", "días"), ("fr", "jours"), ("de", "Tage")):
        t.ok("profile", f"language={language}")
        assert word in said(t.ok("coach", "daily", "--dry-run"))["body"], language


def test_insights_carry_evidence(t):
    at(t, "2026-01-05")
    t.ok("add", "Run", "--start", "2026-01-05")
    t.ok("add", "Read", "--start", "2026-01-05")
    import datetime
    first = datetime.date(2026, 1, 5)
    days = [first + datetime.timedelta(d) for d in range(84)]
    at(t, "2026-03-29", "23:00")
    t.ok("log", "Run", "--on", ",".join(str(d) for d in days if d.weekday() != 2))
    t.ok("log", "Read", "--on", ",".join(str(d) for i, d in enumerate(days) if i * 7919 % 11 < 8))
    at(t, "2026-03-30", "08:00")
    m = said(t.ok("coach", "insights"))
    assert "on Wednesdays 0 of 12, otherwise 72 of 72" in m["body"] and m["type"] == "insight" and m["habitName"] == "Run", m
    silent(t.ok("coach", "insights"), "already_said")
    at(t, "2026-05-30", "08:00")
    t.ok("log", "Run")
    silent(t.ok("coach", "insights"), "already_said")


def test_wrong_calls(t):
    t.fails("invalid_value usage", "coach", "hourly")
    t.fails("usage", "coach")
    t.fails("invalid_value usage", "coach", "history", "--last", "many")
    result = t.text("coach", "daily")
    assert result.code == 0 and result.out == "nothing to say (no_habits)\n", result


def test_two_people_are_two(t):
    for user in ("+351911111111", "+351922222222"):
        at(t, "2026-01-01")
        t.ok("add", "Run", "--start", "2026-01-01", "--user", user)
    for d in range(1, 8):
        at(t, f"2026-01-{d:02}")
        t.ok("log", "Run", "--user", "+351911111111")
    at(t, "2026-01-08", "08:00")
    said(t.ok("coach", "daily", "--user", "+351911111111"))
    silent(t.ok("coach", "daily", "--user", "+351922222222"), "nothing_to_say")
    assert t.ok("coach", "history", "--user", "+351922222222")["sent"] == []
    write(t, "coach/broken.lua", 'hf.coach{ id = "broken", on = "daily", say = function() error("secret") end }\n')
    assert "notices" not in t.ok("coach", "daily", "--user", "+351922222222"), "what is wrong with a script is for admins"
