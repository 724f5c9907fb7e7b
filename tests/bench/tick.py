"""What a tick costs: it should follow what is due, not who exists; and building the index anew should be linear.

Called by bench.py; alone: tick.py PATH-OF-HF.
"""
import datetime
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

DUE = 100
FIRST = datetime.datetime(2026, 11, 22, 7, 30, 5)
ROUNDS = int(os.environ.get("BENCH_TICKS", "7"))


def call(hf, folder, now, *words):
    env = {"PATH": os.environ["PATH"], "HOME": folder, "HABITFLOW_TZ": "UTC", "HABITFLOW_NOW": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return subprocess.run([hf, "--data-dir", folder, *words], env=env, check=True, stdout=subprocess.PIPE).stdout.decode()


def people(hf, folder, n):
    for i in range(n):
        call(hf, folder, FIRST - datetime.timedelta(hours=2), "add", "Water", "--remind", "07:30", "--user", f"+3519{i:08d}")


def fill(folder, n):
    """Rows of people for whom nothing is due for years."""
    far = int(datetime.datetime(2040, 1, 1).timestamp() * 1000)
    with sqlite3.connect(os.path.join(folder, "service.db")) as db:
        db.executemany("INSERT INTO timers(user,next,rev,batch)VALUES(?,?,1,0)", ((f"telegram-{i}", far + i) for i in range(n)))


def ticks(hf, folders, moments):
    """Median seconds of a tick for each folder, in turns."""
    times = {f: [] for f in folders}
    for now in moments:
        for f in folders:
            started = time.perf_counter()
            call(hf, f, now, "tick", "--queue")
            times[f].append(time.perf_counter() - started)
    return [statistics.median(times[f]) for f in folders]


def rebuild(hf, work, n):
    folder = os.path.join(work, f"rebuild{n}")
    people(hf, folder, n)
    times = []
    for i in range(3):
        started = time.perf_counter()
        call(hf, folder, FIRST - datetime.timedelta(minutes=50 - i), "tick", "--queue", "--rebuild")
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def run(hf):
    work = tempfile.mkdtemp(prefix="hf-bench-tick-")
    try:
        small, large = os.path.join(work, "small"), os.path.join(work, "large")
        people(hf, small, DUE)
        shutil.copytree(small, large)
        fill(small, 1000 - DUE)
        fill(large, 1000000 - DUE)
        print(f"\nTicks, whole processes, durable, median of {ROUNDS} (ms)")
        mornings = [FIRST + datetime.timedelta(days=d) for d in range(ROUNDS)]
        noons = [mornings[-1] + datetime.timedelta(hours=4, minutes=m) for m in range(ROUNDS)]
        for title, moments in ((f"{DUE} due", mornings), ("nothing due", noons)):
            a, b = ticks(hf, [small, large], moments)
            print(f"  {title:14} of 1,000 people {a * 1000:9.1f}   of 1,000,000 {b * 1000:9.1f}   ratio {b / a:5.2f} (bound 3.0)")
        a, b = rebuild(hf, work, 200), rebuild(hf, work, 800)
        print(f"  index built anew: 200 people {a * 1000:.1f}, 800 people {b * 1000:.1f}, a person {b / 800 * 1e6:.0f} us; "
              f"for four times the people {b / a:.2f} times the time")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    run(os.path.abspath(sys.argv[1]))
