"""hf say, hf words and hf chat as doors: keys, traces, scripts that fail, lines from a pipe. What is said stands in tests/chat."""
import concurrent.futures
import json
import os
import pty
import select
import signal
import subprocess
import time

import harness


def chat(t, *lines, args=()):
    return t.text("chat", *args, stdin=("\n".join(lines) + "\n").encode())


def data(t):
    """What is kept; an empty rollback journal is nothing."""
    return {name: bytes_ for name, bytes_ in t.snapshot().items() if not name.endswith("-journal")}


def events(t):
    return t.ok("history", "--last", "100")["events"]


# ---- say --------------------------------------------------------------------------------------------------------------

def test_one_message_is_one_event_in_the_chat(t):
    t.ok("add", "Run")
    t.ok("add", "Gym")
    answer = t.ok("say", "ran and went to the gym today")
    assert len(answer["effects"]) == 2, answer
    newest = events(t)[0]
    assert (newest["door"], newest["verb"], newest["changes"], newest["event"]) == ("chat", "log", 2, answer["event"])
    assert "Run" in newest["summary"] and "Gym" in newest["summary"]
    t.ok("undo")
    assert t.ok("show", "Run")["loggedDays"] == 0 and t.ok("show", "Gym")["loggedDays"] == 0


def test_what_is_not_handled_leaves_no_trace(t):
    answer = t.ok("say", "what is the meaning of life", "--id", "m1", "--user", "+351911111111")
    assert answer["handled"] is False and answer["reason"] == "not_understood"
    assert t.ok("history", "--user", "+351911111111")["events"] == [], "but for the count of messages"
    t.ok("add", "Run")
    before = data(t)
    for text in ("asdf", "please book a table for two", "👽👽", "", "   ", "{\"a\":1}", "[1]"):
        answer = t.ok("say", "--id", "m2", "--", text)
        assert answer["handled"] is False and answer["replies"], answer
    assert data(t) == before


def test_id_is_a_key_and_key_wins(t):
    t.ok("add", "Water", "--target", "8", "--unit", "glass")
    first = t.ok("say", "+1 water", "--id", "a")
    again = t.ok("say", "+1 water", "--id", "a")
    assert again.pop("replayed") is True
    again.pop("event", None), first.pop("event")
    assert again == first
    t.ok("say", "+1 water", "--id", "a", "--key", "other")
    t.ok("say", "+1 water", "--id", "b", "--key", "other")
    assert t.ok("show", "Water")["today"]["log"]["count"] == 2
    t.ok("say", "+1 water", "--id", "a", "--user", "+351911111111")   # another person's message of the same id
    assert t.ok("show", "Water")["today"]["log"]["count"] == 2


def test_an_empty_id_is_no_key(t):
    t.ok("add", "Run")
    t.fails("invalid_value", "say", "ran today", "--id", "")
    assert t.ok("show", "Run")["loggedDays"] == 0


def test_the_same_message_at_once_counts_once(t):
    t.ok("add", "Water", "--target", "8", "--unit", "glass")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: t.ok("say", "another 2 glasses of water", "--id", "same"), range(8)))
    assert sum(1 for a in answers if not a.get("replayed")) == 1
    assert t.ok("show", "Water")["today"]["log"]["count"] == 2


def test_dry_run_says_what_would_be(t):
    t.ok("add", "Run")
    before = data(t)
    answer = t.ok("say", "ran today", "--dry-run")
    assert answer["dryRun"] and answer["effects"][0]["verb"] == "log" and "event" not in answer
    assert data(t) == before


def test_users_do_not_meet(t):
    t.ok("add", "Run")
    a, b = ["--user", "+351911111111"], ["--user", "+351922222222"]
    t.ok("add", "Morning run", *a)
    t.ok("add", "Evening run", *a)
    t.ok("add", "Yoga", *b)
    assert t.ok("say", "ran today", *a)["question"]["about"] == "habit"
    assert t.ok("say", "2", *b)["handled"] is False
    t.ok("say", "my glass is 300 ml", *a)
    assert t.ok("words", *b)["words"] == {}
    assert t.ok("say", "2", *a)["effects"][0]["verb"] == "log"
    assert t.ok("show", "Run")["loggedDays"] == 0


def test_text_is_safe_and_plain(t):
    t.ok("add", "Run")
    result = t.text("say", "ran yesterday")
    assert result.code == 0 and "Run" in result.out and result.err == ""
    t.ok("add", "\u202eevil\u202c habit")
    t.text("say", "how am I doing")
    t.text("say", "new habit: \x1b[31mRed")


def test_long_and_odd_messages(t):
    t.ok("add", "Run")
    for text in ("ran " * 1000, "x" * 60000, "\u202eran\u202c today", "é" * 5000, "1" * 3000, "}" * 500, "{" * 500, "no " * 200, "yes", "2", "the second", "cancel"):
        answer = t.ok("say", "--", text)
        assert isinstance(answer["handled"], bool) and answer["replies"]
    t.fails("usage", "say")
    t.fails("usage", "say", "a", "b")


