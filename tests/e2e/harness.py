"""What a test is given: a box with a home and a data folder of its own, and calls of hf that are checked against the contract each time."""
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HF = os.path.abspath(os.environ.get("HF", os.path.join(ROOT, "build", "release", "hf")))
ROUNDS = float(os.environ.get("HF_ROUNDS", "1"))
NOW = "2026-11-22T12:00:00Z"

EXITS = {
    "internal": 1, "usage": 2, "invalid_value": 2, "key_reused": 2, "not_found": 3, "ambiguous": 4, "needs_confirmation": 4, "invalid_context": 5,
    "not_allowed": 5, "blocked": 5, "rate_limited": 5, "busy": 6, "corrupt": 6, "disk_full": 6, "io": 6,
}
# What may stand in text for people: a newline, and nothing that steers a terminal or turns text round.
UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Skip(Exception):
    pass


class Result:
    def __init__(self, args, process):
        self.args = args
        self.code = process.returncode
        self.out = process.stdout.decode("utf-8", "strict")
        self.err = process.stderr.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def error(self):
        return self.json["error"]

    def __repr__(self):
        return f"exit {self.code}, stdout {self.out[:300]!r}, stderr {self.err[:300]!r}"


class Box:
    """with Box() as t: t.ok("add", "Water") ..."""

    def __enter__(self):
        self.root = tempfile.mkdtemp(prefix="hf-e2e-")
        self.home = os.path.join(self.root, "home")
        self.data = os.path.join(self.root, "data")
        os.mkdir(self.home, 0o700)
        self.now = NOW
        self.last_command = ""
        self.env = {"HOME": self.home, "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8",
                    "HABITFLOW_DATA_DIR": self.data, "HABITFLOW_TZ": "UTC"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        return self

    def __exit__(self, *_):
        for folder, folders, _files in os.walk(self.root):
            for name in folders:
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    os.chmod(path, 0o700)
        shutil.rmtree(self.root, ignore_errors=True)

    def environment(self, changes=None):
        env = dict(self.env, HABITFLOW_NOW=self.now)
        for name, value in (changes or {}).items():
            if value is None:
                env.pop(name, None)
            else:
                env[name] = value
        return env

    def raw(self, *args, env=None, prefix=(), stdin=b"", timeout=60, **kwargs):
        """One call, unchecked but for what holds of every call: a known exit status and no crash."""
        command = [*prefix, HF, *args]
        self.last_command = " ".join(shlex.quote(os.fsdecode(a)) for a in command)
        if "stdout" not in kwargs:
            kwargs["stdout"] = subprocess.PIPE
        if "stderr" not in kwargs:
            kwargs["stderr"] = subprocess.PIPE
        environment = self.environment(env)
        if prefix:  # the leak checker cannot work in a traced process
            environment["ASAN_OPTIONS"] = environment.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
        process = subprocess.run(command, env=environment, input=stdin, timeout=timeout, cwd=self.root, **kwargs)
        process.stdout = process.stdout or b""
        process.stderr = process.stderr or b""
        result = Result(args, process)
        assert 0 <= result.code <= 6, f"no exit status of the contract: {result!r}"
        return result

    def run(self, *args, **kwargs):
        """With --json: exactly one document, nothing on stderr of the contract's texts, code and exit status fit."""
        result = self.raw("--json", *args, **kwargs)
        check_json(result)
        return result

    def ok(self, *args, **kwargs):
        result = self.run(*args, **kwargs)
        assert result.code == 0, f"should succeed: {result!r}"
        return result.json

    def fails(self, code, *args, **kwargs):
        """The error object; code may be several, separated by blanks."""
        result = self.run(*args, **kwargs)
        assert result.code != 0, f"should fail with {code}: {result!r}"
        assert result.error["code"] in code.split(), f"should fail with {code}: {result!r}"
        return result.error

    def text(self, *args, **kwargs):
        """For people: safe text on stdout, nothing that steers a terminal."""
        result = self.raw(*args, **kwargs)
        for stream in (result.out, result.err):
            found = UNSAFE.search(stream)
            assert not found, f"{found.group()!r} in text for people: {result!r}"
        if result.code:
            assert result.err.startswith("hf: "), f"no message: {result!r}"
        return result

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def names(self, *args):
        return [h["name"] for h in self.ok("list", "--all", *args)["habits"]]

    def snapshot(self, folder=None):
        """Every file below the data folder with its bytes; lock files count as well, the empty journal that SQLite leaves does not."""
        return {name: data for name, data in tree(folder or self.data).items() if not (name.endswith("-journal") and data == b"")}


def tree(folder):
    found = {}
    for base, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(base, name)
            short = os.path.relpath(path, folder)
            if os.path.islink(path):
                found[short] = os.readlink(path)
            elif os.path.isfile(path):
                with open(path, "rb") as f:
                    found[short] = f.read()
            else:
                found[short] = "folder"
    return found


def check_json(result):
    """stdout is one document in one line, and the error object fits the exit status."""
    assert result.out.endswith("\n") and result.out.count("\n") == 1, f"not one line of JSON: {result!r}"
    document = json.loads(result.out)
    assert isinstance(document, dict) and isinstance(document.get("success"), bool), f"no success: {result!r}"
    found = UNSAFE.search(result.out.rstrip("\n"))
    assert not found, f"{found.group()!r} unescaped in JSON: {result!r}"
    if document["success"]:
        assert result.code == 0, f"success, but: {result!r}"
        return
    error = document["error"]
    assert EXITS.get(error["code"]) == result.code, f"code and exit status differ: {result!r}"
    assert error["message"] and "\n" not in error["message"], f"no sentence: {result!r}"
    assert set(error) <= {"code", "message", "hint", "candidates", "retryAfter", "replies"}, f"odd fields: {result!r}"


def need(program):
    if not shutil.which(program):
        raise Skip(f"{program} is not installed")


def need_terminal():
    """A bare chroot has no pseudo terminals."""
    try:
        for fd in os.openpty():
            os.close(fd)
    except OSError as error:
        raise Skip("no pseudo terminals here") from error


def need_strace():
    need("strace")
    probe = subprocess.run(["strace", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL)
    if probe.returncode:
        raise Skip("strace may not trace here")
