"""Backups and restores: what was acknowledged before the backup is in it, a changed bit is found, and no crash leaves anything by half."""
import fcntl
import hashlib
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tarfile
import threading

import harness
from harness import HF, ROUNDS
from test_crash import skill_folder

ANA, RUI, LIA = "+351911111111", "+351922222222", "telegram:900100200"


def people(t):
    """The owner beside the skill, three users, the operator's files."""
    skill_folder(t, ["Water"])
    t.ok("log", "water", "--add", "3")
    for user in (ANA, RUI, LIA):
        t.ok("add", "Gym", "--user", user)
        t.ok("log", "gym", "--user", user, "--note", "leg day", "--key", "m1")
    os.makedirs(os.path.join(t.data, "lua", "coach"), mode=0o700)
    for name, text in (("lua/coach/own.lua", "-- mine\n"), ("config.lua", "return {}\n")):
        with open(os.path.join(t.data, name), "w") as f:
            f.write(text)


def backup(t, *args):
    return t.ok("backup", "--out", t.path("backups"), *args)


def incomplete(t, *args):
    """Written, but the call fails with exit status 6, so that a job notices."""
    result = t.run("backup", "--out", t.path("backups"), *args)
    assert result.code == 6 and "not complete" in result.error["message"], repr(result)
    return result.json


def content(t, folder):
    """What people have there, and the files that are no database."""
    seen = {user: t.ok("--data-dir", folder, "list", "--all", *(["--user", user] if user else [])) for user in ("", ANA, RUI, LIA)}
    seen["days"] = [t.ok("--data-dir", folder, "show", "gym", "--user", u)["loggedDays"] for u in (ANA, RUI, LIA)]
    files = harness.tree(folder)
    seen["files"] = {n: d for n, d in files.items() if not n.split("/")[-1].startswith(".hf") and ".db" not in n}
    return seen


def no_remains(t, folder):
    for base, folders, files in os.walk(folder):
        for name in folders + files:
            assert not name.startswith((".hf-tmp-", ".hf-erased-")) and not name.endswith(".restoring"), f"{base}/{name} was left behind"


def test_all_of_it_comes_back(t):
    people(t)
    made = backup(t)
    assert made["complete"] and not made["missing"] and not made["damaged"] and {v["user"] for v in made["vaults"]} == {"personal", ANA, RUI, "telegram-900100200"}
    assert os.stat(made["file"]).st_mode & 0o777 == 0o600 and os.path.getsize(made["file"]) == made["size"]
    assert t.ok("backup", "--verify", made["file"])["complete"]
    t.ok("restore", made["file"], "--to", t.path("elsewhere"))
    assert content(t, t.path("elsewhere")) == content(t, t.data)
    assert t.ok("--data-dir", t.path("elsewhere"), "doctor")["healthy"]
    for user in (ANA, LIA):
        assert t.ok("--data-dir", t.path("elsewhere"), "doctor", "--user", user)["healthy"]
    again = t.ok("--data-dir", t.path("elsewhere"), "log", "gym", "--user", ANA, "--note", "leg day", "--key", "m1")
    assert again["replayed"], "the journal came back without its keys"
    for base, folders, files in os.walk(t.path("elsewhere")):
        assert all(os.stat(os.path.join(base, n)).st_mode & 0o077 == 0 for n in folders + files)


def test_any_tar_can_read_it(t):
    people(t)
    made = backup(t)
    with tarfile.open(made["file"]) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
        names = [m.name for m in tar.getmembers()]
        assert names[-2:] == ["manifest.json", "SEAL"] and names[:-2] == [m["name"] for m in manifest["members"]]
        for m in manifest["members"]:
            data = tar.extractfile(m["name"]).read()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (m["size"], m["sha256"]), m
        seal = tar.extractfile("SEAL").read()
    with open(made["file"], "rb") as f:
        assert hashlib.sha256(f.read()[:-1536]).hexdigest().encode() + b"\n" == seal
    assert "data/lua/coach/own.lua" in names and "data/config.lua" in names and f"data/{ANA}/habits.db" in names
    assert not any(".lock" in n for n in names)