def test_a_future_question_or_a_broken_one_is_passed_over(t):
    t.ok("add", "Morning run")
    t.ok("add", "Evening run")
    t.ok("say", "ran today")
    t.now = "2020-01-01T00:00:00Z"   # the clock was wrong: the question seems to lie in the future
    assert t.ok("say", "2")["handled"] is False


# ---- scripts ----------------------------------------------------------------------------------------------------------

def script(t, name, text):
    path = os.path.join(t.data, "lua", *name.split("/"))
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def test_an_operator_changes_the_words(t):
    t.ok("add", "Run")
    t.ok("profile", "language=pt")
    script(t, "templates/mine.lua", 'hf.template{ id = "mine", text = { en = "x" } }')
    shipped = open(os.path.join(harness.ROOT, "lua", "templates", "say.lua"), encoding="utf-8").read()
    script(t, "templates/say.lua", shipped.replace('pt = "{what} · {day} · sequência', 'pt = "Boa! {what} · {day} · sequência'))
    assert t.ok("say", "corri ontem")["replies"][0].startswith("Boa! Run")


def test_broken_scripts_never_silence_it(t):
    t.ok("add", "Run")
    script(t, "templates/say.lua", "while true do end")
    script(t, "templates/hear.lua", "this is no Lua")
    script(t, "personas/flex.lua", "error('no')")
    answer = t.ok("say", "ran yesterday")
    assert answer["effects"][0]["verb"] == "log" and "Run" in answer["replies"][0]
    assert answer["notices"], "nobody hears that the scripts are broken"


# ---- words ------------------------------------------------------------------------------------------------------------

def test_words_are_shown_taught_and_forgotten(t):
    t.ok("add", "Run")
    assert t.ok("words")["words"] == {}
    t.ok("words", "zoom", "--habit", "Run")
    assert t.ok("words", "glass", "--count", "300", "--unit", "millilitres")["words"]["glass"] == {"count": 300, "unit": "ml"}
    assert t.ok("words")["words"]["zoom"]["habitName"] == "Run"
    assert "zoom" in t.text("words").out
    t.ok("words", "zoom", "--forget")
    t.ok("undo")
    assert set(t.ok("words")["words"]) == {"zoom", "glass"}
    t.ok("delete", "Run", "--yes")
    t.ok("say", "zoom yesterday")   # what it meant is gone: no crash, no log
    t.fails("usage", "words", "zoom")
    t.fails("usage", "words", "zoom", "--habit", "Run", "--unit", "ml")
    t.fails("not_found", "words", "nothing", "--forget")
    t.fails("not_found", "words", "zoom", "--habit", "Nothing")
    t.fails("invalid_value", "words", "zoom", "--unit", "blorps", "--count", "2")
    t.fails("invalid_value", "words", "zoom", "--unit", "ml")
    t.fails("invalid_value", "words", "", "--habit", "Run")
    t.fails("invalid_value", "words", "x" * 100, "--unit", "ml", "--count", "1")


# ---- chat -------------------------------------------------------------------------------------------------------------

def test_chat_reads_lines_from_a_pipe(t):
    t.ok("add", "Run")
    result = chat(t, "ran yesterday", "", "/why Run yesterday", "/persona luna", "/undo", "/lang de", "/today", "/help", "/nonsense", "/quit", "ran today")
    assert result.code == 0
    assert "Run, yesterday" in result.out and "/reload" in result.out and "diesen Befehl gibt es nicht" in result.out
    assert t.ok("show", "Run")["loggedDays"] == 1, "a line behind /quit was done"
    assert t.ok("profile")["profile"]["language"] == "de"
    doors = {e["verb"]: e["door"] for e in events(t)}
    assert doors["log"] == "chat" and doors["undo"] == "chat", doors


def test_chat_knows_names_of_several_words(t):
    t.ok("add", "Morning run")
    result = chat(t, "/why Morning run", "/why morning run yesterday", "/why Morning run 2026-11-20")
    assert result.code == 0 and result.err == "", result
    assert [d for d in ("2026-11-22", "2026-11-21", "2026-11-20") if f"on {d}" not in result.out] == [], result


def test_chat_goes_on_after_a_mistake(t):
    t.ok("add", "Run")
    result = chat(t, "/why Nothing", "/persona nobody", "/why", "/lang", "ran today")
    assert result.code == 0 and "hf: " in result.err
    assert t.ok("show", "Run")["loggedDays"] == 1


