#!/usr/bin/env python3
"""What hf costs, as ratios measured in one run on one machine.

Usage: bench.py PATH-OF-HF. Needs gcc, sqlite3 and bench_scripts beside hf (make bench builds it); valgrind for the instruction counts. Prints a table; asserts nothing but that every command
succeeds, because a slow day is no fault. Environment: BENCH_RUNS (default 60 a command, in rounds that take turns).
"""
import datetime
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile

import tick

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = int(os.environ.get("BENCH_RUNS", "60"))
ROUND = 10
TODAY = datetime.date(2026, 11, 21)
NOW = "2026-11-21T20:00:00Z"


def call(words, **kw):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, **kw).stdout.decode()


def history(habits, years, seed=1):
    """An export document with `habits` daily habits over `years` years, nine days in ten logged."""
    rng = random.Random(seed)
    names, entries = [], []
    first = TODAY - datetime.timedelta(days=365 * years)
    for h in range(habits):
        uid = f"h_bench{h:03d}"
        names.append({"uid": uid, "name": f"Habit {h:02d}", "category": "other", "unit": "times", "every": "daily", "goal": "atLeast",
                      "forgive": "1", "target": 5, "active": True, "start": first.isoformat(), "created": "2023-01-01T00:00:00.000Z"})
        for d in range(365 * years):
            if rng.random() < 0.9:
                day = first + datetime.timedelta(days=d)
                status = rng.choice(["completed"] * 8 + ["partial", "skipped"])
                entries.append({"habit": uid, "uid": f"log_{h:03d}{d:05d}", "day": day.isoformat(), "status": status,
                                "amount": 5 if status == "completed" else 2, "target": 5, "unit": "times",
                                "created": f"{day.isoformat()}T20:00:00.000Z"})
    return names, entries


def make_vault(hf, folder, habits, years):
    """Through the skill's format, which the importer reads; into a fresh vault of its own, without those files."""
    source, vault = os.path.join(folder, "source"), os.path.join(folder, "vault")
    names, entries = history(habits, years)
    os.makedirs(os.path.join(source, "logs"))
    json.dump({"habits": [{"id": n["uid"], "userId": "default-user", "name": n["name"], "category": "other", "frequency": "daily",
                           "targetCount": 5, "targetUnit": "times", "isActive": True, "startDate": n["start"] + "T00:00:00.000Z",
                           "currentStreak": 0, "longestStreak": 0, "createdAt": n["created"], "updatedAt": n["created"]} for n in names]},
              open(os.path.join(source, "habits.json"), "w"), indent=2)
    files = {}
    for e in entries:
        files.setdefault(f"{e['habit']}_{e['day'][:4]}.jsonl", []).append(json.dumps(
            {"id": e["uid"], "habitId": e["habit"], "userId": "default-user", "logDate": e["day"] + "T00:00:00.000Z", "status": e["status"],
             "actualCount": e["amount"], "targetCount": 5, "unit": "times", "createdAt": e["created"]}, separators=(",", ":")))
    for name, lines in files.items():
        open(os.path.join(source, "logs", name), "w").write("\n".join(lines) + "\n")
    call([hf, "--data-dir", vault, "--now", NOW, "import", source])
    return vault, source


