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


def test_doctor_finds_and_rebuilds(t):
    def codes():
        return [f for f in t.ok("doctor")["findings"] if f["code"] == "reminders"]
    people(t)
    assert codes() == []
    t.now = "2026-11-22T08:00:00Z"
    assert len(codes()) == 1 and "8 people" in codes()[0]["what"], codes()
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("DELETE FROM timers")
    fixed = [f for f in t.ok("doctor", "--fix")["findings"] if f["code"] == "reminders"]
    assert [f["fixed"] for f in fixed] == [True], fixed
    answer = t.ok("tick", "--queue")
    assert answer["visited"] == 8 and answer["queued"] == 8, answer
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("UPDATE outbox SET state=3 WHERE id=1")
        db.execute("UPDATE outbox SET state=4 WHERE id=2")
    assert ["failed" in f["what"] or "unknown" in f["what"] for f in codes()] == [True, True]


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


def test_who_is_blocked_hears_nothing(t):
    people(t, USERS[:2])
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("UPDATE users SET state='blocked' WHERE id=?", (USERS[0],))
    t.now = "2026-11-22T07:30:00Z"
    assert t.ok("tick", "--queue")["queued"] == 1 and [u for u, _ in keys(t)] == [USERS[1]]
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("UPDATE users SET state='active'")
    t.now = "2026-11-22T08:30:00Z"
    assert t.ok("tick", "--queue")["queued"] == 1


def test_who_is_gone_is_forgotten(t):
    people(t, USERS[:2])
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("DELETE FROM users WHERE id=?", (USERS[0],))
    t.now = "2026-11-22T07:30:00Z"
    answer = t.ok("tick", "--queue")
    assert answer["queued"] == 1 and answer["failed"] == [], answer
    assert registry(t, "SELECT next FROM timers WHERE user=?", USERS[0]) == [(None,)]


def test_a_number_that_was_silent_for_long_is_left_alone(t):
    people(t, ("", *USERS[:2]))
    t.now = "2027-05-20T12:00:00Z"      # 179 days later
    t.ok("log", "Water", "--user", USERS[1])
    for now, who in (("2027-05-21T07:30:10Z", ["", *USERS[:2]]), ("2027-05-23T07:30:10Z", ["", USERS[1]])):
        t.now = now
        assert t.ok("tick", "--queue")["failed"] == []
        got = sorted({user for user, key in registry(t, "SELECT user, key FROM outbox WHERE kind = 'reminder'") if key.endswith(now[:10])})
        assert got == sorted(who), (now, got)


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


# ---- delivering ----

COURIER = os.path.join(os.path.dirname(harness.HF), "hf-courier")
STAND_IN = '''#!/usr/bin/env python3
"""Stands in for a gateway: writes down what arrives, and behaves as the file `mode` says."""
import json, os, sys, time
here = os.path.dirname(os.path.abspath(__file__))
mode = open(os.path.join(here, "mode")).read() if os.path.exists(os.path.join(here, "mode")) else ""
def note():
    with open(os.path.join(here, "ledger"), "a") as f:
        f.write(json.dumps(sys.argv[1:]) + "\\n")
if mode == "fail":
    print("no connection\\x1b[31m", file=sys.stderr)
    sys.exit(1)
if mode == "random":
    import random
    mode = random.choice(["", "", "fail", "late", "hang", "die"])
    if mode == "fail":
        sys.exit(1)
    if mode == "die":
        os.kill(os.getpid(), 9)
if mode == "hang":
    time.sleep(30)
note()
if mode == "late":
    time.sleep(30)
print("{}")
'''


def stand_in(t, mode=""):
    path = t.path("gateway")
    with open(path, "w", encoding="utf-8") as f:
        f.write(STAND_IN)
    os.chmod(path, 0o700)
    set_mode(t, mode)
    return path


def set_mode(t, mode):
    with open(t.path("mode"), "w", encoding="utf-8") as f:
        f.write(mode)


