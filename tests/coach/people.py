"""Ten people over a year, each from a seed: what they do on which day, in wall time. Nothing here knows what hf makes of it.

A person is told as steps: (instant, arguments of hf), in the order of time, and the days on which the coach is asked. The same steps feed the
program and the model that checks it.
"""
import datetime
import random
from zoneinfo import ZoneInfo

FIRST = datetime.date(2026, 1, 5)  # a Monday
DAYS = 364
UTC = datetime.timezone.utc


class Habit:
    def __init__(self, name, every="daily", target=None, unit=None, forgive=1):
        self.name, self.every, self.target, self.unit, self.forgive = name, every, target, unit, forgive

    def options(self):
        options = ["--every", self.every, "--start", str(FIRST), "--forgive", str(self.forgive)]
        if self.target:
            options += ["--target", str(self.target), "--unit", self.unit]
        return options


class Person:
    """zones: {first day: zone}; asked: local hours at which the coach is asked each day."""

    def __init__(self, name, habits, seed, persona="flex", language="en", zones=None, day_start=0, quiet=None, asked=(8, 19)):
        self.name, self.habits, self.persona, self.language = name, habits, persona, language
        self.zones, self.day_start, self.quiet, self.asked = zones or {0: "Europe/Lisbon"}, day_start, quiet, asked
        self.random = random.Random(f"{name} {seed}")
        self.logs = {h.name: {} for h in habits}      # day number -> (status, amount)
        self.pauses = []                              # (first, last) day numbers, all habits
        self.steps = []                               # (instant, kind, data)

    def zone(self, day):
        return ZoneInfo(self.zones[max(d for d in self.zones if d <= day)])

    def instant(self, day, minute):
        """Wall time of a day of theirs; minutes past midnight may go over 24 hours."""
        local = datetime.datetime.combine(FIRST, datetime.time()) + datetime.timedelta(days=day, minutes=minute)
        return local.replace(tzinfo=self.zone(day)).astimezone(UTC)

    def chance(self, share):
        return self.random.random() < share

    def about(self, minute, spread):
        return int(min(max(self.random.gauss(minute, spread), minute - 3 * spread), minute + 3 * spread))

    def log(self, day, minute, *names, status="completed", amount=None):
        self.steps.append((self.instant(day, minute), "log", (day, names, status, amount)))

    def pause(self, day, last):
        self.pauses.append((day, last))
        self.steps.append((self.instant(day, 6 * 60), "pause", (day, last)))


def date(day):
    return FIRST + datetime.timedelta(days=day)


def weekend(day):
    return day % 7 >= 5


def regular():
    p = Person("regular", [Habit("Meditation"), Habit("Reading")], 1)
    for day in range(DAYS):
        if p.chance(0.97):
            p.log(day, p.about(7 * 60, 8), "Meditation")
        if p.chance(0.95):
            p.log(day, p.about(22 * 60, 10), "Reading")
    return p


def weekdays_only():
    p = Person("weekdays only", [Habit("Gym")], 2, persona="coach-blaze")
    for day in range(DAYS):
        if p.chance(0.04 if weekend(day) else 0.96):
            p.log(day, p.about(18 * 60, 40), "Gym")
    return p


def comeback():
    """Good runs, then one to three misses, seldom more; always back."""
    p = Person("comeback", [Habit("Running", target=5, unit="km")], 3, persona="luna")
    day = 0
    while day < DAYS:
        for _ in range(p.random.randint(18, 45)):
            p.log(day, p.about(17 * 60, 60), "Running", amount=p.random.choice((5, 5, 6, 8)))
            day += 1
        day += p.random.choice((1, 1, 2, 3, 3, 12))
    p.steps = [s for s in p.steps if s[2][0] < DAYS]
    return p


