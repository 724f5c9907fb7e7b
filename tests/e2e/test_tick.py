"""The service's tick: many people, kills at any point, two at once; the index; the outbox and the courier."""
import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time

import harness

USERS = [f"+35191{n:07d}" for n in range(1, 8)]


def people(t, users=("", *USERS), at="07:30"):
    t.now = "2026-11-22T06:00:00Z"
    for user in users:
        who = ("--user", user) if user else ()
        t.ok("add", "Water", "--remind", at, *who)


def registry(t, sql, *args):
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        return db.execute(sql, args).fetchall()


def outbox(t, state="all"):
    return t.ok("outbox", "list", "--state", state)["messages"]


def keys(t):
    return sorted((user, key) for user, key in registry(t, "SELECT user, key FROM outbox"))


def expected(day, users=("", *USERS)):
    return sorted(users), day


def check_once(t, users, days):
    """Exactly one message for each person and day, whatever happened."""
    got = keys(t)
    assert len(set(got)) == len(got)
    want = sorted((u, d) for u in users for d in days)
    assert sorted((u, k.rsplit(":", 1)[1]) for u, k in got if ":digest:" not in k) == want, got


def test_nobody_is_there(t):
    r = t.text("tick", "--queue")
    assert (r.code, r.out, r.err) == (0, "", ""), r
    assert t.ok("tick", "--queue")["visited"] == 0 and not os.path.exists(t.data)


def test_everybody_gets_theirs_once(t):
    people(t)
    t.now = "2026-11-22T07:29:00Z"
    assert t.ok("tick", "--queue")["queued"] == 0
    t.now = "2026-11-22T07:30:20Z"
    answer = t.ok("tick", "--queue")
    assert answer["queued"] == 8 and answer["failed"] == [], answer
    for now in ("2026-11-22T07:30:20Z", "2026-11-22T07:31:00Z", "2026-11-22T12:00:00Z", "2026-11-22T07:30:00Z"):
        t.now = now
        assert t.ok("tick", "--queue")["queued"] == 0, now
    t.now = "2026-11-23T07:30:05Z"
    assert t.ok("tick", "--queue")["queued"] == 8
    check_once(t, ["", *USERS], ["2026-11-22", "2026-11-23"])
    route = {m["user"]: (m["channel"], m.get("to")) for m in outbox(t)}
    assert route[USERS[0]] == ("whatsapp", USERS[0]) and route["personal"] == ("last", None), route
    r = t.text("tick", "--queue")
    assert (r.code, r.out, r.err) == (0, "", ""), r


def test_a_tick_visits_only_who_is_due(t):
    people(t)
    t.ok("add", "Early", "--remind", "07:00", "--user", USERS[2])
    t.now = "2026-11-22T07:00:00Z"
    assert t.ok("tick", "--queue")["visited"] == 2  # the owner's is always looked at
    t.ok("edit", "Water", "--remind", "none", "--user", USERS[3])
    t.now = "2026-11-22T07:30:00Z"
    answer = t.ok("tick", "--queue")
    assert answer["visited"] == 8 and answer["queued"] == 7, answer  # one visit in vain, once
    t.now = "2026-11-23T07:30:00Z"
    assert t.ok("tick", "--queue")["queued"] == 8
    assert registry(t, "SELECT next FROM timers WHERE user=?", USERS[3]) == [(None,)]


def test_a_visit_is_no_sign_of_life(t):
    people(t, [USERS[0]])
    before = registry(t, "SELECT seen FROM users")
    t.now = "2026-11-25T07:30:00Z"
    t.ok("tick", "--queue")
    assert registry(t, "SELECT seen FROM users") == before


def test_a_wish_during_a_visit_is_not_lost(t):
    """A timer that was touched since it was read stays due."""
    people(t, [USERS[0]])
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("UPDATE timers SET rev=rev+1")
    t.now = "2026-11-22T07:30:00Z"
    assert t.ok("tick", "--queue")["queued"] == 1
    t.ok("edit", "Water", "--remind", "07:31", "--user", USERS[0])
    t.now = "2026-11-22T07:31:00Z"
    assert t.ok("tick", "--queue")["queued"] == 1


def test_rebuild(t):
    people(t)
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("DELETE FROM timers")
    t.now = "2026-11-22T07:30:00Z"
    assert t.ok("tick", "--queue")["queued"] == 1  # the owner's only
    answer = t.ok("tick", "--queue", "--rebuild")
    assert answer["visited"] == 8 and answer["queued"] == 7, answer
    assert len(registry(t, "SELECT user FROM timers WHERE next IS NOT NULL")) == 8
    check_once(t, ["", *USERS], ["2026-11-22"])


