"""hf remind sync: the cron jobs of a gateway, against stand-ins of an old and a new one, and the real one where it is installed.

HF_GATEWAY=path  the command of a real gateway (openclaw) with a gateway running behind it; without it that test is skipped.
"""
import json
import os
import subprocess

import harness

NASTY = "Água \"x\" 'y' `id` $(touch /tmp/hf-pwned); | \\ 💧 \u202e--name"

STAND_IN = r'''#!/usr/bin/env python3
"""Stands in for a gateway's command: keeps jobs in a file and writes every call down. NEW says which generation it is."""
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
NEW = os.path.exists(os.path.join(here, "new"))
store, calls = os.path.join(here, "jobs.json"), os.path.join(here, "calls")
with open(calls, "a", encoding="utf-8") as f:
    f.write(json.dumps(sys.argv[1:]) + "\n")
words = sys.argv[1:]
if words == ["--version"]:
    print("1")
    sys.exit(0)
assert words[0] == "cron", words
if words[1:] == ["add", "--help"]:
    print("--name --cron --tz --session --message --deliver --channel --to --every --json" + (" --declaration-key --command-argv --announce --exact" if NEW else ""))
    sys.exit(0)
jobs = json.load(open(store)) if os.path.exists(store) else []
def save():
    json.dump(jobs, open(store, "w"))
def options(words):
    flags, o = {"--deliver", "--announce", "--no-deliver", "--exact", "--json", "--all"}, {}
    while words:
        w = words.pop(0)
        if w in flags:
            o[w] = True
        elif w.startswith("--") and words:
            o[w] = words.pop(0)
        else:
            sys.exit("error: unknown option " + w)
    return o
def fill(job, o):
    known = {"--name", "--cron", "--tz", "--session", "--message", "--deliver", "--channel", "--to", "--every", "--json"}
    known |= {"--declaration-key", "--command-argv", "--announce", "--exact", "--no-deliver"} if NEW else set()
    if set(o) - known:
        sys.exit("error: unknown option " + ", ".join(set(o) - known))
    if not (NEW and "--declaration-key" in o and "name" in job):  # as the real one does
        job["name"] = o["--name"]
    job.setdefault("enabled", True)
    job["schedule"] = {"kind": "cron", "expr": o["--cron"], "tz": o["--tz"]} if "--cron" in o else {"kind": "every", "everyMs": 60000}
    route = {k: o["--" + k] for k in ("channel", "to") if "--" + k in o}
    if "--command-argv" in o:
        job["payload"] = {"kind": "command", "argv": json.loads(o["--command-argv"])}
    else:
        job["payload"] = {"kind": "agentTurn", "message": o["--message"]}
    if NEW:
        job["delivery"] = {"mode": "none"} if "--no-deliver" in o else {"mode": "announce", **route}
        job.setdefault("declarationKey", o.get("--declaration-key"))
    else:
        job["payload"].update(deliver=True, **route)
if words[1] == "list":
    print("a line of the gateway's own")
    print(json.dumps({"jobs": jobs}))
elif words[1] == "add":
    o = options(words[2:])
    old = [j for j in jobs if NEW and j.get("declarationKey") == o.get("--declaration-key")]
    job = old[0] if old else {"id": "job-%d" % (1 + max([int(j["id"][4:]) for j in jobs], default=0))}
    fill(job, o)
    if not old:
        jobs.append(job)
    save()
    print("{}")
elif words[1] == "edit":
    fill([j for j in jobs if j["id"] == words[2]][0], options(words[3:]))
    save()
elif words[1] == "enable":
    [j for j in jobs if j["id"] == words[2]][0]["enabled"] = True
    save()
elif words[1] == "rm":
    if words[2] not in [j["id"] for j in jobs]:
        sys.exit("error: no such job")
    jobs[:] = [j for j in jobs if j["id"] != words[2]]
    save()
else:
    sys.exit("error: unknown command")
'''

SKILLS = [
    {"id": "job-101", "name": "HabitFlow: Water", "enabled": True, "schedule": {"kind": "cron", "expr": "30 07 * * *", "tz": "UTC"},
     "payload": {"kind": "agentTurn", "message": "Run the HabitFlow reminder check and deliver the result:\ncd \"x\" && npx tsx scripts/run_reminder.ts --habit-id h"}},
    {"id": "job-102", "name": "HabitFlow: Water", "enabled": True, "schedule": {"kind": "cron", "expr": "30 07 * * *", "tz": "UTC"},
     "payload": {"kind": "agentTurn", "message": "cd \"x\" && npx tsx scripts/run_reminder.ts --habit-id h"}},
    {"id": "job-103", "name": "HabitFlow: Weekly Check-in", "enabled": True, "schedule": {"kind": "cron", "expr": "0 19 * * 0"},
     "payload": {"kind": "agentTurn", "message": "cd x && npx tsx scripts/run_coaching.ts --type weekly"}},
    {"id": "job-104", "name": "hf: my own", "enabled": True, "schedule": {"kind": "cron", "expr": "0 1 * * *"}, "payload": {"kind": "agentTurn", "message": "backup"}},
]