def measure(timer, commands, env):
    """Medians of wall and CPU time, in microseconds; the commands take turns, so that a slow minute hits all of them."""
    times = {name: [] for name in commands}
    for _ in range(max(1, RUNS // ROUND)):
        for name, words in commands.items():
            out = call([timer, str(ROUND), *words], env=env)
            times[name] += [tuple(map(float, line.split())) for line in out.splitlines()]
    return {name: (statistics.median(t[0] for t in rows), statistics.median(t[1] for t in rows)) for name, rows in times.items()}


def instructions(words, env):
    if not shutil.which("valgrind"):
        return None
    with tempfile.NamedTemporaryFile() as out:
        words = [w.replace("@", "7777777") for w in words]
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", *words], env=env, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for line in open(out.name):
            if line.startswith(("summary:", "totals:")):
                return int(line.split()[1])
    return None


def show(title, base_name, results, counts, bounds):
    base = results[base_name][0]
    print(f"\n{title}")
    print(f"  {'':44} {'wall ms':>8} {'CPU ms':>8} {'ratio':>7} {'bound':>7} {'M instr.':>9}")
    for name, (wall, cpu) in results.items():
        bound = f"{bounds[name]:.1f}" if name in bounds else ""
        count = f"{counts[name] / 1e6:.2f}" if counts.get(name) else "-"
        print(f"  {name:44} {wall / 1000:8.2f} {cpu / 1000:8.2f} {wall / base:7.2f} {bound:>7} {count:>9}")


def group(timer, title, base, commands, bounds, env):
    results = measure(timer, commands, env)
    counts = {name: instructions(words, env) for name, words in commands.items()}
    show(title, base, results, counts, bounds)
    return results


SAY_BOUND = 3.0   # ms that a message may cost more than the verb it becomes


def messages(hf, timer, s, env):
    """The same addition as a verb and as a message: understood in the person's language, and in one that must be found out."""
    call([hf, *s, "add", "Run", "--unit", "km", "--target", "5"], env=env)
    call([hf, *s, "profile", "language=en"], env=env)
    log, say, other = "hf log Run --add 1", "hf say \"another 1 km run\"", "hf say \"corri mais 1 km\" (not the language of the profile)"
    results = group(timer, "One message, 11 habits x 3 years, durable", log, {
        log: [hf, *s, "log", "Run", "--add", "1"],
        say: [hf, *s, "say", "another 1 km run"],
        other: [hf, *s, "say", "corri mais 1 km"],
        "hf parse (nothing written)": [hf, *s, "parse", "another 1 km run"],
    }, {}, env)
    for name in (say, other):
        over = [(results[name][i] - results[log][i]) / 1000 for i in (0, 1)]
        print(f"  {name}: {over[0]:.2f} ms wall, {over[1]:.2f} ms CPU over hf log (bound {SAY_BOUND:.1f})")


USERS = 10000
USERS_BOUND = 1.3   # a message with many registered users, against one with a single user


def people(hf, timer, work, env):
    """A message of one bot user, and the figures of the service, where there are one and many registered users."""
    env = dict(env)
    few, many = os.path.join(work, "few"), os.path.join(work, "many")
    one, other = "hf say, 1 registered user", f"hf say, {USERS:,} registered users"
    for folder in (few, many):
        put('hf.limit{ id = "bench", per_day = 1000000 }', folder, "lua", "limits.lua")
        call([hf, "--data-dir", folder, "add", "Water", "--target", "8", "--unit", "glass", "--user", "+351911111111"], env=env)
    with sqlite3.connect(os.path.join(many, "service.db")) as db:
        db.executemany("insert into users(id,created,seen) values(?,?,?)", ((f"+3620{i:07d}", 1795000000000, 20779 - i % 90) for i in range(USERS)))
        db.executemany("insert into aliases(alias,user) values(?,?)", ((f"+3620{i:07d}", f"+3620{i:07d}") for i in range(USERS)))
        db.executemany("insert into days(day,user,messages,handled) values(?,?,5,4)", ((20778 - d, f"+3620{i:07d}") for d in range(30) for i in range(USERS)))
    results = group(timer, "Many people on one number, durable", one, {
        one: [hf, "--data-dir", few, "say", "+1 water", "--user", "+351911111111", "--id", "@"],
        other: [hf, "--data-dir", many, "say", "+1 water", "--user", "+351911111111", "--id", "@"],
        f"hf admin stats, {USERS:,} users with 30 days each": [hf, "--data-dir", many, "admin", "stats"],
        f"hf user list, {USERS:,} users": [hf, "--data-dir", many, "user", "list"],
    }, {other: USERS_BOUND}, env)
    stats = results[f"hf admin stats, {USERS:,} users with 30 days each"][0] / 1e6
    print(f"  hf admin stats takes {stats:.3f} s (bound 1.0)")


RULE = os.path.join(HERE, "..", "..", "examples", "scripts", "rules", "no_fridays.lua")
TYPICAL = """hf.command{ name = "typical", help = "bench", run = function(ctx)
  local log = ctx:log{ habit = { "Water" }, add = 1 }
  local streak = ctx:streak{ habit = "Water" }
  return ("%g glasses today, %g days in a row."):format(log.logs[1].count, streak.streaks.currentStreak)
end }
hf.command{ name = "empty", help = "bench", run = function() end }
"""


def put(text, *parts):
    os.makedirs(os.path.join(*parts[:-1]), exist_ok=True)
    with open(os.path.join(*parts), "w", encoding="utf-8") as f:
        f.write(text)


def scripts(hf, timer, vault, work, env):
    """A verb that needs one script over the same verb without, and what scripts cost inside a process."""
    rule = open(RULE, encoding="utf-8").read()
    with_rule, with_other = os.path.join(work, "with-rule"), os.path.join(work, "with-other")
    shutil.copytree(vault, with_rule)
    shutil.copytree(vault, with_other)
    put(rule.replace("Piano", "Habit 03"), with_rule, "lua", "rules", "no_fridays.lua")
    put(rule, with_other, "lua", "rules", "no_fridays.lua")
    none, one, other = "hf streak --all, no script", "hf streak --all, a rule for one habit", "hf streak --all, a rule for no habit"
    single, single_rule = "hf streak HABIT, no script", "hf streak HABIT, a rule for it"
    results = group(timer, "Scripts, whole processes, 10 habits x 3 years", none, {
        none: [hf, "--data-dir", vault, "streak", "--all"],
        one: [hf, "--data-dir", with_rule, "streak", "--all"],
        other: [hf, "--data-dir", with_other, "streak", "--all"],
        single: [hf, "--data-dir", vault, "streak", "Habit 03"],
        single_rule: [hf, "--data-dir", with_rule, "streak", "Habit 03"],
        "hf script list (all shipped scripts read)": [hf, "--data-dir", vault, "script", "list"],
        "hf coach daily --dry-run (rules, figures and words)": [hf, "--data-dir", vault, "coach", "daily", "--dry-run", "--json"],
        "hf coach all --dry-run (every look besides)": [hf, "--data-dir", vault, "coach", "all", "--dry-run", "--json"],
        "hf script check (as a reload reads them)": [hf, "--data-dir", vault, "script", "check"],
    }, {}, env)
    for name, base in ((one, none), (other, none), (single_rule, single)):
        over = [(results[name][i] - results[base][i]) / 1000 for i in (0, 1)]
        print(f"  {name}: {over[0]:.2f} ms wall, {over[1]:.2f} ms CPU over the same without (bound 1.0)")
    put(TYPICAL, work, "handlers", "commands", "typical.lua")
    put(rule, work, "handlers", "rules", "no_fridays.lua")
    os.mkdir(os.path.join(work, "handler-vault"), 0o700)
    out = call([os.path.join(os.path.dirname(hf), "bench_scripts"), os.path.join(work, "handlers"), os.path.join(work, "handler-vault")], env=env)
    times = dict((name, float(us)) for name, us in (line.split("\t") for line in out.splitlines()))
    print("\nScripts, inside one process (microseconds, medians)")
    for name, us in times.items():
        print(f"  {name:44} {us:10.2f}")
    handler = times["log and streak, called from a handler"] / times["log and streak, called from C"]
    rules = times["streak over ten years, ten-line rule"] / times["streak over ten years, built-in rule"]
    print(f"  a typical handler costs {handler:.2f} x the same work in C; a rule {rules:.1f} x the built-in one (bound 20); "
          f"a fresh environment {times['a handler that does nothing'] / 1000:.3f} ms (bound 0.1)")


def understanding(hf):
    """What understanding costs inside a process, with how often it is right beside."""
    build = os.path.dirname(hf)
    vectors = os.path.join(HERE, "..", "data", "nl-habit-utterances.json")
    print("\nMessages, inside one process (microseconds)")
    for line in call([os.path.join(build, "bench_messages"), vectors]).splitlines():
        name, us = line.split("\t")
        print(f"  {name:56} {float(us):10.2f}")
    test = subprocess.run([os.path.join(build, "unit", "script", "test_language_messages")], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, cwd=os.path.join(HERE, "..", ".."))
    for line in test.stdout.decode("utf-8", "replace").splitlines():
        if "vectors:" in line or "said with" in line:
            print(f"  right, {line.strip()}")


def main():
    hf = os.path.abspath(sys.argv[1])
    work = tempfile.mkdtemp(prefix="hf-bench-")
    try:
        timer, floor = os.path.join(work, "timer"), os.path.join(work, "floor")
        call(["gcc", "-O2", "-o", timer, os.path.join(HERE, "timer.c")])
        call(["gcc", "-O2", "-o", floor, os.path.join(HERE, "floor.c"), "-l:libsqlite3.a", "-lm"])
        env = {"PATH": os.environ["PATH"], "HOME": work, "HABITFLOW_NOW": NOW, "HABITFLOW_TZ": "Europe/Lisbon"}
        small, source = make_vault(hf, os.path.join(work, "small"), 10, 3)
        large, _ = make_vault(hf, os.path.join(work, "large"), 50, 3)
        beside = os.path.join(work, "beside")
        shutil.copytree(source, beside)
        s, g, b = ["--data-dir", small], ["--data-dir", large], ["--data-dir", beside]
        call([hf, *b, "list"], env=env)
        insert = ("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; BEGIN IMMEDIATE; "
                  "INSERT INTO settings(space, key, value) VALUES('bench', 'run@', 'x'); COMMIT;")
        print(f"hf bench: whole processes, cold, median of {RUNS} runs that take turns; instruction counts by callgrind, one run.")
        print("Report ratios, not milliseconds: they are of this machine and this minute.")
        group(timer, "Writing, 10 habits x 3 years, durable (journal TRUNCATE, synchronous FULL), without the skill's files", "sqlite3 shell, one durable insert", {
            "sqlite3 shell, one durable insert": ["sqlite3", os.path.join(small, "habits.db"), insert],
            "hf log HABIT": [hf, *s, "log", "Habit 03", "--note", "run @"],
            "hf log HABIT --json --key": [hf, *s, "--json", "--key", "bench@", "log", "Habit 04"],
            "hf log HABIT, the skill's files kept in step": [hf, *b, "log", "Habit 03", "--note", "run @"],
        }, {"hf log HABIT": 1.5}, env)
        messages(hf, timer, s, env)
        group(timer, "Reading, 10 habits x 3 years", "process floor: opens SQLite, asks, closes", {
            "process floor: opens SQLite, asks, closes": [floor, os.path.join(small, "habits.db")],
            "hf list": [hf, *s, "list"],
            "hf today": [hf, *s, "today"],
            "hf streak HABIT": [hf, *s, "streak", "Habit 03"],
            "hf why HABIT yesterday": [hf, *s, "why", "Habit 03", "yesterday"],
            "hf list, beside the skill's files": [hf, *b, "list"],
            "hf version (no data)": [hf, "version"],
        }, {"hf list": 2.0, "hf today": 2.0}, env)
        group(timer, "Reading, 50 habits x 3 years", "process floor: opens SQLite, asks, closes", {
            "process floor: opens SQLite, asks, closes": [floor, os.path.join(large, "habits.db")],
            "hf list": [hf, *g, "list"],
            "hf streak --all": [hf, *g, "streak", "--all"],
            "hf stats --all": [hf, *g, "stats", "--all"],
        }, {"hf streak --all": 5.0, "hf stats --all": 5.0}, env)
        people(hf, timer, work, env)
        scripts(hf, timer, small, work, env)
        understanding(hf)
        tick.run(hf)
        print("\nNot compared: the HabitFlow skill's own scripts, which are not part of this repository.")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