def ledger(t):
    if not os.path.exists(t.path("ledger")):
        return []
    return [json.loads(line) for line in open(t.path("ledger"), encoding="utf-8")]


def settings(t, routes, **more):
    os.makedirs(t.data, 0o700, exist_ok=True)
    with open(os.path.join(t.data, "courier.json"), "w", encoding="utf-8") as f:
        json.dump({"routes": routes, **more}, f)


def courier(t, *args):
    done = subprocess.run([COURIER, *args], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root, timeout=60)
    return harness.Result(args, done)


def states(t):
    return sorted(m["state"] for m in outbox(t))


HOSTILE = "Água \"x\" 'y' `id` $(touch /tmp/hf-pwned) ; & | \\ 💧 {to} {key}\nsecond line"


def test_a_gateway_gets_argv_untouched(t):
    people(t, [USERS[0]])
    t.ok("edit", "Water", "--remind-message", HOSTILE, "--user", USERS[0])
    path = stand_in(t)
    settings(t, {"*": {"adapter": "gateway", "command": path}})
    t.now = "2026-11-22T07:30:00Z"
    r = t.text("tick")
    assert (r.code, r.out, r.err) == (0, "", ""), r
    assert ledger(t) == [["message", "send", "--channel", "whatsapp", "--target", USERS[0], "--message", HOSTILE]], ledger(t)
    assert states(t) == ["sent"] and registry(t, "SELECT body FROM outbox") == [("",)]
    for _ in range(3):
        t.text("tick")
    assert len(ledger(t)) == 1


def test_the_owner_without_an_address(t):
    people(t, [""])
    path = stand_in(t)
    settings(t, {"*": {"adapter": "gateway", "command": path, "targetOption": "--to"}})
    t.now = "2026-11-22T07:30:00Z"
    assert t.ok("tick")["dead"] == 1
    assert "reached" in outbox(t)[0]["problem"]
    settings(t, {"*": {"adapter": "gateway", "command": path, "targetOption": "--to"}}, owner={"channel": "telegram", "to": "900"})
    t.ok("outbox", "retry", "1")
    t.fails("invalid_value", "outbox", "retry", "1")
    assert t.ok("tick")["sent"] == 1
    assert ledger(t)[0][2:6] == ["--channel", "telegram", "--to", "900"]


def test_failures_are_tried_again_in_order(t):
    people(t, [USERS[0]])
    t.ok("add", "Read", "--remind", "07:31", "--user", USERS[0])
    path = stand_in(t, "fail")
    settings(t, {"*": {"adapter": "gateway", "command": path}})
    t.now = "2026-11-22T07:31:00Z"
    answer = t.ok("tick")
    assert answer["again"] == 1 and ledger(t) == [], answer  # the second waits behind the first
    found = outbox(t)
    assert [m["state"] for m in found] == ["waiting", "waiting"] and found[0]["problem"] == "exit status 1: no connection\ufffd[31m", found
    set_mode(t, "")
    t.now = "2026-11-22T07:42:00Z"
    assert t.ok("tick")["sent"] == 2
    assert ["Water" in ledger(t)[0][-1], "Read" in ledger(t)[1][-1]] == [True, True], ledger(t)


def test_one_person_holds_up_nobody(t):
    people(t)
    path = stand_in(t)
    settings(t, {"whatsapp": {"adapter": "gateway", "command": path}, "last": {"adapter": "command", "argv": ["/nonexistent/program", "{text}"]}})
    t.now = "2026-11-22T07:30:00Z"
    answer = t.ok("tick")
    assert (answer["sent"], answer["again"]) == (7, 1), answer
    assert sorted(w[5] for w in ledger(t)) == USERS