def gateway(t, new, jobs=()):
    folder = t.path("gateway")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "openclaw")
    with open(path, "w", encoding="utf-8") as f:
        f.write(STAND_IN)
    os.chmod(path, 0o700)
    if new:
        open(os.path.join(folder, "new"), "w").close()
    with open(os.path.join(folder, "jobs.json"), "w", encoding="utf-8") as f:
        json.dump(list(jobs), f)
    return path


def jobs(t):
    return json.load(open(t.path("gateway", "jobs.json"), encoding="utf-8"))


def calls(t):
    found = [json.loads(line) for line in open(t.path("gateway", "calls"), encoding="utf-8")]
    os.unlink(t.path("gateway", "calls"))
    return [c for c in found if c[1:2] in (["add"], ["edit"], ["rm"], ["enable"]) and "--help" not in c]


def sync(t, path, *args):
    return [c["what"] for c in t.ok("remind", "sync", "--gateway", path, *args)["commands"]]


def habits(t):
    t.env.pop("HABITFLOW_TZ")
    t.ok("profile", "timezone=Europe/Lisbon")
    t.ok("add", "Water", "--remind", "07:30", "18:05", "--remind-to", "+351911111111", "--remind-channel", "whatsapp")
    t.ok("add", NASTY, "--remind", "09:00", "--remind-days", "mon,sun")


def check_each(t, path, new):
    assert sync(t, path, "--dry-run", "--each") and calls(t) == [] and len(jobs(t)) == len(SKILLS)
    done = sync(t, path, "--each")
    assert [d.split()[0] for d in done] == ["remove", "remove", "add", "add", "add"], done
    names = sorted(j["name"] for j in jobs(t))
    assert names == sorted(["HabitFlow: Weekly Check-in", "hf: my own", "hf: Water 07:30", "hf: Water 18:05", f"hf: {NASTY} 09:00"]), names
    by_name = {j["name"]: j for j in jobs(t)}
    water, nasty = by_name["hf: Water 18:05"], by_name[f"hf: {NASTY} 09:00"]
    assert (water["schedule"]["expr"], water["schedule"]["tz"]) == ("5 18 * * *", "Europe/Lisbon"), water
    assert nasty["schedule"]["expr"] == "0 9 * * 1,0", nasty
    route = water["delivery"] if new else water["payload"]
    assert (route["channel"], route["to"]) == ("whatsapp", "+351911111111"), water
    calls(t)
    for _ in range(2):
        assert sync(t, path, "--each") == [] and calls(t) == []


def check_changes(t, path, new):
    before = {j["name"]: j["id"] for j in jobs(t)}
    t.ok("edit", "Water", "--remind", "07:30", "20:00", "--remind-to", "+351922222222")
    t.ok("edit", NASTY, "--name", "Plain")
    done = sync(t, path, "--each")
    assert sorted(d.split()[0] for d in done) == ["add", "change", "change", "remove"], done
    after = {j["name"]: j["id"] for j in jobs(t)}
    assert after["hf: Water 07:30"] == before["hf: Water 07:30"] and after["hf: Plain 09:00"] == before[f"hf: {NASTY} 09:00"], (before, after)
    assert "hf: Water 18:05" not in after and "hf: Water 20:00" in after
    t.ok("archive", "Plain")
    assert [d.split()[0] for d in sync(t, path, "--each")] == ["remove"]
    assert sync(t, path, "--remove") == ["remove hf: Water 07:30", "remove hf: Water 20:00"]
    assert sorted(j["name"] for j in jobs(t)) == ["HabitFlow: Weekly Check-in", "hf: my own"]
    assert not os.path.exists("/tmp/hf-pwned")


def test_an_old_gateway(t):
    path = gateway(t, False, SKILLS)
    habits(t)
    check_each(t, path, False)
    assert all(j["payload"]["kind"] == "agentTurn" for j in jobs(t))
    check_changes(t, path, False)


def test_a_new_gateway_job_by_job(t):
    path = gateway(t, True, SKILLS)
    habits(t)
    check_each(t, path, True)
    check_changes(t, path, True)