def night_owl():
    """Writes after midnight, which still is the day before; wants to be left alone until noon."""
    p = Person("night owl", [Habit("Writing", target=500, unit="word"), Habit("Guitar", every="3/week")], 4, persona="the-monk",
               zones={0: "America/New_York"}, day_start=4, quiet=(3, 12), asked=(9, 14, 26))
    for day in range(DAYS):
        if p.chance(0.85):
            p.log(day, p.about(25 * 60 + 30, 30), "Writing", amount=p.random.choice((500, 600, 900)))
        elif p.chance(0.5):
            p.log(day, p.about(25 * 60 + 30, 30), "Writing", status="partial", amount=100)
        if p.chance(0.5):
            p.log(day, p.about(23 * 60, 60), "Guitar")
    return p


def traveller():
    p = Person("traveller", [Habit("Journal")], 5, persona="ava", zones={0: "Europe/Lisbon", 60: "Asia/Tokyo", 95: "America/New_York",
                                                                       150: "Pacific/Auckland", 200: "Europe/Lisbon", 290: "Asia/Kolkata"})
    for day in range(DAYS):
        if p.chance(0.94):
            p.log(day, p.about(21 * 60, 30), "Journal")
    return p


def ignorer():
    """Keen for a month, and then gone. The habits of single weekdays would give a coach reasons for weeks."""
    p = Person("ignorer", [Habit("Vitamins"), Habit("Walk"), Habit("Call home", every="mon,thu"), Habit("Laundry", every="tue,sat")], 6, persona="sofi")
    for day in range(30):
        p.log(day, p.about(9 * 60, 30), "Vitamins", "Walk", *(["Call home"] if day % 7 in (0, 3) else ["Laundry"] if day % 7 in (1, 5) else []))
    return p


def sprinter():
    """Three weeks of everything, three weeks of nothing."""
    p = Person("sprinter", [Habit("Push-ups", target=30, unit="rep"), Habit("Spanish")], 7, persona="max")
    for day in range(DAYS):
        if day // 21 % 2 == 0 and p.chance(0.95):
            p.log(day, p.about(19 * 60, 90), "Push-ups", amount=30)
        if day // 21 % 2 == 0 and p.chance(0.9):
            p.log(day, p.about(20 * 60 + 30, 60), "Spanish")
    return p


def perfect():
    p = Person("perfect", [Habit("Teeth")], 8, language="pt")
    for day in range(DAYS):
        p.log(day, p.about(22 * 60, 5), "Teeth")
    return p


def chaotic():
    """Anything at any time: every status, days logged later, a limit, a week habit; one thing that really goes with another."""
    p = Person("chaotic", [Habit("Water", target=8, unit="glass"), Habit("Sleep early"), Habit("Stretching"), Habit("Clean", every="weekly"),
                           Habit("Yoga", every="mon,wed,fri", forgive=0)], 9, persona="ava", asked=(10,))
    for day in range(DAYS):
        early = p.chance(0.55)
        if early:
            p.log(day, p.about(22 * 60, 45), "Sleep early")
        if p.chance(0.9 if early else 0.35):
            p.log(day, p.about(15 * 60, 200), "Stretching")
        if p.chance(0.7):
            status = p.random.choice(("completed", "completed", "partial", "missed", "skipped"))
            p.log(day, p.about(16 * 60, 110), "Water", status=status, amount=8 if status == "completed" else None)
        if p.chance(0.12):
            p.log(day, p.about(11 * 60, 60), "Clean")
        if day % 7 in (0, 2, 4) and p.chance(0.6):
            p.log(day, p.about(18 * 60, 100), "Yoga")
    return p


def vacationer():
    p = Person("vacationer", [Habit("Piano"), Habit("Plants", every="mon,thu")], 10, persona="luna", language="es")
    p.pause(50, 63)
    p.pause(200, 227)
    for day in range(DAYS):
        away = any(first <= day <= last for first, last in p.pauses)
        if not away and p.chance(0.9):
            p.log(day, p.about(20 * 60, 30), "Piano")
        if not away and day % 7 in (0, 3) and p.chance(0.9):
            p.log(day, p.about(20 * 60 + 40, 20), "Plants")
    return p


PEOPLE = [regular, weekdays_only, comeback, night_owl, traveller, ignorer, sprinter, perfect, chaotic, vacationer]
