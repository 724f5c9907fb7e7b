"""Conversations of tests/chat, played through `hf say --json`. tests/chat/README.md says how they are written."""
import glob
import os
import shlex

import harness

FOLDER = os.path.join(harness.ROOT, "tests", "chat")


class Talk:
    def __init__(self, t):
        self.t, self.answer, self.said, self.id, self.options = t, None, "", None, []

    def words(self):
        return "\n".join(self.answer["replies"])

    def line(self, mark, rest):
        getattr(self, {"hf": "do_hf", "at": "do_at", "with": "do_with", "id": "do_id", ">": "do_say", "<": "do_has", "!": "do_lacks",
                       "?": "do_field", "=": "do_check"}[mark])(rest)

    def do_hf(self, rest):
        self.t.ok(*self.options, *shlex.split(rest))

    def do_at(self, rest):
        self.t.now = rest

    def do_with(self, rest):
        self.options = shlex.split(rest)

    def do_id(self, rest):
        self.id = rest

    def do_say(self, rest):
        text = rest.encode().decode("unicode_escape").encode("latin-1").decode() if "\\x" in rest else rest
        extra = ["--id", self.id] if self.id else []
        self.said, self.id = rest, None
        result = self.t.run("say", *self.options, *extra, "--", text)
        assert result.code == 0, f"> {rest}: {result!r}"
        self.answer = result.json
        handled, reason = self.answer["handled"], self.answer.get("reason")
        assert handled == (reason is None), f"> {rest}: handled {handled}, but reason {reason}"
        assert self.answer["replies"], f"> {rest}: no reply"
        if not handled:
            assert self.answer["effects"] == [] and "event" not in self.answer, f"> {rest}: not handled, and did something"

    def do_has(self, rest):
        assert rest in self.words(), f"> {self.said}: {rest!r} is not in {self.answer['replies']!r} ({self.answer})"

    def do_lacks(self, rest):
        assert rest not in self.words(), f"> {self.said}: {rest!r} is in {self.answer['replies']!r}"

    def do_field(self, rest):
        path, _, wanted = rest.partition(" ")
        found = look(self.answer, path)
        assert str(found) == wanted, f"> {self.said}: {path} is {found!r}, not {wanted!r} ({self.answer})"

    def do_check(self, rest):
        call, _, expected = rest.partition(" :: ")
        result = self.t.ok(*self.options, *shlex.split(call))
        path, _, wanted = expected.partition(" ")
        found = look(result, path)
        assert str(found) == wanted, f"hf {call}: {path} is {found!r}, not {wanted!r}"


def look(value, path):
    for part in path.split("."):
        if part == "#":
            return len(value)
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part)
        if value is None:
            return None
    return value


def play(t, path):
    talk = Talk(t)
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            mark, _, rest = line.partition(" ")
            try:
                talk.line(mark, rest)
            except AssertionError as e:
                raise AssertionError(f"{os.path.basename(path)}:{number}: {e}") from None


class Conversation:
    """One test; no closure, since tests travel to other processes."""

    def __init__(self, path):
        self.path = path

    def __call__(self, t):
        play(t, self.path)


for _path in sorted(glob.glob(os.path.join(FOLDER, "*.chat"))):
    globals()["test_" + os.path.basename(_path)[:-5]] = Conversation(_path)


def test_there_are_enough_of_them(_t):
    assert len(glob.glob(os.path.join(FOLDER, "*.chat"))) >= 25
