"""The table of duties as a page: every duty, its clock, and how a log shows it.

python -m goodstanding.law.duties.book < src/goodstanding/law/duties/table.json \
    > docs/reference/duties.md
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from goodstanding.law.duties.checks import CHECKS
from goodstanding.law.duties.durations import length as written
from goodstanding.law.duties.reading import parse
from goodstanding.law.duties.table import Clock, Duty, GoldRule, Invariant, Table

OF_THE_LOG = {
    "ordered": "The log is in order of time, numbered without gaps.",
    "attributed": "Every event is someone's.",
    "chained": "Where events are chained, the chain is unbroken.",
}
"""Checks that look at no event by itself, but at the log."""

NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})

Row = GoldRule | Duty | Invariant


def page(table: Table) -> str:
    """The whole table of duties in Markdown."""
    parts = (_opening(table), _profiles(table), _gold(table), _structural(table), _duties(table))
    more = (_parameters(table), _conflicts(table), _checks(table))
    return "\n\n".join((*parts, *more)) + "\n"


def _opening(table: Table) -> str:
    shown = [one for one in table.duties if one.is_seen]
    clocks = sum(len(one.clocks) for one in table.duties)
    return (
        "# The duties\n\n"
        f"What the law of {len(table.profiles)} jurisdictions asks of whoever takes measures "
        f"against an account, as of {table.prepared:%-d %B %Y}. "
        "This page is written by the table that [the audit](../explanation/audit.md) uses. Facts "
        "in our own words; not legal advice.\n\n"
        f"Of {len(table.duties)} duties a log can show {len(shown)}, wholly or in part, "
        f"{clocks} of them by a clock. What no log can show is said beside each duty.\n\n"
        "How well a row is known: **V** the primary text was read, **S** a secondary source, "
        "**R** recollection: to be verified before anyone relies on it."
    )


def _profiles(table: Table) -> str:
    rows = ([one.id, one.applies, one.changes] for one in table.profiles)
    return "## Profiles\n\n" + _table(["profile", "applies when", "changes"], rows)


def _gold(table: Table) -> str:
    gold = {one.name: one.gold for one in table.parameters}
    rows = (
        [one.id, one.rule, one.default, ", ".join(one.built_from), _shown(one, one.clocks, gold)]
        for one in table.gold
    )
    head = ["id", "rule", "default", "built from", "how a log shows it"]
    return (
        "## The gold standard\n\nThe strictest union of all laws. It is on unless only some "
        "profiles are asked for.\n\n" + _table(head, rows)
    )


def _structural(table: Table) -> str:
    rows = ([one.id, one.must, _shown(one, ())] for one in table.structural)
    return "## What any record must keep\n\nWhatever the law of the place.\n\n" + _table(
        ["id", "what must hold", "how a log shows it"], rows
    )


def _duties(table: Table) -> str:
    parts = ["## Duties of the laws"]
    for profile in dict.fromkeys(one.profile for one in table.duties):
        rows = (_duty(one) for one in table.duties if one.profile == profile)
        head = ["id", "source", "what must hold", "known", "in force", "how a log shows it"]
        parts.append(f"### {profile}\n\n" + _table(head, rows))
    return "\n\n".join(parts)


def _duty(one: Duty) -> list[str]:
    since = f"since {one.since:%-d %b %Y} ({one.since_confidence})" if one.since else ""
    return [one.id, one.source, one.must, one.confidence, since, _shown(one, one.clocks)]


def _shown(one: Row, clocks: Iterable[Clock], gold: Mapping[str, str] = NO_PARAMETERS) -> str:
    said = [_clock(clock, gold) for clock in clocks]
    if one.tests:
        said.append(f"checks: {', '.join(name.replace('_', ' ') for name in one.tests)}")
    if one.unseen:
        said.append(f"not by a log: {one.unseen}")
    return ". ".join(said)


def _clock(clock: Clock, gold: Mapping[str, str]) -> str:
    length = str(clock.length)
    if clock.parameter:
        length = f"{written(gold[clock.parameter])} ({clock.parameter.replace('_', ' ')})"
    ours = "" if clock.numeric_in_law or clock.parameter else " (the number is ours)"
    if clock.op == "lead":
        at_least = f"at least {length} " if length != "no time" else ""
        return f"{clock.start} {at_least}before {clock.end}{ours}"
    optional = "if at all, " if clock.op == "window" else ""
    return f"{clock.end}, {optional}within {length} after {clock.start}{ours}"


def _parameters(table: Table) -> str:
    rows = (
        [
            one.name.replace("_", " "),
            one.gold,
            one.direction,
            one.means,
            "; ".join(f"{law.profile}: {law.says} ({law.duty})" for law in one.laws),
        ]
        for one in table.parameters
    )
    head = ["parameter", "gold", "stricter is", "meaning", "what laws say"]
    return (
        "## Parameters\n\nThe strictest of all laws that apply binds, and never less than gold "
        "unless it was relaxed: by a named person, for a reason, and never below a law that "
        "applies.\n\n" + _table(head, rows)
    )


def _conflicts(table: Table) -> str:
    rows = ([one.title, one.between, one.resolution] for one in table.conflicts)
    return "## Conflicts\n\n" + _table(["conflict", "between", "resolution"], rows)


def _checks(table: Table) -> str:
    known = {name: ("the log", says) for name, says in OF_THE_LOG.items()}
    for event, checks in CHECKS.items():
        for check in checks:
            where = f"{known[check.__name__][0]}, {event}" if check.__name__ in known else event
            known[check.__name__] = where, (check.__doc__ or "").split("\n")[0]
    used = {name for one in _rows(table) for name in one.tests}
    rows = ([name.replace("_", " "), *known[name]] for name in sorted(used))
    return (
        "## Checks\n\nWhat is looked at besides clocks. *Settled* is no event: all of a case is "
        "over, or the log is.\n\n" + _table(["check", "looks at", "what it asks"], rows)
    )


def _rows(table: Table) -> Iterator[Row]:
    yield from table.duties
    yield from table.gold
    yield from table.structural


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *([_cell(one) for one in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(said: str) -> str:
    """What a cell of a table can hold."""
    plain = said.replace("\\|", "|").replace("|", "\\|").replace("\n", " ").replace("`", "")
    return plain.strip() or "-"


if __name__ == "__main__":
    sys.stdout.write(page(parse(sys.stdin.read())))
