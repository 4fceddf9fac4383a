"""One thing changed in a log in which every duty is kept, and all that the audit then says.

Every field of every event is left out, then made another; every event is left out, told twice, and
moved. `python -m tests.law.duties.one_thing` writes what is found to `one_thing.yaml`; whoever
writes it anew reads the difference before it is committed.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from goodstanding.law.duties.profiles import GOLD
from tests.law.duties.kept import in_order, logs
from tests.law.duties.logs import breaches, day, numbered, table
from tests.law.duties.other_words import ALIASES, VALUES

FILE = Path(__file__).with_suffix(".yaml")
NOW = day(100)
EVERY_LAW = {GOLD} | {one.profile for one in table().duties}
PLAIN = {"type", "at", "actor", "seq"}
UNSAID = " (cannot be told)"


def changed(log, only=()):
    """Each changed log, by what is changed in it: any of its events, or only some."""
    seen = defaultdict(int)
    for n, one in enumerate(log):
        seen[one["type"]] += 1
        if only and one["type"] not in only:
            continue
        name = one["type"] if seen[one["type"]] == 1 else f"{one['type']} ({seen[one['type']]})"
        rest = [*log[:n], *log[n + 1 :]]
        yield f"{name} is left out", rest
        yield f"{name} is told twice", [*log[: n + 1], one, *log[n + 1 :]]
        for days in (-20, 20):
            at = (datetime.fromisoformat(one["at"]) + timedelta(days=days)).isoformat()
            yield f"{name} {days:+} days", in_order([*rest, {**one, "at": at}])
        for how, other in _otherwise(one, first=n == 0):
            yield f"{name}{how}", [*log[:n], other, *log[n + 1 :]]


def _otherwise(one, *, first):
    """Each way in which an event can be told otherwise."""
    for key in ("type", "actor") if first else ():
        for alias in ALIASES[key]:
            yield f": {key} is called {alias}", {**_put(one, (key,), None), alias: one[key]}
    for path in _paths(one):
        name, value = ".".join(path), _at(one, path)
        for alias in ALIASES.get(path[-1], ()):
            called = _put(_put(one, path, None), (*path[:-1], alias), value)
            yield f": {name} is called {alias}", called
        for how, other in _others(one, path):
            yield f": {name} {how}", other


def _at(data, path):
    for key in path:
        data = data[key]
    return data


def _paths(data, before=()):
    for key, value in data.items():
        if before or key not in PLAIN:
            yield (*before, key)
            if isinstance(value, dict):
                yield from _paths(value, (*before, key))


def _others(one, path):
    """The event without what stands at a path, and with something else there."""
    yield "is left out", _put(one, path, None)
    value = _at(one, path)
    if isinstance(value, bool):
        yield f"is {not value}", _put(one, path, not value)
    elif isinstance(value, int | float):
        yield "is 0", _put(one, path, 0)
        yield "is ten times as much", _put(one, path, value * 10)
    elif isinstance(value, str) and _is_moment(value):
        for days in (-20, 20):
            moved = (datetime.fromisoformat(value) + timedelta(days=days)).isoformat()
            yield f"{days:+} days", _put(one, path, moved)
    else:
        yield from ((f"is {word}", _put(one, path, word)) for word in VALUES.get(path[-1], ()))
        yield "is another", _put(one, path, ["another"] if isinstance(value, list) else "another")


def _is_moment(value):
    return len(value) > 9 and value[:4].isdigit() and value[4] == "-"


def _put(data, path, value):
    key, *rest = path
    if rest:
        value = _put(data[key], rest, value)
    kept = {**data, key: value}
    return {name: each for name, each in kept.items() if name != key or value is not None}


def found(log):
    """What the audit says, in sentences: the duties, the case, what was due and what happened."""
    alike = defaultdict(list)
    for one in breaches(numbered(log), at=NOW, profiles=EVERY_LAW):
        by = f" by {one.due_at:%Y-%m-%d %H:%M}" if one.due_at else ""
        said = f"{one.case}: {one.what_was_due}{by}: {one.what_happened}"
        alike[said + UNSAID * one.undetermined].append(one.duty)
    return [f"{', '.join(sorted(duties))}: {said}" for said, duties in sorted(alike.items())]


ONLY = {"words": ["decision.made", "sor.delivered", "sor.exported"]}
"""Of which events something is changed in a log, where not of all."""


def findings(name):
    """What is found in a log as it is, then what else is for each change, where anything is."""
    log = logs()[name]
    usual = found(log)
    yield "nothing", usual
    for what, other in changed(log, ONLY.get(name, ())):
        now = found(other)
        if now != usual:
            more = [one for one in now if one not in usual]
            yield what, more + [f"no more: {one}" for one in usual if one not in now]


def main():
    """Write the file anew."""
    says = {name: dict(findings(name)) for name in logs()}
    text = yaml.safe_dump(says, allow_unicode=True, width=100_000, sort_keys=False)
    FILE.write_text(
        "# What the audit says where one thing is changed: written by "
        f"`python -m tests.law.duties.one_thing`.\n{text}"
    )


if __name__ == "__main__":
    main()