def test_one_damaged_vault_holds_up_nobody(t):
    people(t)
    with open(os.path.join(t.data, USERS[1], "habits.db"), "wb") as f:
        f.write(b"broken" * 1000)
    t.now = "2026-11-22T07:30:00Z"
    answer = t.ok("tick", "--queue")
    assert answer["queued"] == 7 and [f["user"] for f in answer["failed"]] == [USERS[1]] and answer["failed"][0]["code"] == "corrupt", answer
    assert t.ok("tick", "--queue")["failed"] == []
    t.now = "2026-11-22T07:35:00Z"
    assert len(t.ok("tick", "--queue")["failed"]) == 1


def test_only_the_owner_and_admins_may(t):
    people(t)
    for words in (("tick",), ("tick", "--print"), ("outbox", "list"), ("outbox", "drop", "1")):
        t.fails("not_allowed", *words, "--user", USERS[0])
    t.fails("usage", "outbox", "retry")
    t.fails("not_found", "outbox", "retry", "77")
    t.fails("invalid_value", "outbox", "explode")


def test_dry_run_changes_nothing(t):
    people(t)
    t.now = "2026-11-22T07:30:00Z"
    before = {k: v for k, v in t.snapshot().items() if not k.endswith(".hf-tick.lock")}
    t.ok("tick", "--queue", "--dry-run")
    t.ok("tick", "--dry-run")
    assert {k: v for k, v in t.snapshot().items() if not k.endswith(".hf-tick.lock")} == before
    assert t.ok("tick", "--queue")["queued"] == 8


def test_the_skills_files_change_behind_our_back(t):
    people(t, [""])
    os.makedirs(os.path.join(t.data, "logs"), exist_ok=True)
    with open(os.path.join(t.data, "habits.json"), "w", encoding="utf-8") as f:
        json.dump({"habits": [{"id": "h_skill", "userId": "default-user", "name": "Skill", "category": "health", "frequency": "daily", "targetCount": 1,
                               "targetUnit": "session", "reminderSettings": {"enabled": True, "times": ["08:00"], "channel": "last"}, "isActive": True,
                               "startDate": "2026-11-01T00:00:00.000Z", "currentStreak": 0, "longestStreak": 0, "createdAt": "2026-11-01T00:00:00.000Z",
                               "updatedAt": "2026-11-01T00:00:00.000Z"}]}, f)
    t.now = "2026-11-22T06:01:00Z"
    t.ok("tick", "--queue")
    t.now = "2026-11-22T08:00:00Z"
    t.ok("tick", "--queue")
    assert any("h_skill" in k for _, k in keys(t)), keys(t)


# ---- killed anywhere ----

def test_killed_at_any_point_and_run_again(t):
    people(t)
    rng = random.Random(7)
    day = 22
    for round_number in range(int(8 * harness.ROUNDS)):
        day = 22 + round_number % 8
        t.now = f"2026-11-{day:02d}T07:30:{round_number % 50:02d}Z"
        for _ in range(6):
            process = subprocess.Popen([harness.HF, "tick", "--queue"], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root)
            time.sleep(rng.random() * 0.03)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        t.ok("tick", "--queue")
        for user in ("", *USERS):
            t.ok("log", "Water", *(("--user", user) if user else ()))
    days = [f"2026-11-{d:02d}" for d in range(22, day + 1)]
    check_once(t, ["", *USERS], days)


def test_killed_at_every_write(t):
    """SIGKILL at the n-th write to a file, for every n until a tick gets through."""
    harness.need_strace()
    people(t, ["", USERS[0]])
    for n, day in zip(range(1, 200, max(1, int(7 / harness.ROUNDS))), range(22, 31)):
        t.now = f"2026-11-{day:02d}T07:30:00Z"
        prefix = ["strace", "-f", "-o", "/dev/null", "-e", f"inject=pwrite64:signal=KILL:when={n}"]
        subprocess.run([*prefix, harness.HF, "tick", "--queue"], env=dict(t.environment(), ASAN_OPTIONS="detect_leaks=0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root)
        t.ok("tick", "--queue")
        t.ok("log", "Water")
        t.ok("log", "Water", "--user", USERS[0])
    check_once(t, ["", USERS[0]], [f"2026-11-{d:02d}" for d in range(22, 31)])


def test_two_at_once(t):
    people(t)
    t.now = "2026-11-22T07:30:00Z"
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(t.ok("tick", "--queue"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(a["queued"] for a in answers) == 8, answers
    check_once(t, ["", *USERS], ["2026-11-22"])