def test_refusals(t):
    t.fails("not_found io", "backup", "--out", t.path("backups"))
    people(t)
    before = t.snapshot()
    t.fails("usage", "backup")
    t.fails("usage", "backup", "--out", t.path("b"), "--verify", "x")
    for inside in ("", "backups"):
        assert "data folder" in t.fails("invalid_value", "backup", "--out", os.path.join(t.data, inside))["message"]
    shutil.rmtree(os.path.join(t.data, "backups"))
    for keep in ("0", "-1", "1000000"):
        t.fails("invalid_value", "backup", "--out", t.path("b"), "--keep", keep)
    t.fails("not_found", "backup", "--verify", t.path("none.tar"))
    t.fails("invalid_value", "backup", "--verify", t.data)
    t.fails("not_found", "restore", t.path("none.tar"))
    with open(t.path("text"), "w") as f:
        f.write("hello\n")
    t.fails("corrupt", "backup", "--verify", t.path("text"))
    t.fails("corrupt", "restore", t.path("text"), "--yes")
    for verb in (["backup", "--out", t.path("b")], ["restore", t.path("text")]):
        t.fails("not_allowed", *verb, "--user", ANA)
    made = backup(t)
    assert t.fails("needs_confirmation", "restore", made["file"])["hint"]
    t.fails("needs_confirmation", "restore", made["file"], "--person", ANA)
    t.fails("invalid_context", "restore", made["file"], "--person", "../x")
    t.fails("not_found", "restore", made["file"], "--person", "+351999999999", "--yes")
    t.fails("not_found", "restore", made["file"], "--person", "+351999999999", "--dry-run")
    assert t.ok("restore", made["file"], "--dry-run")["dryRun"]
    assert t.snapshot() == before
    no_remains(t, t.root)


def test_rotation(t):
    t.ok("add", "Water")
    out = t.path("backups")
    for i in range(5):
        t.now = f"2026-11-2{i}T03:00:00Z"
        made = backup(t, "--keep", "3")
    assert len(made["removed"]) == 1
    for name in ("hf-backup-notes.tar", "hf-backup-20261122T120000Z.tar.gpg", "other.txt"):
        open(os.path.join(out, name), "w").close()
    twice = backup(t, "--keep", "3")
    assert sorted(n for n in os.listdir(out) if not n.startswith(".")) == [
        "hf-backup-20261122T120000Z.tar.gpg", "hf-backup-20261123T030000Z.tar", "hf-backup-20261124T030000Z-02.tar", "hf-backup-20261124T030000Z.tar", "hf-backup-notes.tar",
        "other.txt"], f"{sorted(os.listdir(out))} {twice}"