def test_dead_letters(t):
    people(t, [USERS[0]])
    path = stand_in(t, "fail")
    settings(t, {"*": {"adapter": "gateway", "command": path}}, tries=3)
    for minute in (30, 45, 59, 59):
        t.now = f"2026-11-22T07:{minute}:00Z"
        t.ok("tick")
    assert states(t) == ["failed"] and outbox(t)[0]["tries"] == 3
    set_mode(t, "")
    t.ok("outbox", "drop", "1")
    t.ok("tick")
    assert states(t) == ["dropped"] and ledger(t) == []


def test_too_late_is_not_sent(t):
    people(t, [USERS[0]])
    path = stand_in(t)
    t.now = "2026-11-22T07:30:00Z"
    t.ok("tick", "--queue")
    settings(t, {"*": {"adapter": "gateway", "command": path}})
    t.now = "2026-11-22T09:30:01Z"
    courier(t)
    assert states(t) == ["failed"] and ledger(t) == []


def test_an_unknown_outcome_is_told_and_not_repeated(t):
    people(t, [USERS[0]])
    path = stand_in(t, "late")
    settings(t, {"*": {"adapter": "gateway", "command": path}}, timeoutSeconds=4)  # long enough for the stand-in to start on a slow machine
    t.now = "2026-11-22T07:30:00Z"
    assert t.ok("tick")["unknown"] == 1
    set_mode(t, "")
    for minute in (31, 40, 50):
        t.now = f"2026-11-22T07:{minute}:00Z"
        t.ok("tick")
    assert len(ledger(t)) == 1 and states(t) == ["unknown"], (ledger(t), states(t))
    t.ok("outbox", "retry", "1")
    assert t.ok("tick")["sent"] == 1 and len(ledger(t)) == 2


def test_a_courier_killed_while_sending(t):
    people(t, [USERS[0]])
    path = stand_in(t, "late")
    settings(t, {"*": {"adapter": "gateway", "command": path}}, leaseSeconds=60)
    t.now = "2026-11-22T07:30:00Z"
    t.ok("tick", "--queue")
    process = subprocess.Popen([COURIER], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root)
    for _ in range(500):
        if ledger(t):
            break
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert states(t) == ["sending"]
    courier(t)
    assert states(t) == ["sending"]  # the lease runs
    t.now = "2026-11-22T07:31:01Z"
    courier(t)
    assert states(t) == ["unknown"] and "cut off" in outbox(t)[0]["problem"] and len(ledger(t)) == 1


def test_where_the_key_is_known_an_unknown_one_is_repeated(t):
    people(t, [USERS[0]])
    path = stand_in(t, "late")
    settings(t, {"*": {"adapter": "command", "argv": [path, "{id}", "{text}"]}}, timeoutSeconds=4)  # long enough for the stand-in to start on a slow machine
    t.now = "2026-11-22T07:30:00Z"
    assert t.ok("tick")["again"] == 1
    set_mode(t, "")
    t.now = "2026-11-22T07:41:00Z"
    assert t.ok("tick")["sent"] == 1
    ids = [w[0] for w in ledger(t)]
    assert len(ids) == 2 and len(set(ids)) == 1 and ids[0].startswith("msg_"), ids


def test_ledger_under_a_bad_gateway_and_kills(t):
    """Couriers that are killed, beside each other, with a gateway that fails, hangs, dies and answers late: what knows the key arrives, and
    counts once."""
    people(t)
    path = stand_in(t, "random")
    settings(t, {"*": {"adapter": "command", "argv": [path, "{id}", "{user}"]}}, timeoutSeconds=0.4, leaseSeconds=5, tries=100)
    t.now = "2026-11-22T07:30:00Z"
    t.ok("tick", "--queue")
    rng = random.Random(3)
    minute = 30
    for _ in range(int(5 * harness.ROUNDS)):
        minute += 11
        t.now = f"2026-11-22T{7 + minute // 60:02d}:{minute % 60:02d}:00Z"
        running = [subprocess.Popen([COURIER], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root) for _ in range(2)]
        time.sleep(0.2 + rng.random() / 2)
        running[0].kill()
        for process in running:
            process.communicate()
    set_mode(t, "")
    for extra in (15, 30):
        t.now = f"2026-11-22T{7 + (minute + extra) // 60:02d}:{(minute + extra) % 60:02d}:00Z"
        assert courier(t).code == 0
    assert set(states(t)) <= {"sent", "failed"}, states(t)
    arrived = {w[0] for w in ledger(t)}
    settled = registry(t, "SELECT count(*) FROM outbox WHERE state=2")[0][0]
    assert len(arrived) >= settled and settled + len([s for s in states(t) if s == "failed"]) == 8, (arrived, states(t))


