"""What is so, worked out from the raw logs alone and in the plainest way, and each message of the coach held against it.

Nothing of hf is used here: streaks, misses, weeks and shares are counted anew, from what the person did up to that moment.
"""
import datetime
import math
import re

import people

SHAME = ("fail", "lazy", "guilt", "shame", "excuse", "disappoint", "loser", "should have", "weak", "in a row")
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
WINDOW, TIMES = 182, 60
DAY_MAX, WEEK_MAX, SILENT_AFTER = 1, 4, 3


class Wrong(AssertionError):
    pass


def require(true, what):
    if not true:
        raise Wrong(what)


def without_breaks(both, days, other):
    """Runs of three days or more on which neither was done are left out."""
    kept, run = [], []
    for d in both + [None]:
        if d and not days[d] and not other[d]:
            run.append(d)
            continue
        kept += run if len(run) < 3 else []
        run = []
        kept += [d] if d else []
    return kept


class Model:
    def __init__(self, person):
        self.person = person
        self.habits = {h.name: h for h in person.habits}
        self.logs = {h.name: {} for h in person.habits}  # date -> (status, instant)
        self.pauses = []
        self.zone = person.zone(0)
        self.last_sign = None
        self.today = people.FIRST

    # ---- what happens ----

    def take(self, at, kind, data):
        if kind == "log":
            day, names, status, _ = data
            for name in names:
                self.logs[name].setdefault(people.date(day), (None, at))
                self.logs[name][people.date(day)] = (status, self.logs[name][people.date(day)][1])
        elif kind == "pause":
            self.pauses.append((people.date(data[0]), people.date(data[1])))
        elif kind == "zone":
            self.zone = people.ZoneInfo(data)
        if kind != "ask":
            self.last_sign = at
        self.now = at.astimezone(self.zone)
        self.today = (self.now - datetime.timedelta(hours=self.person.day_start)).date()

    # ---- what is so ----

    def paused(self, day):
        return any(first <= day <= last for first, last in self.pauses)

    def due(self, habit, day):
        chosen = re.findall("mon|tue|wed|thu|fri|sat|sun", habit.every) if "," in habit.every else None
        return not self.paused(day) and (not chosen or day.strftime("%a").lower() in chosen)

    def day_state(self, name, day):
        status = self.logs[name].get(day, (None,))[0]
        if status == "completed":
            return "done"
        if status == "skipped" or not self.due(self.habits[name], day):
            return "neutral"
        if day >= self.today and status != "missed":
            return "open"
        return "missed"

    def week_state(self, name, first, needed):
        days = [first + datetime.timedelta(d) for d in range(7)]
        done = sum(self.logs[name].get(d, (None,))[0] == "completed" for d in days if d <= self.today)
        if done >= needed:
            return "done"
        return "open" if days[-1] >= self.today else "missed"

    def periods(self, name):
        """(first, last, state) from the beginning to today."""
        every = self.habits[name].every
        if every in ("weekly", "3/week"):
            weeks = range((self.today - people.FIRST).days // 7 + 1)
            firsts = [people.FIRST + datetime.timedelta(7 * w) for w in weeks]
            return [(f, f + datetime.timedelta(6), self.week_state(name, f, 3 if every == "3/week" else 1)) for f in firsts]
        days = [people.FIRST + datetime.timedelta(d) for d in range((self.today - people.FIRST).days + 1)]
        return [(d, d, self.day_state(name, d)) for d in days]

    def streak_at(self, states, forgive):
        """Done periods of the longest stretch that ends here and holds no more misses than are forgiven."""
        done = misses = 0
        for state in reversed(states):
            misses += state == "missed"
            if misses > forgive:
                break
            done += state == "done"
        return done

    def streaks(self, name):
        states, forgive = [s for _, _, s in self.periods(name)], self.habits[name].forgive
        return [self.streak_at(states[:i + 1], forgive) for i in range(len(states))]

    def streak(self, name):
        return self.streaks(name)[-1]

    def longest_before(self, name):
        best = before = last = 0
        for now in self.streaks(name):
            if now < last:
                before = best
            best, last = max(best, now), now
        return before

    def streak_if_missed(self, name):
        states = [s if s != "open" else "missed" for _, _, s in self.periods(name)]
        return self.streak_at(states, self.habits[name].forgive)

    def gap(self, name, closed=False):
        """(misses, first day, done before them): the misses at the end, or those that the newest done period ended."""
        found = [p for p in self.periods(name) if p[2] in ("done", "missed")]
        if closed:
            require(found and found[-1][2] == "done", f"{name} was not done last")
            found.pop()
        misses = []
        while found and found[-1][2] == "missed":
            misses.append(found.pop())
        run = 0
        while found and found[-1][2] == "done":
            run += 1
            found.pop()
        return len(misses), misses[-1][0] if misses else None, run

    def decided(self, name):
        if self.habits[name].every in ("weekly", "3/week"):
            return {}
        first = self.today - datetime.timedelta(WINDOW)
        return {d: s == "done" for d, _, s in self.periods(name) if s in ("done", "missed") and first <= d < self.today}

    def share(self, days):
        return sum(days.values()), len(days)

    def week(self, name, first):
        last = first + datetime.timedelta(6)
        return self.share({b: s == "done" for _, b, s in self.periods(name) if first <= b <= last and s in ("done", "missed")})

    def usual_hour(self, name):
        minutes = []
        for day, (status, at) in self.logs[name].items():
            local = at.astimezone(self.zone)
            same = (local - datetime.timedelta(hours=self.person.day_start)).date() == day
            if same and status in ("completed", "partial") and (self.today - day).days <= TIMES:
                minutes.append(2 * math.pi * (local.hour * 60 + local.minute) / 1440)
        angle = math.atan2(sum(map(math.sin, minutes)), sum(map(math.cos, minutes))) / (2 * math.pi)
        return round(angle % 1 * 1440 / 60) % 24

    # ---- messages ----

    def check(self, m, text):
        numbers = {int(n) for n in re.findall(r"\d+", text.replace(":00", ""))}
        allowed = getattr(self, "check_" + m["type"])(m, text)
        require(numbers <= allowed, f"figures {numbers - allowed} are not so; {allowed} are")

    def check_milestone(self, m, text):
        name = m["habitName"]
        streak, before = self.streak(name), self.longest_before(name)
        require(streak > before, f"streak {streak}, but {before} before")
        require(str(streak) in text, f"the streak is {streak}")
        level = re.search(r":day(\d+)|:week(\d+)|:record(\d+)", m["reason"])
        require(level and (int(level[1] or level[2] or 0) <= streak and int(level[3] or before) == before), m["reason"])
        return {streak, before} if level[3] else {streak}

    def check_risk(self, m, text):
        name = m["habitName"]
        streak, left = self.streak(name), self.streak_if_missed(name)
        require(self.periods(name)[-1][2] == "open", "it is not open today")
        require(streak >= 3 and left < streak, f"today does not decide: {streak}, {left} without it")
        days = self.decided(name)
        done, due = self.share({d: s for d, s in days.items() if d.weekday() == self.today.weekday()})
        allowed = {streak, left}
        if "Why today" in text:
            require(due >= 4 and done / due < 0.5, f"the weekday went {done} of {due}")
            require(WEEKDAYS[self.today.weekday()] in text, "another weekday")
            require(f"{done} of {due}" in text or done == 0, f"the weekday went {done} of {due}")
            allowed |= {done, due}
        else:
            require(f"{self.usual_hour(name)}:00" in text, f"the usual hour is {self.usual_hour(name)}")
            allowed.add(self.usual_hour(name))
        return allowed

    def check_comeback(self, m, text):
        name = m["habitName"]
        misses, since, run = self.gap(name)
        habit, streak = self.habits[name], self.streak(name)
        require(self.periods(name)[-1][2] == "open", "it is not open today")
        require(1 <= misses <= 3 and run >= 3, f"{misses} misses after {run}")
        require(m["reason"].endswith(str(since)), f"the first miss was {since}")
        return {streak, habit.target or 0, max(1, (habit.target or 0) // 10)}

    def check_returned(self, m, _):
        misses, since, _ = self.gap(m["habitName"], closed=True)
        require(misses >= 3 and m["reason"].endswith(str(since)), f"{misses} misses since {since}")
        return {misses}

    def check_weekly(self, m, text):
        first = datetime.date.fromisoformat(m["reason"][-10:])
        require(first.weekday() == 0 and self.today - first <= datetime.timedelta(7), f"the week of {first} is not this one")
        names = [n for n in self.habits if self.week(n, first)[1]]
        shares = [self.week(n, first) for n in names]
        before = [self.week(n, first - datetime.timedelta(7)) for n in self.habits]
        done, due = map(sum, zip(*shares))
        more = done - sum(s[0] for s in before)
        require({str(done), str(due)} <= set(re.findall(r"\d+", text)), f"the week was {done} of {due}")
        line = " · ".join(f"{n} {d}/{of}" for n, (d, of) in zip(names, shares))
        require(len(names) == 1 or line in text.split("\n"), f"the habits were {line}")
        require(f"{first.day} " in m["subject"], "another week in the subject")
        return {done, due, more} | {n for s in shares for n in s}

    def check_insight(self, m, text):
        days = self.decided(m["habitName"])
        pair = re.search(r"on days with (.+?) (\d+) of (\d+), on days without it (\d+) of (\d+)", text)
        on = re.search(r"(at weekends|on \w+days) (\d+) of (\d+), otherwise (\d+) of (\d+)", text)
        require(pair or on, "a sentence that cannot be checked")
        if pair:
            other = self.decided(pair[1])
            both = without_breaks([d for d in sorted(days) if d in other], days, other)
            inside = {d: days[d] for d in both if other[d]}
            outside = {d: days[d] for d in both if not other[d]}
        else:
            wanted = {5, 6} if on[1] == "at weekends" else {WEEKDAYS.index(on[1][3:])}
            inside = {d: s for d, s in days.items() if d.weekday() in wanted}
            outside = {d: s for d, s in days.items() if d.weekday() not in wanted}
        found = tuple(map(int, (pair or on).groups()[1:]))
        require(found == self.share(inside) + self.share(outside), f"it is {self.share(inside)} and {self.share(outside)}")
        return set(found)


class Watch:
    """All that one person gets, and what must hold of it as a whole."""

    def __init__(self, person):
        self.person, self.model = person, Model(person)
        self.sent = []  # (date, instant, message)

    def step(self, at, kind, data, answer):
        self.model.take(at, kind, data)
        for m in (answer or {}).get("messages", []):
            try:
                self.message(at, m)
            except Wrong as e:
                raise Wrong(f"{self.person.name}, {self.model.today}, {m['type']}: {e}: {m['body']!r} {m['subject']!r}") from None

    def message(self, at, m):
        model, today = self.model, self.model.today
        self.sent.append((today, at, m))
        require(all(m["reason"] != old["reason"] for _, _, old in self.sent[:-1]), f"said again: {m['reason']}")
        require(sum(d == today for d, _, _ in self.sent) <= DAY_MAX, "too many in a day")
        require(sum(d > today - datetime.timedelta(7) for d, _, _ in self.sent) <= WEEK_MAX, "too many in a week")
        require(not model.paused(today), "all is paused")
        require(sum(a > model.last_sign for _, a, _ in self.sent) <= SILENT_AFTER, "nobody is listening")
        require(not self.quiet(), f"quiet hours, {model.now:%H:%M}")
        require("{" not in m["body"] + m["subject"] and m["subject"] and len(m["body"]) < 500, "odd text")
        for word in SHAME:
            require(word not in m["body"].lower(), f"shames or claims: {word}")
        model.check(m, m["body"])

    def quiet(self):
        if not self.person.quiet:
            return False
        return self.person.quiet[0] <= self.model.now.hour < self.person.quiet[1]

    def of(self, kind):
        return [(d, m) for d, _, m in self.sent if m["type"] == kind]
