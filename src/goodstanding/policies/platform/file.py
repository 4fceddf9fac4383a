"""What the marketplace says of itself, and what of the gold standard it relaxes: platform.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from goodstanding.law.duties.parameters import Relaxation, parameters
from goodstanding.law.duties.profiles import Platform
from goodstanding.law.duties.table import GOLD
from goodstanding.law.terms import UnlawfulError
from goodstanding.policies.platform.table import table
from goodstanding.policies.rulebook.form import Complaint, Key, optional
from goodstanding.policies.rulebook.mistake import Mistake
from goodstanding.policies.rulebook.positions import Positions

PLATFORM = "platform.toml"
ALWAYS = frozenset({GOLD, "MARKET", "ARB"})
"""The profiles of someone of whom nothing is known."""

KEPT: Mapping[str, str] = {
    "rule_lead": "P1",
    "human_decider": "P3",
    "suspension_notice": "P3",
    "response_window": "P3",
    "interim_max": "P4",
    "earned_untouchable": "P5",
    "evidence_disclosure": "P10",
}
"""What the database keeps for everyone, by its promise: it cannot be relaxed."""

SECTORS, LICENCES = ("online", "driving", "delivery"), ("EU", "UK", "US")


def _day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _count(value: object) -> bool:
    return type(value) is int and value >= 0


def _line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


TOP: Mapping[str, Key] = {
    "announced": Key(_day, "a day such as 2026-01-15, without quotes"),
    "sector": Key(lambda value: value in SECTORS, f"one of {', '.join(SECTORS)}"),
    "very_large": Key(lambda value: isinstance(value, bool), "true or false"),
    "licences": Key(
        lambda value: isinstance(value, list) and set(map(str, value)) <= set(LICENCES),
        f"a list of {', '.join(LICENCES)}, or []",
    ),
    "staff": optional(Key(_count, "how many people it employs")),
    "turnover": optional(Key(_count, "euros a year, a whole number")),
    "workers": optional(Key(_count, "how many people work through it")),
    "relaxation": optional(Key(lambda value: isinstance(value, list), "[[relaxation]] tables")),
}
RELAXATION: Mapping[str, Key] = {
    "parameter": Key(_line, "the name of a parameter of the table of duties"),
    "value": Key(_line, "a value as the table writes it, such as P30D, in quotes"),
    "reason": Key(_line, "why, in plain words"),
    "by": Key(_line, "a named person"),
    "at": Key(_day, "the day it was decided, without quotes"),
}


def read(file: Path) -> dict[str, Any]:
    """The settings of a platform file that has no mistakes.

    Returns:
        As in the file, with days as text such as `2026-01-15`.
    """
    settings = tomllib.loads(file.read_text(encoding="utf-8"))
    rows = [{**one, "at": one["at"].isoformat()} for one in settings.get("relaxation", [])]
    return {**settings, "announced": settings["announced"].isoformat(), "relaxation": rows}


def check(file: Path) -> list[Mistake]:
    """Every mistake in a platform file, in order of line; empty when all is well."""
    source = file.read_text(encoding="utf-8")
    try:
        settings = tomllib.loads(source)
    except tomllib.TOMLDecodeError as mistake:
        return [Mistake(file, 1, str(mistake))]
    positions = Positions(source)
    return sorted(Mistake(file, positions.line(p), says) for p, says in _complaints(settings))


def platform(settings: Mapping[str, Any]) -> Platform:
    """What settings as `read` gives them say of the marketplace."""
    return Platform(
        staff=settings.get("staff"),
        turnover=settings.get("turnover"),
        workers=settings.get("workers"),
        very_large=settings["very_large"],
        licences=frozenset(settings["licences"]),
        sector=settings["sector"],
    )


def relaxation(row: Mapping[str, str]) -> Relaxation:
    """A relaxation from its row as `read` gives it."""
    at = datetime.combine(date.fromisoformat(row["at"]), time(), UTC)
    return Relaxation(row["parameter"], row["value"], row["reason"], row["by"], at)


def _complaints(settings: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _keys(settings, TOP, ())
    rows = settings.get("relaxation", [])
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        path = ("relaxation", place)
        found = [*_keys(row, RELAXATION, path)]
        yield from found
        if not found:
            yield from _unlawful(row, path)


def _keys(
    found: Mapping[str, Any], known: Mapping[str, Key], path: tuple[str | int, ...]
) -> Iterator[Complaint]:
    for name in found.keys() - known.keys():
        yield (*path, name), f"{name}: no such key; expected one of {', '.join(known)}"
    for name, key in known.items():
        if name not in found and key.required:
            yield path, f"{name}: missing, expected {key.expected}"
        elif name in found and not key.fits(found[name]):
            yield (*path, name), f"{name}: got {found[name]!r}, expected {key.expected}"


def _unlawful(row: Mapping[str, Any], path: tuple[str | int, ...]) -> Iterator[Complaint]:
    if promise := KEPT.get(row["parameter"]):
        says = (
            f"parameter: got {row['parameter']}, expected one that can be relaxed: the database "
            f"keeps this for everyone ({promise})"
        )
        yield (*path, "parameter"), says
        return
    try:
        one = relaxation({**row, "at": row["at"].isoformat()})
        parameters(ALWAYS, table=table(), relaxations=[one])
    except (UnlawfulError, ValueError) as mistake:
        yield (*path, "value"), str(mistake)