def test_chat_answers_each_line_at_once(t):
    t.ok("add", "Run")
    process = subprocess.Popen([harness.HF, "chat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=t.environment(), bufsize=0)
    try:
        for line in (b"ran yesterday\n", b"undo\n"):
            process.stdin.write(line)
            assert select.select([process.stdout], [], [], 20)[0], "no answer to the line"
            assert process.stdout.read(4096)
    finally:
        process.stdin.close()
        assert process.wait(20) == 0


def test_chat_takes_scripts_anew(t):
    t.ok("add", "Run")
    t.ok("profile", "language=pt")
    shipped = open(os.path.join(harness.ROOT, "lua", "templates", "say.lua"), encoding="utf-8").read()
    process = subprocess.Popen([harness.HF, "chat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=t.environment(), bufsize=0)
    try:
        process.stdin.write(b"corri ontem\n")
        assert b"Boa!" not in process.stdout.read(4096)
        script(t, "templates/say.lua", shipped.replace('pt = "{what} · {day} · sequência', 'pt = "Boa! {what} · {day} · sequência'))
        process.stdin.write(b"/reload\n")
        process.stdout.read(4096)
        process.stdin.write(b"corri hoje\n")
        assert b"Boa!" in process.stdout.read(4096)
    finally:
        process.stdin.close()
        process.wait(20)


def test_chat_at_a_terminal(t):
    harness.need_terminal()
    t.ok("add", "Run")
    main, side = pty.openpty()
    process = subprocess.Popen([harness.HF, "chat"], stdin=side, stdout=side, stderr=side, env=t.environment({"TERM": "xterm"}), close_fds=True)
    os.close(side)
    seen, deadline = b"", time.monotonic() + 20
    steps = [(b"hf> ", b"ran yesterday\n"), (b"Run, yesterday", b"/quit\n")]
    try:
        while time.monotonic() < deadline:
            if not select.select([main], [], [], 0.2)[0]:
                continue
            try:
                data = os.read(main, 4096)
            except OSError:
                break
            if not data:
                break
            seen += data
            if steps and steps[0][0] in seen:
                os.write(main, steps.pop(0)[1])
        assert process.wait(20) == 0 and not steps, seen
    finally:
        if process.poll() is None:
            process.kill()
        os.close(main)


def test_chat_refuses_what_it_cannot_do(t):
    t.fails("usage", "chat")
    result = t.text("chat", "--key", "x", stdin=b"hello\n")
    assert result.code == 2
    assert not os.path.exists(t.data)
    result = t.text("chat", "--user", "", stdin=b"hello\n")
    assert "hf: " in result.err


# ---- choices ------------------------------------------------------------------------------------------------------------

def test_a_choice_answers_its_question_once(t):
    t.ok("add", "Journal")
    for lang, label in (("pt", "sim"), ("de", "ja"), ("en", "yes")):
        t.ok("profile", "language=" + lang)
        asked = t.ok("say", "delete the journal")["question"]
        assert asked["shape"] == "yesNo" and asked["choices"][0]["label"] == label and asked["free"] is True, asked
        assert all(len(c["id"]) <= 24 for c in asked["choices"]) and len({c["id"] for c in asked["choices"]}) == 3
    first, again = asked["choices"][0]["id"], t.ok("say", "delete the journal")["question"]["choices"]
    assert not t.ok("say", "--choice", first)["effects"], "of the question before"
    assert t.ok("say", "--choice", again[0]["id"])["effects"][0]["verb"] == "delete"
    kept = data(t)
    twice = t.ok("say", "--choice", again[0]["id"])
    assert twice["handled"] and twice["replies"] and not twice["effects"] and data(t) == kept


def test_the_second_of_two_habits_is_chosen(t):
    t.ok("add", "Morning run")
    t.ok("add", "Evening run")
    asked = t.ok("say", "went for a run")["question"]
    assert asked["shape"] == "which" and len(asked["choices"]) == 2, asked
    t.ok("say", "--choice", asked["choices"][1]["id"])
    done = [h for h in ("Morning run", "Evening run") if t.ok("show", h)["loggedDays"] == 1]
    assert done == [asked["choices"][1]["label"]]


def test_say_needs_words_or_a_choice(t):
    t.fails("usage", "say")
    assert not t.ok("say", "--choice", "hf:none:1")["effects"]


def test_a_stalled_machine_loses_no_message(t):
    """Budgets of scripts count what they compute: a process that stands still for longer than a budget still does its work."""
    t.ok("add", "Water", "--target", "1000000", "--unit", "glass")
    for k in range(24):
        process = subprocess.Popen([harness.HF, "--json", "say", "drank 1 glass of water"], env=t.environment(),
                                   cwd=t.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(k * 0.0004)
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.15)
        process.send_signal(signal.SIGCONT)
        answer = json.loads(process.communicate(timeout=30)[0])
        assert answer["success"] and answer["handled"], answer
    assert t.ok("show", "water")["today"]["log"]["count"] == 24
