"""Ten people live a year with the coach, and every message they get is held against a model that knows the raw logs only (tests/coach)."""
import os
import re
import sys

from harness import ROOT

sys.path.insert(0, os.path.join(ROOT, "tests", "coach"))

import model  # noqa: E402
import people  # noqa: E402
import year  # noqa: E402


def watched(make):
    person = make()
    watch = model.Watch(person)
    for (at, kind, data), answer in year.live(person):
        watch.step(at, kind, data, answer)
    in_document(watch)
    return watch


def in_document(watch):
    """What docs/coaching.md shows of this person is what this person got."""
    with open(os.path.join(ROOT, "docs", "coaching.md"), encoding="utf-8") as f:
        text = f.read()
    said = [year.shown(at.astimezone(watch.person.zone(0)), m) for _, at, m in watch.sent]
    for block in re.findall(rf"```text\n# {watch.person.name}\n(.*?)```", text, re.S):
        for message in re.split(r"\n(?=\d{4}-)", block.strip("\n")):
            assert message in said, f"docs/coaching.md shows what {watch.person.name} did not get: {message!r}"


def per_week(watch):
    return len(watch.sent) / (people.DAYS / 7)


def test_regular(t):
    w = watched(people.regular)
    assert per_week(w) < 1, f"{len(w.sent)} messages for somebody who needs few"
    weeks = [d for d, _ in w.of("weekly")]
    assert all((b - a).days >= 27 for a, b in zip(weeks[2:], weeks[3:])), "the week is told once a month"
    assert not w.of("insight"), "there is nothing to find"


def test_weekdays_only(t):
    w = watched(people.weekdays_only)
    found = w.of("insight")
    assert len(found) == 1 and "weekend" in found[0][1]["body"], found
    risks = [d for d, _ in w.of("risk")]
    assert risks and all(d.weekday() >= 5 for d in risks), "risk on days that go well"
    gaps = [(b - a).days for a, b in zip(risks, risks[1:])]
    assert gaps[-1] > gaps[0] and len(risks) <= 8, f"what does not help has to fade: {gaps}"


def test_comeback(t):
    w = watched(people.comeback)
    done = sorted(d for d, (s, _) in w.model.logs["Running"].items())
    relapses = [(a, b) for a, b in zip(done, done[1:]) if (b - a).days > 1]
    told = [d for d, _ in w.of("comeback")]
    for a, b in relapses:
        here = [d for d in told if a < d <= b]
        assert len(here) <= 1, f"{here} for one relapse"
        assert all((d - a).days == 2 for d in here), f"missed on {a}, not told at the next due time but on {here}"
    assert told and (told[0] - relapses[0][0]).days == 2, "the first miss of all gets its message the day after"
    assert len(told) >= len(relapses) / 2, f"{len(told)} of {len(relapses)}"
    long = [b for a, b in relapses if (b - a).days > 3]
    assert len(w.of("returned")) >= len(long) / 2 and long, "coming back is worth a word"


def test_night_owl(t):
    w = watched(people.night_owl)
    assert per_week(w) < 2, len(w.sent)
    hours = {at.astimezone(w.person.zone(0)).hour for _, at, _ in w.sent}
    assert hours <= {14, 2}, f"quiet from 3 to 12, asked at 9, 14 and 2: {hours}"


def test_traveller(t):
    w = watched(people.traveller)
    assert w.of("milestone") and w.of("weekly") and per_week(w) < 1.5, len(w.sent)


def test_ignorer(t):
    w = watched(people.ignorer)
    last = max(d for logs in w.model.logs.values() for d in logs)
    after = [d for d, _, _ in w.sent if d > last]
    assert len(after) <= model.SILENT_AFTER and max(after) < last + people.datetime.timedelta(14), after


def test_sprinter(t):
    w = watched(people.sprinter)
    assert w.of("returned") and per_week(w) < 2, len(w.sent)
    assert not [m for _, m in w.of("insight") if "on days with" in m["body"]], "resting together is no pair"


def test_perfect(t):
    w = watched(people.perfect)
    assert {m["type"] for _, _, m in w.sent} == {"milestone", "weekly"}
    levels = [int(re.search(r"day(\d+)$", m["reason"])[1]) for _, m in w.of("milestone")]
    assert levels == [7, 14, 30, 66, 100, 150, 200, 300], levels
    assert all((d - people.FIRST).days == n for (d, _), n in zip(w.of("milestone"), levels)), "told the morning after"


def test_chaotic(t):
    w = watched(people.chaotic)
    assert per_week(w) < 2.5, len(w.sent)
    pairs = [m for _, m in w.of("insight") if "on days with" in m["body"]]
    assert pairs and all("Sleep early" in m["body"] and "Stretching" in m["body"] for m in pairs), pairs


def test_vacationer(t):
    w = watched(people.vacationer)
    assert w.of("weekly") and per_week(w) < 1.2, len(w.sent)
    for first, last in w.person.pauses:
        around = [d for d, _, _ in w.sent if people.date(first) <= d <= people.date(last)]
        assert not around, around
