"""What is held of a person can be seen, taken away and erased; what was erased stays so, whatever is restored."""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tarfile
import threading

import harness
from harness import HF, ROUNDS
from test_backup import each_place, member, forged, traced
from test_crash import skill_folder

ANA, RUI = "+351911111111", "+351922222222"
SECRETS = (b"351911111111", b"Quiet evening", b"talked to Dr. Silva", b"gluglu", b"Ana Maria")


def two_people(t):
    for user, name, note in ((ANA, "Quiet evening", "talked to Dr. Silva"), (RUI, "Gym", "leg day")):
        t.ok("add", name, "--user", user)
        t.ok("log", name, "--user", user, "--note", note, "--key", "m1")
    t.ok("profile", "name=Ana Maria", "--user", ANA)
    t.ok("words", "gluglu", "--habit", "quiet", "--user", ANA)
    t.ok("add", "Water")


def leaks(*folders):
    """Every place below where something of Ana's is still to be read, in names and in bytes."""
    found = []
    for folder in folders:
        for base, names, files in os.walk(folder):
            found += [os.path.join(base, n) for n in names + files if b"351911111111" in os.fsencode(n)]
            for name in files:
                with open(os.path.join(base, name), "rb") as f:
                    data = f.read()
                found += [f"{base}/{name}: {s!r}" for s in SECRETS if s in data]
    return found


def all_but_backups(t):
    return [t.path(n) for n in os.listdir(t.root) if n.startswith("data")]


def erase(t, user=ANA, **kwargs):
    return t.ok("privacy", "erase", "--yes", "--user", user, **kwargs)


# ---- show and export ----


def test_show(t):
    two_people(t)
    held = {h["what"]: h["count"] for h in t.ok("privacy", "show", "--user", ANA)["held"]}
    assert held["habits"] == 1 and held["logs"] == 1 and held["profile"] == 1 and held["memory"] == 1 and held["journal"] == 4, held
    assert held["registry: users"] == 1 and held["registry: aliases"] == 1
    assert "Dr. Silva" not in t.text("privacy", "show", "--user", ANA).out
    empty = {h["what"]: h["count"] for h in t.ok("privacy", "show", "--user", "+351999999999")["held"]}
    assert not any(empty.values()) and not os.path.exists(os.path.join(t.data, "+351999999999"))
    assert {h["what"]: h["count"] for h in t.ok("privacy", "show")["held"]}["habits"] == 1


def test_export_holds_everything(t):
    two_people(t)
    t.ok("edit", "quiet", "--description", "=1+1", "--user", ANA)
    t.ok("undo", "--user", ANA)
    made = t.ok("privacy", "export", "--out", t.path("ana.tar"), "--user", ANA)
    assert os.path.getsize(made["file"]) == made["size"] and os.stat(made["file"]).st_mode & 0o777 == 0o600
    with tarfile.open(made["file"]) as tar:
        files = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}
    assert set(files) == {"README.txt", "export.json", "logs.csv", "habits.csv", "registry.json", "derived.json", "manifest.json", "SEAL"}
    whole = json.loads(files["export.json"])
    assert [e["verb"] for e in whole["journal"]] == ["add", "log", "profile", "words", "edit", "undo"]
    assert whole["journal"][1]["rows"][0]["after"]["note"] == "talked to Dr. Silva" and whole["journal"][1]["answer"]["success"] and whole["journal"][1]["key"] == "m1"
    assert whole["journal"][4]["rows"][0]["after"]["description"] == "=1+1" and whole["profile"]["name"] == "Ana Maria"
    assert any("gluglu" in m["value"] for m in whole["memory"])
    assert json.loads(files["registry.json"])["aliases"][0]["alias"] == ANA
    derived = json.loads(files["derived.json"])
    assert derived["derived"] is True and derived["computedAt"].startswith("2026-11-22") and derived["streak"]["streaks"][0]["currentStreak"] == 1
    assert b"talked to Dr. Silva" in files["logs.csv"] and b"Quiet evening" in files["habits.csv"]
    assert b"Gym" not in b"".join(files.values()) and RUI.encode() not in b"".join(files.values())
    with open(t.path("ana.json"), "wb") as f:
        f.write(files["export.json"])
    back = t.ok("import", t.path("ana.json"), "--user", "+351944444444")
    assert (back["habitsNew"], back["entriesNew"]) == (1, 1)