def test_a_whole_tick_killed_and_run_again(t):
    """From the clock to the gateway: whatever is killed, each message arrives, and under one id."""
    people(t)
    path = stand_in(t)
    settings(t, {"*": {"adapter": "command", "argv": [path, "{id}", "{user}"]}}, leaseSeconds=30)
    rng = random.Random(11)
    days = range(22, 22 + min(8, int(4 * harness.ROUNDS)))
    for day in days:
        for second in range(4):
            t.now = f"2026-11-{day:02d}T07:30:{second:02d}Z"
            process = subprocess.Popen([harness.HF, "tick"], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root)
            time.sleep(rng.random() * 0.2)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        for minute in (31, 45):  # after the lease of what was cut off, and after a pause
            t.now = f"2026-11-{day:02d}T07:{minute}:50Z"
            t.ok("tick")
            for _ in range(300):  # a courier whose tick was killed may still be at work
                if "sending" not in states(t):
                    break
                time.sleep(0.02)
        for user in ("", *USERS):
            t.ok("log", "Water", *(("--user", user) if user else ()))
    check_once(t, ["", *USERS], [f"2026-11-{d:02d}" for d in days])
    assert set(states(t)) == {"sent"}, states(t)
    arrived = [tuple(w) for w in ledger(t)]
    assert len(set(arrived)) == 8 * len(days), (len(set(arrived)), len(arrived))


def test_settings_that_are_wrong(t):
    people(t, [USERS[0]])
    t.now = "2026-11-22T07:30:00Z"
    assert any("courier.json" in n for n in t.ok("tick")["notices"])
    secret = t.path("secret")
    with open(secret, "w", encoding="utf-8") as f:
        f.write("open to all")
    os.chmod(secret, 0o644)
    for routes in ({}, [], {"*": {}}, {"*": {"adapter": "smoke"}}, {"*": {"adapter": "command"}}, {"*": {"adapter": "command", "argv": []}},
                   {"*": {"adapter": "command", "argv": [7]}}, {"*": {"adapter": "webhook"}}, {"*": {"adapter": "webhook", "url": "http://127.0.0.1:1/"}},
                   {"*": {"adapter": "webhook", "url": "file:///etc/passwd"}}, {"*": {"adapter": "webhook", "url": "https://127.0.0.1/", "secretFile": secret}},
                   {"*": {"adapter": "webhook", "url": "https://127.0.0.1/", "secretFile": "/nonexistent"}}, {"*": {"adapter": "command", "argv": [""]}}):
        settings(t, routes)
        r = courier(t)
        assert r.code != 0 and r.err.startswith("hf-courier: ") and r.out == "", (routes, r)
    assert states(t) == ["waiting"] and outbox(t)[0]["tries"] == 0
    for args in (("--data-dir",), ("--unheard",), ("--config", "/nonexistent"), ("word",)):
        assert courier(t, *args).code != 0, args
    assert courier(t, "--help").code == 0


def test_print(t):
    people(t)
    t.now = "2026-11-22T07:30:00Z"
    r = t.text("tick", "--print")
    assert r.code == 0 and r.err == "" and r.out.count("Water") == 1, r
    assert t.text("tick", "--print").out == ""
    answer = t.ok("tick", "--print")
    assert sorted(m["user"] for m in answer["messages"]) == USERS, answer
    assert t.ok("tick", "--print")["messages"] == []
    full = t.raw("tick", "--print", stdout=subprocess.DEVNULL)
    assert full.code == 0


