"""Many at once, killed at any moment, a disk that fails: what was acknowledged is there, what was not is not there by half.

HF_ROUNDS=10 gives the full count: 50 rounds of 20 at once, 300 kills.
"""
import json
import os
import random
import signal
import sqlite3
import subprocess
import time

import harness
from harness import HF, ROUNDS

AT_ONCE = 20


def rounds(full):
    return max(1, round(full * ROUNDS / 10))


def start(t, *args, **kwargs):
    return subprocess.Popen([HF, "--json", *args], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=t.root, **kwargs)


def finish(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, f"exit {process.returncode}: {out!r} {err!r}"
    return json.loads(out)


def count_of(t, habit, date="2026-11-22"):
    """Today's amount."""
    for row in t.ok("today")["due"]:
        if row["habitName"] == habit:
            return row["count"] or 0
    raise AssertionError(f"{habit} is not due")


def check_sound(t):
    """Readable, and whole as SQLite sees it."""
    assert t.ok("doctor")["healthy"], f"{t.ok('doctor')}"
    for base, _folders, files in os.walk(t.data):
        for name in files:
            if name.endswith(".db"):
                with sqlite3.connect(os.path.join(base, name)) as db:
                    assert db.execute("pragma integrity_check").fetchall() == [("ok",)], f"{base}/{name}"


def skill_folder(t, habits):
    """A folder as the HabitFlow skill writes it, so that its files are kept in step."""
    os.makedirs(os.path.join(t.data, "logs"), mode=0o700)
    items = [{"id": f"h_{i}", "userId": "default-user", "name": name, "category": "health", "frequency": "daily", "targetCount": 8, "targetUnit": "glass",
              "isActive": True, "startDate": "2026-01-01T00:00:00.000Z", "currentStreak": 0, "longestStreak": 0,
              "createdAt": "2026-01-01T00:00:00.000Z", "updatedAt": "2026-01-01T00:00:00.000Z"} for i, name in enumerate(habits)]
    with open(os.path.join(t.data, "habits.json"), "w") as f:
        json.dump({"habits": items}, f, indent=2)


def lines_of(t):
    """Every record of the skill's log files: (habit, day) -> amount."""
    found = {}
    logs = os.path.join(t.data, "logs")
    for name in os.listdir(logs):
        if not name.endswith(".jsonl"):
            assert not name.endswith(".json"), name
            continue
        with open(os.path.join(logs, name)) as f:
            for line in f:
                record = json.loads(line)
                key = (record["habitId"], record["logDate"][:10])
                assert key not in found, f"{key} twice"
                found[key] = record["actualCount"]
    return found


# ---- many at once ----


def test_twenty_at_once_on_twenty_habits(t):
    for i in range(AT_ONCE):
        t.ok("add", f"Habit {i:02}", "--target", "1000000")
    for n in range(1, rounds(50) + 1):
        for p in [start(t, "log", f"Habit {i:02}", "--add", "1") for i in range(AT_ONCE)]:
            finish(p)
        counts = {row["habitName"]: row["count"] for row in t.ok("today")["due"]}
        assert len(counts) == AT_ONCE and set(counts.values()) == {n}, f"round {n}: {counts}"
    assert len([e for e in t.ok("history", "--last", "10000")["events"] if e["verb"] == "log"]) == rounds(50) * AT_ONCE
    check_sound(t)


def test_twenty_at_once_on_one_habit(t):
    t.ok("add", "Water", "--target", "1000000")
    for n in range(1, rounds(50) + 1):
        for p in [start(t, "log", "water", "--add", "1") for _ in range(AT_ONCE)]:
            finish(p)
        assert count_of(t, "Water") == n * AT_ONCE, f"round {n}"
    check_sound(t)


def test_twenty_days_at_once(t):
    t.ok("add", "Water", "--start", "2026-01-01")
    for n in range(rounds(20)):
        days = [f"2026-{1 + n % 10:02}-{d:02}" for d in range(1, AT_ONCE + 1)]
        for p in [start(t, "log", "water", "--on", d) for d in days]:
            finish(p)
        assert t.ok("show", "water")["loggedDays"] == min(n + 1, 10) * AT_ONCE
    check_sound(t)


def test_twenty_new_habits_and_first_call_at_once(t):
    """Also the very first call, which makes the folder and the file."""
    for n in range(rounds(20)):
        folder = t.path(f"data{n}")
        for p in [start(t, "--data-dir", folder, "add", f"Habit {i}") for i in range(AT_ONCE)]:
            finish(p)
        assert len(t.ok("list", "--data-dir", folder)["habits"]) == AT_ONCE


def test_twenty_users_at_once(t):
    for n in range(rounds(20)):
        users = [f"+3519{n:02}11111{i:02}" for i in range(AT_ONCE)]
        for p in [start(t, "add", "Water", "--user", u) for u in users]:
            finish(p)
        for u in users:
            assert len(t.ok("list", "--user", u)["habits"]) == 1


def test_the_same_key_at_once_counts_once(t):
    t.ok("add", "Water", "--target", "100")
    for n in range(1, rounds(50) + 1):
        answers = [finish(p) for p in [start(t, "log", "water", "--add", "1", "--key", f"message-{n}") for _ in range(AT_ONCE)]]
        assert all(a["logs"] == answers[0]["logs"] for a in answers)
        assert count_of(t, "Water") == n


def test_at_once_beside_the_skill(t):
    names = [f"Habit {i:02}" for i in range(AT_ONCE)]
    skill_folder(t, names)
    for n in range(1, rounds(20) + 1):
        for p in [start(t, "log", name, "--add", "1") for name in names]:
            finish(p)
        lines = lines_of(t)
        assert len(lines) == AT_ONCE and set(lines.values()) == {n}, f"round {n}: {lines}"
        with open(os.path.join(t.data, "habits.json")) as f:
            assert len(json.load(f)["habits"]) == AT_ONCE
    check_sound(t)


def test_a_lock_that_stays(t):
    """Another program holds the file: an error of the contract, nothing written, and the next call works."""
    t.ok("add", "Water")
    with sqlite3.connect(os.path.join(t.data, "habits.db"), isolation_level=None) as db:
        db.execute("begin exclusive")
        calls = [start(t, "list"), start(t, "log", "water", "--key", "m1")]
        for process in calls:
            out, _err = process.communicate(timeout=60)
            assert process.returncode == 6 and json.loads(out)["error"]["code"] == "busy", f"{process.returncode} {out!r}"
        db.execute("rollback")
    assert t.ok("show", "water")["loggedDays"] == 0
    t.ok("log", "water", "--key", "m1")
    assert t.ok("show", "water")["loggedDays"] == 1


# ---- killed ----


def duration(t, *args):
    times = []
    for _ in range(5):
        begun = time.monotonic()
        start(t, *args).communicate()
        times.append(time.monotonic() - begun)
    return sorted(times)[2]


def killed(t, rng, longest, *args):
    """Starts a call, kills it after a random time; True if it was acknowledged all the same."""
    process = start(t, *args)
    time.sleep(rng.random() * longest)
    process.send_signal(signal.SIGKILL)
    out, _err = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), f"{process.returncode} {out!r}"
    return process.returncode == 0 and json.loads(out)["success"]