def test_refused_exports(t):
    two_people(t)
    before = t.snapshot()
    t.fails("usage", "privacy", "export", "--user", ANA)
    t.fails("not_found", "privacy", "export", "--out", t.path("no", "such", "x.tar"), "--user", ANA)
    t.fails("usage", "privacy", "export", "--out", t.path("dry.tar"), "--dry-run", "--user", ANA)
    assert not os.path.exists(t.path("dry.tar"))
    with open(t.path("there.tar"), "w") as f:
        f.write("mine")
    t.fails("invalid_value", "privacy", "export", "--out", t.path("there.tar"), "--user", ANA)
    with open(t.path("there.tar")) as f:
        assert f.read() == "mine"
    t.fails("invalid_value", "privacy", "export", "--out", t.root + "/..", "--user", ANA)
    t.fails("usage invalid_value", "privacy", "burn", "--user", ANA)
    t.fails("usage invalid_value", "privacy", "--user", ANA)
    t.ok("privacy", "export", "--out", t.path("x.tar"), "--user", ANA)
    t.fails("invalid_value", "restore", t.path("x.tar"), "--yes")
    t.fails("invalid_value", "backup", "--verify", t.path("x.tar"))
    assert t.snapshot() == before


def test_plain_export_is_complete_and_imports(t):
    skill_folder(t, ["Water"])
    with open(os.path.join(t.data, "logs", "h_0_2026.jsonl"), "w") as f:
        f.write('{"broken": tru\n')
    t.ok("log", "water", "--add", "3", "--note", "after lunch")
    t.ok("words", "gulp", "--count", "30", "--unit", "ml")
    t.ok("export", "--out", t.path("all.json"))
    with open(t.path("all.json")) as f:
        whole = json.load(f)
    assert whole["asides"][0]["raw"].startswith('{"broken"') and whole["asides"][0]["file"].startswith("logs/h_0_2026.jsonl")
    assert [e["verb"] for e in whole["journal"]][-2:] == ["log", "words"] and whole["memory"]
    other = t.path("other")
    first = t.ok("--data-dir", other, "import", t.path("all.json"))
    again = t.ok("--data-dir", other, "import", t.path("all.json"))
    assert (first["habitsNew"], first["entriesNew"], again["habitsSame"], again["entriesSame"]) == (1, 1, 1, 1), f"{first} {again}"
    assert t.ok("--data-dir", other, "today")["due"][0]["count"] == 3


# ---- erase ----


def test_erase_asks_first(t):
    two_people(t)
    before = t.snapshot()
    assert "ERASE" in t.fails("needs_confirmation", "privacy", "erase", "--user", ANA)["hint"]
    for word in ("", "yes", "ERAS", "ERASE ALL", "delete"):
        t.fails("needs_confirmation", "privacy", "erase", "--user", ANA, "--confirm", word)
    t.fails("needs_confirmation", "privacy", "erase", "--user", ANA, "--yes", "--confirm", "no")
    for word in ("ERASE", "erase", " Apagar ", "borrar", "effacer", "löschen", "LOSCHEN"):
        assert t.ok("privacy", "erase", "--user", ANA, "--confirm", word, "--dry-run")["dryRun"]
    assert t.snapshot() == before


def test_erased_everywhere(t):
    two_people(t)
    assert leaks(t.data), "the test looks for the wrong things"
    answer = erase(t)
    assert answer["erased"] and answer["folders"] == 1
    assert not leaks(*all_but_backups(t)), leaks(*all_but_backups(t))
    assert t.ok("list", "--user", RUI)["habits"] and t.ok("list")["habits"] and t.ok("doctor")["healthy"]
    assert not t.ok("list", "--user", ANA)["habits"] and not t.ok("profile", "--user", ANA)["profile"].get("name")
    assert erase(t)["folders"] == 0, "a second time is fine"
    assert erase(t, "+351999999999")["folders"] == 0, "nobody is fine"
    assert not leaks(*all_but_backups(t))