def test_what_cannot_be_printed_stays(t):
    people(t, [""])
    t.now = "2026-11-22T07:30:00Z"
    with open("/dev/full", "wb") as full:
        assert t.raw("tick", "--print", stdout=full).code == 6
    assert "Water" in t.text("tick", "--print").out


# ---- webhook ----

class Receiver:
    """A receiver that fails, hangs, answers late and knows messages again by their id."""

    def __init__(self, behaviour):
        import http.server
        self.seen, self.bodies, behave = [], [], list(behaviour)
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                how = behave.pop(0) if behave else 200
                if how != "drop-before":
                    outer.seen.append({k.lower(): v for k, v in self.headers.items()})
                    outer.bodies.append(body)
                if how in ("drop", "drop-before"):
                    self.connection.close()
                    return
                if how == "late":
                    time.sleep(2)
                    how = 200
                self.send_response(how)
                if how == 429:
                    self.send_header("Retry-After", "120")
                self.send_header("Content-Length", "0")
                if how == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def test_webhook_is_signed_and_keeps_its_id(t):
    import base64
    import hashlib
    import hmac
    people(t, [USERS[0]])
    t.ok("edit", "Water", "--remind-message", HOSTILE, "--user", USERS[0])
    secret = t.path("secret")
    with open(secret, "w", encoding="utf-8") as f:
        f.write("whsec_" + base64.b64encode(b"a secret of 24 bytes....").decode() + "\n")
    os.chmod(secret, 0o600)
    receiver = Receiver([500, "drop", "late", 429])
    try:
        settings(t, {"*": {"adapter": "webhook", "url": receiver.url, "allowHttp": True, "secretFile": secret}}, timeoutSeconds=1)
        for minute in (30, 41, 52):
            t.now = f"2026-11-22T07:{minute}:00Z"
            assert t.ok("tick")["again"] == 1
        t.now = "2026-11-22T08:03:00Z"
        assert t.ok("tick")["again"] == 1
        t.now = "2026-11-22T08:04:59Z"
        assert "sent" not in t.ok("tick")  # asked to wait two minutes
        t.now = "2026-11-22T08:14:00Z"
        assert t.ok("tick")["sent"] == 1
    finally:
        receiver.close()
    assert len(receiver.seen) == 5 and len({h["webhook-id"] for h in receiver.seen}) == 1
    assert {h["idempotency-key"] for h in receiver.seen} == {h["webhook-id"] for h in receiver.seen}
    for headers, body in zip(receiver.seen, receiver.bodies):
        text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        mac = hmac.new(b"a secret of 24 bytes....", text, hashlib.sha256).digest()
        assert headers["webhook-signature"] == "v1," + base64.b64encode(mac).decode()
        assert json.loads(body)["data"]["text"] == HOSTILE and json.loads(body)["data"]["to"] == USERS[0]


def test_webhook_refusals_and_redirects_are_final(t):
    people(t, USERS[:3])
    receiver = Receiver([400, 302, 404])
    try:
        settings(t, {"*": {"adapter": "webhook", "url": receiver.url, "allowHttp": True}})
        t.now = "2026-11-22T07:30:00Z"
        answer = t.ok("tick")
    finally:
        receiver.close()
    assert answer["dead"] == 3 and states(t) == ["failed"] * 3, answer
    assert "webhook-signature" not in receiver.seen[0]


def test_nobody_listens(t):
    people(t, USERS[:1])
    receiver = Receiver([])
    url = receiver.url
    receiver.close()
    settings(t, {"*": {"adapter": "webhook", "url": url, "allowHttp": True, "idempotent": False}})
    t.now = "2026-11-22T07:30:00Z"
    assert t.ok("tick")["again"] == 1  # surely not sent: no connection