def kill_logs(t, how_many):
    longest = 1.3 * duration(t, "log", "water", "--add", "1")
    rng = random.Random(20261122)
    base = count_of(t, "Water")
    acknowledged = 0
    for i in range(how_many):
        done = killed(t, rng, longest, "log", "water", "--add", "1", "--key", f"kill-{i}")
        acknowledged += done
        longest *= 0.93 if done else 1.07   # about half of them should make it, however busy the machine is
        count = count_of(t, "Water")
        assert base + i <= count <= base + i + 1 and (not done or count == base + i + 1), f"kill {i}: {count}, acknowledged {done}"
        t.ok("log", "water", "--add", "1", "--key", f"kill-{i}")
        assert count_of(t, "Water") == base + i + 1, f"kill {i}: the key was counted twice or lost"
    assert 0 < acknowledged < how_many or how_many < 20, f"{acknowledged} of {how_many} were quick enough: the moments are badly chosen"


def test_killed_logs(t):
    t.ok("add", "Water", "--target", "1000000")
    t.ok("log", "water", "--add", "1")
    kill_logs(t, rounds(300))
    check_sound(t)


def test_killed_logs_beside_the_skill(t):
    skill_folder(t, ["Water"])
    t.ok("log", "water", "--add", "1")
    kill_logs(t, rounds(100))
    t.ok("log", "water", "--add", "1")
    assert lines_of(t)[("h_0", "2026-11-22")] == count_of(t, "Water")
    check_sound(t)


def big_export(t):
    """A file with 20 habits of 30 days each."""
    source = t.path("source")
    for i in range(20):
        t.ok("--data-dir", source, "add", f"Habit {i}", "--start", "2026-10-01")
        t.ok("--data-dir", source, "log", f"Habit {i}", "--on", ",".join(f"2026-10-{d:02}" for d in range(1, 31)))
    path = t.path("everything.json")
    t.ok("--data-dir", source, "export", "--out", path)
    return path