def test_one_may_not_erase_another(t):
    two_people(t)
    before = t.snapshot()
    for action in (["show"], ["erase", "--yes"], ["export", "--out", t.path("x")]):
        t.fails("not_allowed", "privacy", *action, "--person", RUI, "--user", ANA)
        t.fails("invalid_context", "privacy", *action, "--user", RUI, env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:direct:{ANA}"})
        t.fails("not_allowed", "privacy", *action, "--person", RUI, env={"HABITFLOW_SESSION_KEY": f"agent:main:whatsapp:direct:{ANA}"})
    t.fails("not_allowed", "privacy", "sweep", "--user", ANA)
    assert t.snapshot() == before
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.execute("update users set role='admin' where id=?", (RUI,))
    t.fails("not_found", "privacy", "erase", "--yes", "--person", "+351999999999", "--user", RUI)
    assert t.ok("privacy", "erase", "--yes", "--person", ANA, "--user", RUI)["user"] == ANA
    assert not leaks(*all_but_backups(t)) and t.ok("list", "--user", RUI)["habits"]


def test_by_way_of_the_verb_user(t):
    two_people(t)
    t.fails("not_allowed", "user", "delete", ANA, "--yes", "--user", RUI)
    t.fails("needs_confirmation", "user", "delete", ANA)
    t.fails("usage", "user", "export", ANA)
    t.fails("not_found", "user", "delete", "+351999999999", "--yes")
    t.ok("user", "alias", ANA, "telegram:900100200")
    assert t.ok("user", "export", "telegram:900100200", "--out", t.path("ana.tar"))["user"] == ANA
    assert t.ok("user", "delete", ANA, "--yes", "--dry-run")["dryRun"] and t.ok("list", "--user", ANA)["habits"]
    assert "is gone" in t.text("user", "delete", "telegram:900100200", "--yes").out
    assert not leaks(*all_but_backups(t)), leaks(*all_but_backups(t))
    audit = t.ok("audit")["audit"]
    assert (audit[0]["what"], audit[0]["actor"], audit[0]["target"]) == ("erase", "personal", ""), audit[0]
    t.ok("user", "link", "+351955555555")
    t.fails("not_allowed", "user", "delete", "+351955555555", "--yes")
    assert t.ok("list")["habits"]


def test_the_owner(t):
    skill_folder(t, ["Quiet evening"])
    t.ok("log", "quiet", "--note", "talked to Dr. Silva")
    t.ok("add", "Gym", "--user", RUI)
    erase_owner = t.ok("privacy", "erase", "--yes")
    assert erase_owner["folders"] == 1 and not t.ok("list", "--all")["habits"]
    assert not leaks(t.data) and t.ok("list", "--user", RUI)["habits"]
    t.ok("add", "Again")
    assert t.ok("doctor")["healthy"]


def test_a_damaged_vault_can_be_erased(t):
    two_people(t)
    for name in ("habits.db", "habits.db-journal"):
        with open(os.path.join(t.data, ANA, name), "wb") as f:
            f.write(b"talked to Dr. Silva" * 300)
    erase(t)
    assert not leaks(*all_but_backups(t))


def test_other_tables(t):
    """Tables that this part has never heard of: rows of a user go, what counts stays for nobody, an append-only list lets go of the name."""
    two_people(t)
    longer = ANA + "2"
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        db.executescript(f"""
            create table spend_x(user text not null, day integer, note text, primary key(user, day));
            insert into spend_x values('{ANA}', 1, 'Quiet evening'), ('{RUI}', 1, 'gym'), ('{longer}', 1, 'x');
            create table usage(user text not null, day integer, calls integer, primary key(user, day));
            insert into usage values('{ANA}', 1, 7), ('{ANA}', 2, 8), ('{RUI}', 1, 9);
            create table log_x(id integer primary key, actor text, target text, detail text);
            insert into log_x values(1, '{ANA}', '{RUI}', 'said {ANA}, 351911111111@s.whatsapp.net and {longer}'), (2, '{longer}', '{RUI}', null);
            create trigger log_keep before update on log_x begin select raise(abort, 'append only'); end;
            create trigger log_hold before delete on log_x begin select raise(abort, 'append only'); end;
            insert into aliases(alias, user) values('{longer}', '{RUI}'), ('telegram:alice', '{ANA}');
            create table knocks_x(alias text primary key);
            insert into knocks_x values('telegram:alice'), ('discord:alice'), ('{longer}');
        """)
    erase(t)
    with sqlite3.connect(os.path.join(t.data, "service.db")) as db:
        assert {r[0] for r in db.execute("select user from spend_x")} == {RUI, longer}
        used = dict(db.execute("select user, sum(calls) from usage group by user").fetchall())
        assert sum(used.values()) == 24 and used[RUI] == 9 and len(used) == 2 and ANA not in used
        rows = db.execute("select actor, target, detail from log_x order by id").fetchall()
        assert rows[0][0].startswith("erased-") and rows[0][1] == RUI and longer in rows[0][2] and f"{ANA}," not in rows[0][2] and f"{ANA[1:]}@" not in rows[0][2], rows
        assert rows[1] == (longer, RUI, None)
        assert {r[0] for r in db.execute("select alias from knocks_x")} == {"discord:alice", longer}
        assert dict(db.execute("select alias, user from aliases").fetchall()) == {RUI: RUI, longer: RUI}
        try:
            db.execute("update log_x set actor='x'")
            raise AssertionError("the trigger is gone")
        except sqlite3.DatabaseError as e:
            assert "append only" in str(e)


# ---- backups do not bring anybody back ----


def test_yesterdays_backup_does_not_bring_them_back(t):
    two_people(t)
    made = t.ok("backup", "--out", t.path("backups"))
    t.now = "2026-11-23T12:00:00Z"
    erase(t)
    for _ in range(2):  # the list itself must survive being restored over
        answer = t.ok("restore", made["file"], "--yes")
        assert answer["erased"] == 1 and answer["vaults"] == 2
        assert not leaks(t.data), leaks(t.data)
        assert t.ok("list", "--user", RUI)["habits"] and not t.ok("list", "--user", ANA)["habits"]
    t.fails("not_allowed", "restore", made["file"], "--person", ANA)
    t.fails("not_allowed", "restore", made["file"], "--person", ANA, "--to", t.path("elsewhere"))
    t.ok("restore", made["file"], "--to", t.path("data-elsewhere"))
    assert not leaks(*all_but_backups(t)), leaks(*all_but_backups(t))
    assert t.ok("doctor")["healthy"]


def test_even_without_a_registry_in_it(t):
    two_people(t)
    with open(os.path.join(t.data, ANA, "habits.db"), "rb") as f:
        forged(t.path("forged.tar"), [(member(f"data/{ANA}/habits.db"), f.read()), (member("data/config.lua"), b"--")])
    t.now = "2026-11-23T12:00:00Z"
    erase(t)
    assert t.ok("restore", t.path("forged.tar"), "--yes")["erased"] == 1
    assert not leaks(t.data)
    assert t.ok("restore", t.path("forged.tar"), "--yes")["erased"] == 1


def test_coming_back(t):
    """They start empty; the old backup stays shut for them, a new one does not."""
    two_people(t)
    old = t.ok("backup", "--out", t.path("backups"))
    t.now = "2026-11-23T12:00:00Z"
    erase(t)
    t.now = "2026-11-24T12:00:00Z"
    t.ok("add", "New life", "--user", ANA)
    assert t.names("--user", ANA) == ["New life"] and t.ok("history", "--user", ANA)["events"][0]["event"] == 1
    t.now = "2026-11-25T12:00:00Z"
    new = t.ok("backup", "--out", t.path("backups"))
    t.ok("add", "Later", "--user", ANA)
    assert t.ok("restore", new["file"], "--yes")["erased"] == 0 and t.names("--user", ANA) == ["New life"]
    t.ok("restore", new["file"], "--person", ANA, "--yes")
    assert t.ok("restore", old["file"], "--yes")["erased"] == 1 and t.names("--user", ANA) == []
    assert not [leak for leak in leaks(t.data) if "Silva" in leak or "Quiet" in leak]
    assert t.ok("restore", new["file"], "--yes")["erased"] == 0 and t.names("--user", ANA) == ["New life"]


def test_what_restores_moved_aside_is_erased_too(t):
    two_people(t)
    made = t.ok("backup", "--out", t.path("backups"))
    t.ok("restore", made["file"], "--yes")
    t.ok("restore", made["file"], "--person", ANA, "--yes")
    assert len([n for n in os.listdir(t.root) if "replaced" in n]) == 2
    assert erase(t)["folders"] == 3
    assert not leaks(*all_but_backups(t)), leaks(*all_but_backups(t))


# ---- at the same time, killed ----


def test_while_they_write(t):
    two_people(t)
    stop = threading.Event()

    def write():
        while not stop.is_set():
            process = subprocess.run([HF, "--json", "log", "quiet", "--user", ANA, "--note", "talked to Dr. Silva"], env=t.environment(), stdout=subprocess.PIPE)
            assert process.returncode in (0, 3, 6), process.stdout

    writers = [threading.Thread(target=write) for _ in range(4)]
    for w in writers:
        w.start()
    for _ in range(5):
        t.raw("privacy", "erase", "--yes", "--user", ANA)
    stop.set()
    for w in writers:
        w.join()
    erase(t)
    assert not leaks(*all_but_backups(t)), leaks(*all_but_backups(t))
    assert t.ok("doctor")["healthy"]


def test_killed_anywhere(t):
    """Doing it again finishes it; whoever was reachable before is reachable whole or not at all."""
    harness.need_strace()
    two_people(t)
    shutil.copytree(t.data, t.path("data-before"))
    outcomes = set()
    for place, process in each_place(t, "signal=KILL", "privacy", "erase", "--yes", "--user", ANA, step=max(1, round(4 / ROUNDS))):
        habits = t.names("--user", ANA)
        assert habits in ([], ["Quiet evening"]), place
        if habits:
            assert t.ok("show", "quiet", "--user", ANA)["loggedDays"] == 1 and t.ok("doctor", "--user", ANA)["healthy"]
        outcomes.add(bool(habits))
        erase(t)
        assert not leaks(t.data), f"{place}: {leaks(t.data)}"
        assert process.returncode == -signal.SIGKILL
        shutil.rmtree(t.data)
        shutil.copytree(t.path("data-before"), t.data)
    assert outcomes == {True, False}


def test_a_disk_that_fails(t):
    """Refused is not erased by half: the command again, on a good disk, finishes it."""
    harness.need_strace()
    two_people(t)
    for calls, error in (("unlink,unlinkat", "EIO"), ("rename,renameat,renameat2", "EIO"), ("fdatasync,fsync", "EIO"), ("pwrite64", "ENOSPC")):
        for n in (1, 2, 3, 5):
            process = traced(t, ["-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when={n}+"], "privacy", "erase", "--yes", "--user", ANA)
            if process.returncode == 0:
                assert not leaks(t.data)
                break
            assert process.returncode in (5, 6), process.stdout
            assert t.names("--user", ANA) in ([], ["Quiet evening"])
    erase(t)
    assert not leaks(t.data)


# ---- the sweep ----


def test_the_tick_sweeps_at_night_and_once(t):
    two_people(t)
    left = os.path.join(t.data, ".hf-erased-0123")
    for now, swept in (("2027-01-10T12:00:00Z", False), ("2027-01-11T03:59:00Z", False), ("2027-01-11T04:10:00Z", True), ("2027-01-11T04:11:00Z", False),
                       ("2027-01-12T04:00:00Z", True)):
        os.makedirs(left, exist_ok=True)
        t.now = now
        assert t.ok("tick", "--queue")["failed"] == []
        assert os.path.exists(left) != swept, now


def test_sweep(t):
    two_people(t)
    made = t.ok("backup", "--out", t.path("backups"))
    t.ok("restore", made["file"], "--yes")
    os.makedirs(os.path.join(t.data, ".hf-erased-0123", "logs"))
    t.now = "2027-01-10T12:00:00Z"
    assert t.ok("privacy", "sweep", "--dry-run")["dryRun"] and os.path.exists(os.path.join(t.data, ".hf-erased-0123"))
    first = t.ok("privacy", "sweep")["swept"]
    assert first == {"answers": 0, "replaced": 1, "failed": 0}, first
    assert not os.path.exists(os.path.join(t.data, ".hf-erased-0123")) and not [n for n in os.listdir(t.root) if "replaced" in n]
    assert "logs" in t.ok("log", "Gym", "--note", "leg day", "--user", RUI, "--key", "m1"), "the answer is still there"
    t.now = "2027-03-10T12:00:00Z"
    assert t.ok("privacy", "sweep", "--answers", "0", "--replaced", "0")["swept"] == {"answers": 0, "replaced": 0, "failed": 0}
    assert t.ok("privacy", "sweep")["swept"]["answers"] == 2
    assert t.ok("privacy", "sweep")["swept"]["answers"] == 0
    again = t.ok("log", "Gym", "--note", "leg day", "--user", RUI, "--key", "m1")
    assert again["replayed"] and "logs" not in again and t.ok("show", "gym", "--user", RUI)["loggedDays"] == 1
    assert t.text("log", "Gym", "--note", "leg day", "--user", RUI, "--key", "m1").code == 0
    assert len(t.ok("history", "--user", RUI)["events"]) == 2 and t.ok("undo", "--user", RUI)
    for days in ("-1", "99999"):
        t.fails("invalid_value", "privacy", "sweep", "--answers", days)
    with open(os.path.join(t.data, ANA, "habits.db"), "wb") as f:
        f.write(b"ruined" * 1000)
    assert t.ok("privacy", "sweep")["swept"]["failed"] == 1