def test_a_busy_vault_is_told_and_nothing_removed(t):
    people(t)
    first = backup(t)
    t.now = "2026-11-23T12:00:00Z"
    with open(os.path.join(t.data, ANA, ".hf.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = incomplete(t, "--keep", "1")
    assert not made["complete"] and [m["what"] for m in made["missing"]] == [ANA]
    assert os.path.exists(first["file"]) and "removed" not in made
    t.ok("restore", made["file"], "--to", t.path("elsewhere"))
    assert t.ok("--data-dir", t.path("elsewhere"), "show", "gym", "--user", RUI)["loggedDays"] == 1


def test_a_damaged_vault_is_kept_as_it_is(t):
    people(t)
    path = os.path.join(t.data, ANA, "habits.db")
    with open(path, "r+b") as f:
        f.seek(0)
        f.write(b"garbage" * 600)
    made = incomplete(t)
    assert not made["complete"] and made["damaged"][0]["what"] == f"data/{ANA}/habits.db"
    t.ok("backup", "--verify", made["file"])
    t.ok("restore", made["file"], "--to", t.path("elsewhere"))
    assert harness.tree(t.path("elsewhere"))[f"{ANA}/habits.db"] == harness.tree(t.data)[f"{ANA}/habits.db"]
    assert t.ok("--data-dir", t.path("elsewhere"), "show", "gym", "--user", RUI)["loggedDays"] == 1


def test_links_are_not_followed(t):
    people(t)
    with open(t.path("secret"), "w") as f:
        f.write("secret words")
    os.symlink(t.path("secret"), os.path.join(t.data, "lua", "link.lua"))
    os.symlink(t.root, os.path.join(t.data, "lua", "folder"))
    made = backup(t)
    assert {m["what"] for m in made["leftOut"]} == {"data/lua/link.lua", "data/lua/folder"} and made["complete"]
    with open(made["file"], "rb") as f:
        assert b"secret words" not in f.read()


def test_while_eight_write(t):
    """Whatever was acknowledged before the backup began is in it, and every vault in it is whole."""
    users = [f"+35191111110{i}" for i in range(8)]
    for user in users:
        t.ok("add", "Water", "--target", "1000000", "--user", user)
    stop, counts = threading.Event(), dict.fromkeys(users, 0)

    def write(user):
        while not stop.is_set():
            process = subprocess.run([HF, "--json", "log", "water", "--add", "1", "--user", user], env=t.environment(), stdout=subprocess.PIPE)
            assert process.returncode == 0, process.stdout
            counts[user] += 1

    writers = [threading.Thread(target=write, args=(u,)) for u in users]
    for w in writers:
        w.start()
    try:
        for n in range(max(2, round(6 * ROUNDS / 10))):
            while min(counts.values()) < n + 1:
                pass
            before = dict(counts)
            made = backup(t)
            assert made["complete"], made
            folder = t.path(f"restored{n}")
            t.ok("restore", made["file"], "--to", folder)
            for user in users:
                rows = t.ok("--data-dir", folder, "today", "--user", user)["due"]
                assert rows[0]["count"] >= before[user], f"{user}: {rows[0]['count']} of {before[user]}"
                assert t.ok("--data-dir", folder, "doctor", "--user", user)["healthy"]
    finally:
        stop.set()
        for w in writers:
            w.join()
    assert t.ok("--data-dir", folder, "doctor")["healthy"]


# ---- damage ----


def test_every_bit_counts(t):
    people(t)
    made = backup(t)
    with open(made["file"], "rb") as f:
        good = f.read()
    before = t.snapshot()
    rng = random.Random(20261122)
    size = len(good)
    edges = [0, 99, 100, 148, 156, 257, 345, 500, 511, 512, size - 1, size - 1024, size - 1500, size - 1536, size - 1472, size - 2048, size - 1900]
    path = t.path("flipped.tar")
    for at in edges + [rng.randrange(size) for _ in range(max(60, round(2000 * ROUNDS / 10)))]:
        bad = bytearray(good)
        bad[at] ^= 1 << rng.randrange(8)
        with open(path, "wb") as f:
            f.write(bad)
        t.fails("corrupt", "backup", "--verify", path)
        if at % 7 == 0:
            t.fails("corrupt", "restore", path, "--yes")
    for length in [0, 1, 511, 512, 1024, 1536, size - 1, size - 512, size - 1024, size - 1536] + [rng.randrange(size) for _ in range(20)]:
        with open(path, "wb") as f:
            f.write(good[:length])
        t.fails("corrupt", "restore", path, "--yes")
    for extra in (b"\0", b"\0" * 512, b"x" * 512, good):
        with open(path, "wb") as f:
            f.write(good + extra)
        t.fails("corrupt", "restore", path, "--yes")
    assert t.snapshot() == before
    no_remains(t, t.root)


def forged(path, members, manifest=None):
    """An archive with a right seal, as somebody who knows the form could make it. members: (TarInfo, bytes)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        listed = []
        for info, data in members:
            info.size = info.size or len(data)
            tar.addfile(info, io.BytesIO(data.ljust(info.size, b"\0")) if data else None)
            listed.append({"name": info.name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        document = {"format": "hf-backup", "version": 1, "at": "2026-11-22T12:00:00.000Z", "vaults": [], "members": listed}
        document.update(manifest or {})
        text = json.dumps(document).encode()
        info = tarfile.TarInfo("manifest.json")
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
        end = tar.offset
    head = tarfile.TarInfo("SEAL")
    head.size = 65
    raw = out.getvalue()[:end] + head.tobuf(tarfile.USTAR_FORMAT)
    with open(path, "wb") as f:
        f.write(raw + hashlib.sha256(raw).hexdigest().encode() + b"\n" + b"\0" * (447 + 1024))


def member(name, kind=tarfile.REGTYPE, link=""):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = link
    return info


def test_forged_archives(t):
    people(t)
    before, path = t.snapshot(), t.path("forged.tar")
    forged(path, [(member("data/config.lua"), b"-- fine\n")])
    t.ok("restore", path, "--to", t.path("fine"))
    bad_names = ["../evil", "data/../../evil", "/etc/evil", "data//x", "data/./config.lua", "data/.hf-restoring", "data/lua/.hf.lock", "data/.ssh/x", "data/evil.sh", "evil",
                 "data/+1/habits.db", "data/+351911111111/service.db", "data/+351911111111/lua/x.lua", "data/..", "data/lua/..", "data/lua/a\\b/../x", "data/lua/a\x01b", "data/"]
    for name in bad_names:
        forged(path, [(member(name), b"evil")])
        t.fails("corrupt", "restore", path, "--yes")
    for kind, link in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "data/config.lua"), (tarfile.DIRTYPE, ""), (tarfile.FIFOTYPE, ""), (tarfile.CHRTYPE, "")):
        forged(path, [(member("data/lua/x.lua", kind, link), b"")])
        t.fails("corrupt", "restore", path, "--yes")
    forged(path, [(member("data/lua/x"), b"a"), (member("data/lua/x/y.lua"), b"b")])
    t.fails("not_allowed", "restore", path, "--yes")
    for changed in ({"members": []}, {"members": [{"name": "data/config.lua", "size": 8, "sha256": "0" * 64}]}, {"members": "x"},
                    {"members": [{"name": "data/config.lua", "size": 8, "sha256": hashlib.sha256(b"-- fine\n").hexdigest()}] * 2}):
        forged(path, [(member("data/config.lua"), b"-- fine\n")], changed)
        t.fails("corrupt", "restore", path, "--yes")
    for changed, code in (({"format": "hf-privacy"}, "invalid_value"), ({"version": 99}, "not_allowed"), ({"at": "yesterday"}, "invalid_value"), ({"at": None}, "invalid_value")):
        forged(path, [(member("data/config.lua"), b"-- fine\n")], changed)
        t.fails(code, "restore", path, "--yes")
    for db in (b"", b"SQLite format 3\0" + b"\0" * 500, b"x" * 4096):
        forged(path, [(member(f"data/{ANA}/habits.db"), db)])
        t.fails("corrupt not_allowed", "restore", path, "--yes")
    huge = member("data/config.lua")
    huge.size = 1 << 20
    forged(path, [(huge, b"x")], {"members": [{"name": "data/config.lua", "size": 1 << 40, "sha256": "0" * 64}]})
    t.fails("corrupt", "restore", path, "--yes")
    assert t.snapshot() == before and not os.path.exists(t.path("evil"))
    no_remains(t, t.root)


def test_a_database_of_another_time(t):
    people(t)
    made = backup(t)
    with tarfile.open(made["file"]) as tar:
        image = tar.extractfile(f"data/{ANA}/habits.db").read()
    for change, code in (("pragma user_version=999", "not_allowed"), ("pragma application_id=7", "corrupt")):
        with open(t.path("x.db"), "wb") as f:
            f.write(image)
        with sqlite3.connect(t.path("x.db")) as db:
            db.execute(change)
        with open(t.path("x.db"), "rb") as f:
            forged(t.path("forged.tar"), [(member(f"data/{ANA}/habits.db"), f.read())])
        assert ANA in t.fails(code, "restore", t.path("forged.tar"), "--to", t.path("other"))["message"]
    assert not os.path.exists(t.path("other"))


# ---- restoring over something ----


def test_what_is_replaced_is_moved_aside(t):
    people(t)
    made = backup(t)
    t.ok("log", "gym", "--user", ANA, "--on", "yesterday")
    t.ok("add", "Later", "--user", "+351933333333")
    now = t.snapshot()
    answer = t.ok("restore", made["file"], "--yes")
    aside = {n: d for n, d in harness.tree(answer["movedAside"]).items() if not (n.endswith("-journal") and d == b"")}
    assert {n: d for n, d in aside.items() if ".hf" not in n} == {n: d for n, d in now.items() if ".hf" not in n}
    assert t.ok("show", "gym", "--user", ANA)["loggedDays"] == 1 and not t.ok("list", "--user", "+351933333333")["habits"]
    twice = t.ok("restore", made["file"], "--yes")
    assert twice["movedAside"] != answer["movedAside"] and os.path.isdir(answer["movedAside"])


def test_one_person(t):
    people(t)
    made = backup(t)
    for user in (ANA, RUI):
        t.ok("log", "gym", "--user", user, "--on", "yesterday")
    answer = t.ok("restore", made["file"], "--person", ANA, "--yes")
    assert t.ok("show", "gym", "--user", ANA)["loggedDays"] == 1 and t.ok("show", "gym", "--user", RUI)["loggedDays"] == 2
    assert list(os.listdir(answer["movedAside"])) == [ANA]
    shutil.rmtree(os.path.join(t.data, ANA))
    t.ok("restore", made["file"], "--person", ANA)
    assert t.ok("show", "gym", "--user", ANA)["loggedDays"] == 1
    t.ok("restore", made["file"], "--person", LIA, "--to", t.path("new"))
    assert t.ok("--data-dir", t.path("new"), "show", "gym", "--user", LIA)["loggedDays"] == 1
    assert t.ok("doctor")["healthy"]
    no_remains(t, t.root)


def waits_for(process, name):
    """It holds that file open, whose lock is ours."""
    folder = f"/proc/{process.pid}/fd"
    for n in os.listdir(folder):
        try:
            if os.readlink(f"{folder}/{n}").endswith(name):
                return True
        except FileNotFoundError:  # closed meanwhile
            pass
    return False


def test_a_write_that_waited_through_a_restore(t):
    """It must not go into the folder that was moved aside and be acknowledged."""
    people(t)
    made = backup(t)
    with open(os.path.join(t.data, ANA, ".hf.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        writer = subprocess.Popen([HF, "--json", "log", "gym", "--on", "yesterday", "--user", ANA, "--key", "late"], env=t.environment(), stdout=subprocess.PIPE)
        while not waits_for(writer, f"{ANA}/.hf.lock"):
            assert writer.poll() is None, writer.communicate()
        t.ok("restore", made["file"], "--yes")
    out, _ = writer.communicate(timeout=60)
    assert writer.returncode == 6 and json.loads(out)["error"]["code"] == "busy", out
    assert t.ok("show", "gym", "--user", ANA)["loggedDays"] == 1
    assert "replayed" not in t.ok("log", "gym", "--on", "yesterday", "--user", ANA, "--key", "late")
    assert t.ok("show", "gym", "--user", ANA)["loggedDays"] == 2


def test_a_ruined_data_folder(t):
    """The reason for a backup: nothing there can be opened any more."""
    people(t)
    made = backup(t)
    for name in ("habits.db", "service.db", f"{ANA}/habits.db"):
        with open(os.path.join(t.data, name), "wb") as f:
            f.write(os.urandom(5000))
    t.ok("restore", made["file"], "--yes")
    assert t.ok("doctor")["healthy"] and t.ok("show", "gym", "--user", ANA)["loggedDays"] == 1


# ---- killed, and a disk that fails ----

STEPS = ("write", "fsync", "openat", "rename,renameat,renameat2", "unlink,unlinkat", "mkdir,mkdirat", "close", "flock")


def traced(t, how, *args):
    env = t.environment()
    env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    return subprocess.run(["strace", "-qq", "-o", t.path("trace"), *how, HF, "--json", *args], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=t.root, timeout=120)


def each_place(t, inject, *args, step=1):
    """Runs the call with that fault at its 1st, 2nd ... system call of each kind, until there is none any more."""
    for calls in STEPS:
        for n in range(1, 400, step):
            process = traced(t, ["-e", f"trace={calls}", "-e", f"inject={calls}:{inject}:when={n}"], *args)
            with open(t.path("trace"), errors="replace") as f:
                trace = f.read()
            if "(INJECTED)" not in trace and process.returncode != -signal.SIGKILL:
                break
            yield f"{calls} {n}", process


def test_a_backup_killed_anywhere(t):
    harness.need_strace()
    people(t)
    out, places = t.path("backups"), 0
    for place, _process in each_place(t, "signal=KILL", "backup", "--out", out, step=max(1, round(3 / ROUNDS))):
        places += 1
        for name in os.listdir(out) if os.path.isdir(out) else []:
            if name.endswith(".tar"):
                assert t.ok("backup", "--verify", os.path.join(out, name))["complete"], place
    assert places >= 8, places
    assert backup(t)["complete"]
    no_remains(t, out)


def whole(t, path):
    """Of whose content is this folder: the old's, the new's, or neither's? By the number of Ana's days; and is it sound?"""
    days = {t.ok("--data-dir", path, "show", "gym", "--user", u)["loggedDays"] for u in (ANA, RUI, LIA)}
    assert len(days) == 1, f"half a folder: {days}"
    assert t.ok("--data-dir", path, "doctor")["healthy"]
    return days.pop()


def test_a_restore_killed_anywhere(t):
    """The data folder is the old one or the new one, whole; the old one is never lost; and the next restore works."""
    harness.need_strace()
    people(t)
    made = backup(t)
    for user in (ANA, RUI, LIA):
        t.ok("log", "gym", "--user", user, "--on", "yesterday")
    shutil.copytree(t.data, t.path("old"))
    seen = set()
    for place, _process in each_place(t, "signal=KILL", "restore", made["file"], "--yes", step=max(1, round(5 / ROUNDS))):
        days = whole(t, t.data)
        seen.add(days)
        kept = [n for n in os.listdir(t.root) if n.startswith("data.")]
        if days == 1:   # the new one: then the old one stands aside, under one name or the other
            assert any(whole(t, t.path(n)) == 2 for n in kept if os.path.isdir(t.path(n, ANA))), f"{place}: the old data is gone"
        for n in kept + ["data"]:
            if n != "data.restoring":
                shutil.rmtree(t.path(n))
        shutil.copytree(t.path("old"), t.data)
    assert seen == {1, 2}, f"the moments are badly chosen: {seen}"
    t.ok("restore", made["file"], "--yes")
    assert whole(t, t.data) == 1
    no_remains(t, t.root)


def test_a_full_disk(t):
    harness.need_strace()
    people(t)
    made = backup(t)
    t.ok("log", "gym", "--user", ANA, "--on", "yesterday")
    before, names = t.snapshot(), sorted(os.listdir(t.path("backups")))
    places = 0
    for calls, error in (("write", "ENOSPC"), ("fsync", "EIO"), ("openat", "ENOSPC"), ("mkdir,mkdirat", "ENOSPC")):
        for args in (["backup", "--out", t.path("backups")], ["restore", made["file"], "--yes"]):
            for n in range(1, 80, max(1, round(3 / ROUNDS))):
                process = traced(t, ["-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when={n}+"], *args)
                with open(t.path("trace"), errors="replace") as f:
                    trace = f.read()
                if "(INJECTED)" not in trace:
                    break
                places += 1
                if process.returncode in (127, -signal.SIGABRT):
                    continue
                t.last_command = f"{args[0]} {calls} {error} {n}"
                assert process.returncode != 0 or args[0] == "restore", f"acknowledged: {process.stdout}"
                if process.returncode and process.stdout:
                    code = json.loads(process.stdout)["error"]["code"]
                    assert code in ("disk_full", "io", "not_found", "not_allowed"), code
                moved = [n for n in os.listdir(t.root) if n.startswith("data.replaced")]
                if moved:   # only the very last steps fail behind the swap
                    shutil.rmtree(t.data)
                    os.rename(t.path(moved[0]), t.data)
                if os.path.isdir(t.path("data.restoring")):
                    shutil.rmtree(t.path("data.restoring"))
                for name in set(os.listdir(t.path("backups"))) - set(names):
                    if name.endswith(".tar"):
                        t.ok("backup", "--verify", t.path("backups", name))
                        os.remove(t.path("backups", name))
                assert {k: v for k, v in t.snapshot().items() if ".hf" not in k} == {k: v for k, v in before.items() if ".hf" not in k}
    assert places >= 15, places
    assert backup(t)["complete"]


def test_doctor_sees_everybody(t):
    """A bot user's damaged vault is found by the owner's doctor, told to a job by the exit status, and its remedy works."""
    people(t)
    made = backup(t)
    assert t.ok("doctor")["healthy"]
    with open(os.path.join(t.data, ANA, "habits.db"), "r+b") as f:
        f.write(b"garbage" * 600)
    result = t.run("doctor")
    found = [f for f in result.json["findings"] if f["severity"] == "problem"]
    assert result.code == 6 and not result.json["healthy"] and [f["user"] for f in found] == [ANA], repr(result)
    assert f"hf restore BACKUP --person {ANA} --yes" in found[0]["remedy"]
    shown = t.text("doctor")
    assert ANA in shown.out and "1 problem was found" in shown.err
    t.ok("restore", made["file"], "--person", ANA, "--yes")
    assert t.ok("doctor")["healthy"]
    t.ok("service", "access", "allowlist")
    assert any("allowlist" in f["what"] and f["code"] == "access" for f in t.ok("doctor")["findings"])