# ---- coaching on the tick ----

def coached(t, *who):
    """Seven days of running up to 21 November: the coach has a milestone to tell. `who` is reminded at 07:30."""
    t.now = "2026-11-15T06:00:00Z"
    t.ok("add", "Run", "--remind", "07:30", *who)
    for day in range(15, 22):
        t.now = f"2026-11-{day}T06:30:00Z"
        t.ok("log", "Run", *who)


def coach_messages(t):
    return registry(t, "SELECT user, key, body FROM outbox WHERE kind = 'coach' ORDER BY id")


def ticks(t, *times):
    for now in times:
        t.now = now
        assert t.ok("tick", "--queue")["failed"] == []


def test_the_coach_speaks_once_in_the_evening(t):
    who = ["--user", USERS[0]]
    coached(t, *who)
    ticks(t, "2026-11-21T07:30:10Z", "2026-11-21T17:59:00Z")
    assert coach_messages(t) == []
    ticks(t, "2026-11-21T18:00:10Z", "2026-11-21T18:00:20Z", "2026-11-21T18:20:00Z", "2026-11-21T18:00:00Z", "2026-11-21T23:00:00Z")
    (user, key, body), = coach_messages(t)
    assert user == USERS[0] and key == "coach:2026-11-21:0" and "Run" in body and "7" in body, (key, body)
    assert t.ok("coach", "history", *who)["sent"][0]["habitName"] == "Run"
    ticks(t, "2026-11-22T18:00:10Z")
    bodies = [m[2] for m in coach_messages(t)]
    assert len(set(bodies)) == len(bodies) <= 2, "the same again is not worth saying"


def test_the_coach_writes_when_asked_to_and_to_nobody_else(t):
    quiet, off, early = (["--user", u] for u in USERS[:3])
    for who in (quiet, off, early):
        coached(t, *who)
    t.ok("edit", "Run", "--remind", "none", *quiet)     # no reminders: left alone
    t.ok("profile", "coachTime=off", *off)
    t.ok("profile", "coachTime=12:15", "timezone=Asia/Kolkata", *early)   # 06:45 in UTC
    ticks(t, "2026-11-21T06:46:00Z")
    assert [m[0] for m in coach_messages(t)] == [USERS[2]]
    ticks(t, "2026-11-21T18:00:10Z", "2026-11-22T06:00:00Z")
    assert len(coach_messages(t)) == 1
    t.fails("invalid_value", "profile", "coachTime=noon", *early)


def test_a_coach_that_is_too_late_is_silent(t):
    coached(t)
    ticks(t, "2026-11-21T07:30:10Z", "2026-11-21T21:00:00Z")
    assert coach_messages(t) == [], "three hours late, where two are the limit"


def test_a_broken_coach_loses_no_reminder(t):
    coached(t)
    t.ok("edit", "Run", "--remind", "18:00")
    folder = os.path.join(t.data, "lua", "coach")
    os.makedirs(folder, mode=0o700)
    for name in ("milestone", "risk", "weekly", "insight", "comeback", "pace"):
        with open(os.path.join(folder, name + ".lua"), "w", encoding="utf-8") as f:
            f.write("error('no')")
    ticks(t, "2026-11-22T18:00:10Z")
    assert [k for _, k in keys(t) if k.startswith("remind:")], keys(t)


def test_killed_while_the_coach_speaks(t):
    """Wherever the tick is killed, the next one says it, once."""
    coached(t)
    t.now = "2026-11-21T18:00:10Z"
    for delay in range(0, 40, 2):
        process = subprocess.Popen([harness.HF, "tick", "--queue", "--now", t.now], env=t.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay / 10000)
        process.send_signal(signal.SIGKILL)
        process.wait()
    ticks(t, "2026-11-21T18:01:00Z", "2026-11-21T18:02:00Z")
    assert len(coach_messages(t)) == 1, coach_messages(t)