def test_killed_imports(t):
    path = big_export(t)
    t.ok("add", "Before")
    longest = 1.3 * duration(t, "--data-dir", t.path("measure"), "import", path)
    rng = random.Random(20261122)
    for i in range(rounds(300)):
        folder = t.path(f"data{i}")
        done = killed(t, rng, longest, "--data-dir", folder, "import", path)
        habits = t.ok("--data-dir", folder, "list")["habits"]
        assert len(habits) in ((20,) if done else (0, 20)), f"kill {i}: half an import, {len(habits)} habits"
        if habits:
            stats = t.ok("--data-dir", folder, "stats", "--days", "60")["stats"]
            assert {s["completedDays"] for s in stats} == {30}, f"kill {i}: {stats}"
        again = t.ok("--data-dir", folder, "import", path)
        assert (again["habitsNew"], again["habitsSame"]) == ((0, 20) if habits else (20, 0)), f"kill {i}: {again}"
    t.data = folder
    check_sound(t)


STEPS = ("pwrite64", "fdatasync", "ftruncate", "openat", "close", "fcntl", "flock", "write")


def killed_at(t, call, n, *args):
    """Kills before the nth such system call; None when there is none any more, else the process."""
    process = subprocess.run(["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}", HF, "--json", *args],
                             env=traced_environment(t), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root)
    assert process.returncode in (0, -signal.SIGKILL), f"{call} {n}: {process}"
    return None if process.returncode == 0 else process


def each_step(t):
    step = max(1, round(3 / ROUNDS))
    for call in STEPS:
        for n in range(1, 400, step):
            yield call, n, f"step-{call}-{n}"


def kill_at_every_step(t):
    """Not at a random moment, but before each call that touches a file."""
    harness.need_strace()
    places, ended = 0, set()
    for call, n, key in each_step(t):
        if call in ended:
            continue
        before = count_of(t, "Water")
        if not killed_at(t, call, n, "log", "water", "--add", "1", "--key", key):
            ended.add(call)
            continue
        places += 1
        after = count_of(t, "Water")
        assert after in (before, before + 1), f"{call} {n}: {before} became {after}"
        t.ok("log", "water", "--add", "1", "--key", key)
        assert count_of(t, "Water") == before + 1, f"{call} {n}: counted twice or lost"
    assert ended == set(STEPS) and places >= 15, f"only {places} places"
    check_sound(t)


def test_killed_at_every_step(t):
    t.ok("add", "Water", "--target", "1000000")
    t.ok("log", "water", "--add", "1")
    kill_at_every_step(t)


def test_killed_at_every_step_beside_the_skill(t):
    skill_folder(t, ["Water"])
    t.ok("log", "water", "--add", "1")
    kill_at_every_step(t)
    assert lines_of(t)[("h_0", "2026-11-22")] == count_of(t, "Water")


def test_first_call_killed_at_every_step(t):
    """While the file is made: the next call finds nothing or all of it, and goes on."""
    harness.need_strace()
    path = big_export(t)
    for args, whole in ((["add", "Water"], 1), (["import", path], 20)):
        ended = set()
        for call, n, key in each_step(t):
            if call in ended:
                continue
            folder = t.path(f"{args[0]}-{key}")
            if not killed_at(t, call, n, "--data-dir", folder, *args):
                ended.add(call)
                continue
            there = len(t.ok("--data-dir", folder, "list")["habits"])
            assert there in (0, whole), f"{args[0]} {call} {n}: {there} habits"
            t.ok("--data-dir", folder, "add", "Reading")
            t.ok("--data-dir", folder, "log", "reading")
            assert len(t.ok("--data-dir", folder, "list")["habits"]) == there + 1
        assert ended == set(STEPS)


# ---- a disk that fails ----

# The calls by which a log reaches the disk, and what may go wrong with each.
FAULTS = [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fdatasync", "EIO"), ("fsync", "EIO"), ("ftruncate", "EIO"), ("unlink,unlinkat", "EIO"), ("write", "ENOSPC"),
          ("openat", "EIO"), ("openat", "EMFILE"), ("rename,renameat,renameat2", "EIO"), ("pread64", "EIO"), ("flock,fcntl", "ENOLCK"), ("fstat,newfstatat", "EIO")]


def traced_environment(t):
    env = t.environment()
    env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    return env


def with_fault(t, calls, error, when, key):
    """(exit status, stdout, whether the fault happened)"""
    trace = t.path("trace")
    process = subprocess.run(["strace", "-qq", "-o", trace, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when={when}", HF, "--json", "log", "water", "--add", "1",
                              "--key", key], env=traced_environment(t), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, cwd=t.root)
    with open(trace, errors="replace") as f:
        text = f.read()
    return process, "(INJECTED)" in text, text


