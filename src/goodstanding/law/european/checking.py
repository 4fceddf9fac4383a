"""Whether a statement is fit for the Commission's database: each broken rule with its field.

`DSA-24.5`; TDB-1 to TDB-7. Rules R1 to R6 are those between statements and between fields that
the database documents or the regulation implies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from goodstanding.law.european.conditions import (
    Problem,
    Statement,
    between_fields,
    of_an_exporter,
    problems,
)
from goodstanding.law.european.fields import FIELDS, FREE, RESTRICTIONS
from goodstanding.law.european.identifiers import identifies
from goodstanding.law.european.shapes import read_day, shown

BATCH = 100
"""The most statements in one call. TDB-7."""


class Profile(StrEnum):
    """How strictly a statement is judged."""

    STATEMENT = "statement"
    """As the Commission's own check does."""
    EXPORT = "statement_export"
    """As a careful exporter does: nothing dropped, nothing unknown, a place named."""


def by_itself(given: object, profile: Profile = Profile.STATEMENT) -> list[Problem]:
    """What a statement breaks by itself.

    Args:
        given: the statement, as read from JSON.
        profile: how strictly to judge.
    """
    if not isinstance(given, Mapping):
        return [Problem("", "kind", f"got {shown(given)}, expected a statement: an object")]
    found = [*_fields(given), *between_fields(given)]
    return [*found, *of_an_exporter(given)] if profile == Profile.EXPORT else found


def _fields(statement: Statement) -> Iterator[Problem]:
    for name, field in FIELDS.items():
        value = statement.get(name)
        if name not in statement:
            if field.needed:
                yield Problem(name, "needed (TDB-1)", "got nothing")
        elif value is not None:
            yield from problems(name, field.shape.faults(value))
        elif not field.null:
            yield Problem(name, "not null (TDB-2)", "got null, expected a value")


def together(statements: Sequence[object]) -> Iterator[Problem]:
    """What statements break as a set, and between their days and words: rules R1, R3, R5 and R6.

    Args:
        statements: in the order in which they are sent; one by itself is a set of one.
    """
    seen = set()
    for at, one in enumerate(statements):
        if not isinstance(one, Mapping):
            continue
        puid = one.get("puid")
        if isinstance(puid, str):
            if puid in seen:
                yield Problem("puid", "R1 unique for ever", f"{shown(puid)} was there before", at)
            seen.add(puid)
        for problem in (*_days(one), *_private(one)):
            yield replace(problem, at=at)


def _days(statement: Statement) -> Iterator[Problem]:
    start = _day(statement, "application_date")
    if start is None:
        return
    for field in RESTRICTIONS.values():
        end = _day(statement, field)
        if end and end < start:
            says = f"got {end}, expected application_date ({start}) or later"
            yield Problem(field, "R3 ends after it starts", says)
    content = _day(statement, "content_date")
    if content and content > start:
        says = f"got {content}, expected application_date ({start}) or earlier"
        yield Problem("content_date", "R6 content before the decision", says)


def _day(statement: Statement, field: str) -> date | None:
    """A day that is right by itself; a wrong one is told already."""
    value = statement.get(field)
    return None if any(FIELDS[field].shape.faults(value)) else read_day(value)


def _private(statement: Statement) -> Iterator[Problem]:
    for field in FREE:
        text = statement.get(field)
        if isinstance(text, str) and (what := identifies(text)):
            yield Problem(field, "R5 no personal data", f"looks like {what}")


def one(given: object, profile: Profile = Profile.STATEMENT) -> list[Problem]:
    """Everything a single statement breaks."""
    rest = [replace(problem, at=None) for problem in together([given])]
    return [*by_itself(given, profile), *rest]


def many(given: Sequence[object], profile: Profile = Profile.STATEMENT) -> list[Problem]:
    """Everything a run of statements breaks, each with its place."""
    alone = [
        replace(problem, at=at)
        for at, statement in enumerate(given)
        for problem in by_itself(statement, profile)
    ]
    return [*alone, *together(given)]


def batch(given: object, profile: Profile = Profile.STATEMENT) -> list[Problem]:
    """Everything the body of one call breaks: `{"statements": [...]}` of 1 to 100. TDB-7."""
    inner = given.get("statements") if isinstance(given, Mapping) else None
    if not isinstance(inner, list):
        says = f'got {shown(given)}, expected {{"statements": [...]}}'
        return [Problem("statements", "batch (TDB-7)", says)]
    found = many(inner, profile)
    if not 1 <= len(inner) <= BATCH:
        says = f"got {len(inner)} statements, expected 1 to {BATCH}"
        found.insert(0, Problem("statements", "batch (TDB-7)", says))
    return found


def judge(given: object, profile: Profile = Profile.STATEMENT) -> list[Problem]:
    """Everything the content of a file breaks, be it one statement or a batch of them.

    A bare list is no body that the database takes; its statements are judged all the same.
    """
    if isinstance(given, Mapping) and "statements" in given:
        return batch(given, profile)
    if isinstance(given, list):
        says = 'got a bare list, expected {"statements": [...]}'
        return [Problem("statements", "batch (TDB-7)", says), *many(given, profile)]
    return one(given, profile)