def test_a_new_gateway_gets_one_job(t):
    path = gateway(t, True, SKILLS)
    habits(t)
    assert sync(t, path) == ["remove HabitFlow: Water", "remove HabitFlow: Water", "add hf tick"]
    job = [j for j in jobs(t) if j["name"] == "hf tick"][0]
    assert job["payload"]["argv"][1:] == ["--data-dir", t.data, "tick", "--print"] and job["delivery"]["to"] == "+351911111111", job
    assert sync(t, path) == []
    done = subprocess.run(job["payload"]["argv"], env=t.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), done
    with open(os.path.join(t.data, "courier.json"), "w", encoding="utf-8") as f:
        f.write("{}")
    assert sync(t, path) == ["change hf tick"]
    job = [j for j in jobs(t) if j["name"] == "hf tick"][0]
    assert job["payload"]["argv"][3:] == ["tick"] and job["delivery"] == {"mode": "none"}
    assert sync(t, path) == []
    os.unlink(os.path.join(t.data, "courier.json"))
    t.ok("archive", "Water")
    t.ok("delete", NASTY, "--yes")
    assert sync(t, path) == ["remove hf tick"]


def test_it_is_said_when_nobody_is_named(t):
    path = gateway(t, True)
    t.ok("add", "Water", "--remind", "07:30")
    assert any("--remind-to" in n for n in t.ok("remind", "sync", "--gateway", path)["notices"])
    t.ok("profile", "phoneNumber=+351911111111")
    answer = t.ok("remind", "sync", "--gateway", path)
    assert "notices" not in answer and [c["what"] for c in answer["commands"]] == ["change hf tick"], answer
    assert jobs(t)[0]["delivery"]["to"] == "+351911111111"


def test_doubled_jobs_are_cleaned(t):
    path = gateway(t, True)
    habits(t)
    sync(t, path, "--each")
    twice = jobs(t)
    copies = [dict(j, id=f"job-{50 + i}") for i, j in enumerate(twice)]
    with open(t.path("gateway", "jobs.json"), "w", encoding="utf-8") as f:
        json.dump(twice + copies, f)
    assert [d.split()[0] for d in sync(t, path, "--each")] == ["remove"] * 3
    assert [j["id"] for j in jobs(t)] == [j["id"] for j in twice]
    with open(t.path("gateway", "jobs.json"), "w", encoding="utf-8") as f:
        json.dump([dict(j, enabled=False) for j in twice], f)
    assert [d.split()[0] for d in sync(t, path, "--each")] == ["enable"] * 3
    assert sync(t, path, "--each") == []


def test_a_gateway_that_is_not_there_or_fails(t):
    habits(t)
    assert "cannot run" in t.fails("not_found io", "remind", "sync", "--gateway", "/nonexistent/openclaw")["message"]
    for text in ("#!/bin/sh\necho 'gateway not running' >&2\nexit 1\n", "#!/bin/sh\necho 'no json'\n", "#!/bin/sh\necho '[{'\n"):
        path = t.path("broken")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(path, 0o700)
        t.fails("io invalid_value", "remind", "sync", "--gateway", path)
    t.fails("not_allowed", "remind", "sync", "--user", "+351911111111")


def test_the_real_gateway(t):
    command = os.environ.get("HF_GATEWAY")
    if not command:
        raise harness.Skip("no real gateway here (HF_GATEWAY names its command)")
    for name in ("PATH", "HOME", "OPENCLAW_STATE_DIR", "OPENCLAW_GATEWAY_TOKEN", "OPENCLAW_GATEWAY_PORT"):
        if name in os.environ:
            t.env[name] = os.environ[name]

    def ours():
        out = subprocess.run([command, "cron", "list", "--all", "--json"], env=t.environment(), stdout=subprocess.PIPE, check=True).stdout.decode()
        return {j["name"]: j for j in json.loads(out[out.index("{"):])["jobs"] if j.get("declarationKey", "").startswith("hf:")}
    habits(t)
    sync(t, command, "--remove")
    assert ours() == {}
    assert [d.split()[0] for d in sync(t, command, "--each")] == ["add"] * 3
    found = ours()
    assert set(found) == {"hf: Water 07:30", "hf: Water 18:05", f"hf: {NASTY} 09:00"}, found
    assert sync(t, command, "--each") == []
    t.ok("edit", NASTY, "--name", "Plain")
    t.ok("edit", "Water", "--remind", "07:30")
    assert sorted(d.split()[0] for d in sync(t, command, "--each")) == ["change", "remove"]
    assert ours()["hf: Plain 09:00"]["id"] == found[f"hf: {NASTY} 09:00"]["id"]
    assert sorted(d.split()[0] for d in sync(t, command)) == ["add", "remove", "remove"]
    assert sync(t, command) == [] and list(ours()) == ["hf tick"]
    assert sync(t, command, "--remove") == ["remove hf tick"] and ours() == {}
