#!/usr/bin/env python3
"""Lives a person's year through the real program, a process a step, and prints all that the coach says: year.py [NAME...] [--times]"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import people  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HF = os.path.abspath(os.environ.get("HF", os.path.join(ROOT, "build", "release", "hf")))


class Box:
    """A data folder, in memory where there is one: a year is two thousand durable commits."""

    def __enter__(self):
        self.root = tempfile.mkdtemp(prefix="hf-year-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.env = {"HOME": self.root, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HABITFLOW_DATA_DIR": os.path.join(self.root, "data")}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.calls = 0
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    def __call__(self, at, *args):
        self.calls += 1
        done = subprocess.run([HF, "--json", "--now", at.strftime("%Y-%m-%dT%H:%M:%SZ"), *args], env=self.env, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        answer = json.loads(done.stdout) if done.stdout else {}
        assert done.returncode == 0 and answer.get("success"), f"{args}: exit {done.returncode} {done.stdout!r} {done.stderr!r}"
        return answer


def begin(hf, person):
    at = person.instant(0, 60 * person.day_start)
    settings = [f"timezone={person.zone(0)}", f"dayStart={person.day_start:02}:00", f"language={person.language}", f"persona={person.persona}"]
    if person.quiet:
        settings.append("quietHours={:02}:00-{:02}:00".format(*person.quiet))
    hf(at, "profile", *settings)
    for habit in person.habits:
        hf(at, "add", habit.name, *habit.options())


def steps_of(person):
    """All that happens, in the order of time: ties go to what the person does."""
    steps = [(at, 0, kind, data) for at, kind, data in person.steps]
    for day in range(people.DAYS + 1):
        steps += [(person.instant(day, hour * 60), 1, "ask", day + (1 if hour >= 24 + person.day_start else 0)) for hour in person.asked]
        if day in person.zones and day > 0:
            steps.append((person.instant(day, 0), -1, "zone", str(person.zone(day))))
    return sorted(steps, key=lambda s: (s[0], s[1]))


def do(hf, at, kind, data):
    if kind == "log":
        day, names, status, amount = data
        hf(at, "log", *names, "--on", str(people.date(day)), "--status", status, *(["--count", str(amount)] if amount else []))
    elif kind == "pause":
        hf(at, "pause", "--all", "--from", str(people.date(data[0])), "--to", str(people.date(data[1])))
    elif kind == "zone":
        hf(at, "profile", f"timezone={data}")


def live(person):
    """Yields (step, answer) for each step; answer is the coach's, None for what the person does. Steps before it are done."""
    with Box() as hf:
        begin(hf, person)
        for at, _, kind, data in steps_of(person):
            if kind == "ask":
                yield (at, kind, data), hf(at, "coach", "all")
            else:
                do(hf, at, kind, data)
                yield (at, kind, data), None


def shown(local, m):
    """As transcripts and docs/coaching.md have it."""
    return f"{local:%Y-%m-%d %a %H:%M} [{m['type']}] {m['subject']}\n    " + m["body"].replace("\n", "\n    ")


def main():
    wanted = [a for a in sys.argv[1:] if not a.startswith("--")]
    for make in people.PEOPLE:
        person = make()
        if wanted and person.name not in wanted:
            continue
        started, count = time.monotonic(), 0
        print(f"== {person.name}")
        for (at, _, _), answer in live(person):
            for m in (answer or {}).get("messages", []):
                count += 1
                print(shown(at.astimezone(person.zone(0)), m))
        print(f"-- {count} messages in a year" + (f", {time.monotonic() - started:.1f} s" if "--times" in sys.argv else ""))


if __name__ == "__main__":
    main()
