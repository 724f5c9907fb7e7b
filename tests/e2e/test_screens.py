"""Screens on a terminal of 80 and 120 columns, UTF-8 and POSIX, kept in tests/screens: `SCREENS=write` writes them anew, to be looked at."""
import fcntl
import os
import pty
import re
import shutil
import struct
import termios
import threading
import unicodedata

import harness

FOLDER = os.path.join(harness.ROOT, "tests", "screens")
DEMO = os.path.join(harness.ROOT, "tests", "data", "peer-small", "habit-flow-data")
VIEWS = {
    "graph": ["graph"], "graph_one": ["graph", "medi", "--days", "30"], "calendar": ["calendar", "read"], "week": ["week"],
    "today": ["today"], "list": ["list"], "stats": ["stats"], "streak": ["streak", "--all"], "entries": ["entries", "--days", "3"],
}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def columns(line):
    """What a terminal needs for a line: combining marks 0, wide characters and emoji 2."""
    return sum(0 if unicodedata.combining(c) or c == "\ufe0f" else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def drain(master, parts):
    """Until nobody holds the other end, which the kernel tells as an error."""
    try:
        while part := os.read(master, 65536):
            parts.append(part)
    except OSError:
        pass


def screen(t, args, width, env):
    """What stands on a terminal of that width, colours taken off; notes on stderr are left out."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    parts = []
    reader = threading.Thread(target=drain, args=(master, parts))
    reader.start()
    result = t.raw(*args, env=dict(env, TERM="xterm"), stdout=slave)
    os.close(slave)
    reader.join()
    os.close(master)
    assert result.code == 0, repr(result)
    return COLOURS.sub("", b"".join(parts).decode("utf-8").replace("\r\n", "\n"))


def check(t, folder, name, args, width, env):
    text = screen(t, args, width, env)
    for line in text.split("\n"):
        assert columns(line) <= width, f"{name} at {width}: {columns(line)} columns: {line!r}"
    path = os.path.join(FOLDER, folder, f"{name}_{width}{'_posix' if env else ''}.txt")
    if os.environ.get("SCREENS") == "write":
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    with open(path, encoding="utf-8") as f:
        want = f.read()
    assert text == want, f"{os.path.relpath(path, harness.ROOT)} differs:\n{text}"
    return text


def check_all(t, folder, views):
    for name in views:
        for width in (80, 120):
            check(t, folder, name, VIEWS[name], width, {})
        posix = check(t, folder, name, VIEWS[name], 80, {"LC_ALL": "POSIX"})
        if name in ("graph", "graph_one", "calendar", "week"):
            drawn = [line[24:] for line in posix.split("\n")]
            assert all(c < "\x7f" for line in drawn for c in line), f"{name} is not ASCII in a POSIX locale"


def test_demo(t):
    shutil.copytree(DEMO, t.data)
    t.now = "2026-02-10T20:00:00Z"
    check_all(t, "demo", VIEWS)


def test_empty(t):
    check_all(t, "empty", ["graph", "week", "today", "list", "stats", "entries"])


def test_fifty_habits(t):
    every = ["daily", "3/week", "mon,wed,fri", "weekly", "every 2 days"]
    for i in range(50):
        limit = ["--limit", "2", "--unit", "cup"] if i % 5 == 0 else ["--target", "3", "--unit", "page"]
        t.ok("add", f"Habit number {i} with a name", "--every", every[i % 5], "--start", "2026-10-01", *limit)
    for i in range(0, 50, 3):
        t.ok("log", f"Habit number {i} with", "--on", ",".join(f"2026-11-{d:02}" for d in range(1 + i % 4, 22, 1 + i % 3)), "--count", "2")
    check_all(t, "fifty", ["graph", "week", "today", "list", "stats"])
