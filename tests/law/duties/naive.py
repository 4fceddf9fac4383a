"""The clocks of a flat log, evaluated the slow way: a sentence of their definition at a time."""

from calendar import monthrange
from datetime import timedelta


def later(moment, duration, calendar, holidays=()):
    """A moment plus a length of one unit, e.g. `P2M`, `P7D`, `PT24H`, `P5Y`, `PT0S`."""
    unit, number = duration[-1], int(duration.strip("PTHDMYS"))
    if duration.startswith("PT"):
        return moment + number * {"H": timedelta(hours=1), "S": timedelta(seconds=1)}[unit]
    if unit == "D" and calendar == "calendar":
        return moment + timedelta(days=number)
    if unit == "D":
        return business_later(moment, number, holidays)
    for _ in range(number * (12 if unit == "Y" else 1)):
        moment = next_month(moment)
    return moment


def business_later(moment, days, holidays):
    passed = 0
    while passed < days:
        moment += timedelta(days=1)
        if moment.isoweekday() <= 5 and moment.date() not in holidays:
            passed += 1
    return moment


def next_month(moment):
    """The same day of the next month, or its last."""
    year, month = (moment.year + 1, 1) if moment.month == 12 else (moment.year, moment.month + 1)
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def kept(clock, key, events, now, holidays=()):
    """One truth value for each thing the clock asks of one key: was it kept?"""

    def due(start):
        end = later(start.replace(day=1), clock["duration"], "calendar") if months else None
        if end is None:
            return later(start, clock["duration"], clock["calendar"], holidays)
        return end.replace(day=min(start.day, monthrange(end.year, end.month)[1]))

    months = clock["duration"][-1] in "MY" and "T" not in clock["duration"]
    starts = [at for kind, k, at in events if k == key and kind == clock["from"]]
    ends = [at for kind, k, at in events if k == key and kind == clock["to"]]
    if clock["op"] != "lead":
        for start in starts:
            in_time = any(end <= due(start) for end in ends)
            may_come = not ends and (clock["op"] == "window" or now <= due(start))
            yield in_time or may_come
        return
    for end in ends:
        before = [start for start in starts if start <= end]
        # The latest start of all counts where it came before; otherwise the very first.
        counts = max(starts, default=None) if len(before) == len(starts) else min(starts)
        yield counts is not None and end >= due(counts)


def breaches(clocks, events, now, holidays=()):
    """How often each duty was not kept about each key."""
    found = {}
    for duty, clock in clocks.items():
        for key in {k for _, k, _ in events}:
            missed = [one for one in kept(clock, key, events, now, holidays) if not one]
            if missed:
                found[duty, key] = len(missed)
    return found