def one_fault(t, calls, error, when, key):
    """False when the fault found no place any more."""
    before = count_of(t, "Water")
    process, happened, trace = with_fault(t, calls, error, when, key)
    what = f"{calls} {error} when={when}"
    t.last_command = what
    if not happened:
        return False
    # Before main the loader alone runs; what it cannot open ends the process with its own status.
    if process.returncode == 127:
        return True
    assert process.returncode in (0, 1, 3, 5, 6), f"{what}: {process}"
    lost_output = "write(1" in trace and "(INJECTED)" in trace.split("write(1", 1)[1].split("\n")[0]
    after = count_of(t, "Water")
    if lost_output:
        assert process.returncode == 6 and after == before + 1, f"{what}: {process}"
    elif process.returncode == 0:
        assert json.loads(process.stdout)["success"] and after == before + 1, f"{what}: acknowledged, but {before} became {after}"
    else:
        error_code = json.loads(process.stdout)["error"]["code"]
        # A file that cannot be looked at may be a link or another's: not to be used either way.
        allowed = (5, 6) if "fstat" in calls else (6,)
        assert harness.EXITS[error_code] == process.returncode and process.returncode in allowed, f"{what}: {process.stdout}"
        assert after == before, f"{what}: refused with {error_code}, but {before} became {after}"
    t.ok("log", "water", "--add", "1", "--key", key)
    assert count_of(t, "Water") == before + 1, f"{what}: the key was counted twice or lost"
    return True


def sweep(t, calls, error, sticky):
    places = 0
    for n in range(1, 200):
        if not one_fault(t, calls, error, f"{n}+" if sticky else str(n), f"{calls}-{error}-{sticky}-{n}"):
            break
        places += 1
    return places


def fail_everywhere(t):
    harness.need_strace()
    found = {}
    for calls, error in FAULTS:
        # A lock that is never had is waited for, seconds each time.
        for sticky in (False, True) if error != "ENOLCK" else (False,):
            found[calls] = sweep(t, calls, error, sticky)
    assert found["pwrite64"] >= 3 and found["fdatasync"] + found["fsync"] >= 2, f"too few places to prove anything: {found}"
    check_sound(t)


def test_disk_faults(t):
    t.ok("add", "Water", "--target", "1000000")
    t.ok("log", "water", "--add", "1")
    fail_everywhere(t)


def test_disk_faults_beside_the_skill(t):
    skill_folder(t, ["Water"])
    t.ok("log", "water", "--add", "1")
    fail_everywhere(t)
    t.ok("log", "water", "--add", "1")
    assert lines_of(t)[("h_0", "2026-11-22")] == count_of(t, "Water")


def test_disk_faults_of_the_first_call(t):
    """Before there is a file: the next call starts from nothing."""
    harness.need_strace()
    for calls, error in (("pwrite64", "ENOSPC"), ("fdatasync,fsync", "EIO"), ("mkdir,mkdirat", "ENOSPC"), ("openat", "ENOSPC")):
        for n in range(1, 60):
            folder = t.path(f"{error}-{calls.split(',')[0]}-{n}")
            trace = t.path("trace")
            process = subprocess.run(["strace", "-qq", "-o", trace, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when={n}", HF, "--json", "--data-dir", folder, "add",
                                      "Water"], env=traced_environment(t), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            with open(trace, errors="replace") as f:
                if "(INJECTED)" not in f.read():
                    break
            if process.returncode == 127:
                continue
            there = [h["name"] for h in t.ok("--data-dir", folder, "list")["habits"]]
            assert there == (["Water"] if process.returncode == 0 else []), f"{calls} {error} {n}: {process} {there}"
            t.ok("--data-dir", folder, "add", "Read")


def test_full_disk_for_long(t):
    """Every write fails from the first on: reading still works, and nothing is lost."""
    harness.need_strace()
    t.ok("add", "Water", "--target", "1000000")
    t.ok("log", "water", "--add", "3")
    for calls in (["list"], ["today"], ["streak", "--all"], ["stats"], ["history"]):
        process = subprocess.run(["strace", "-qq", "-o", t.path("trace"), "-e", "inject=pwrite64,fdatasync,ftruncate:error=ENOSPC:when=1+", HF, "--json", *calls],
                                 env=traced_environment(t), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.returncode == 0, f"{calls}: {process}"
    process, happened, _trace = with_fault(t, "pwrite64", "ENOSPC", "1+", "full")
    assert happened and process.returncode == 6 and json.loads(process.stdout)["error"]["code"] == "disk_full", f"{process}"
    assert count_of(t, "Water") == 3
