"""The form of a policy's settings: which keys there are, and what each may hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goodstanding.law import automation, clocks, strikes
from goodstanding.law.european import values
from goodstanding.law.remedy import StepKind
from goodstanding.law.terms import (
    RESTRICTING,
    Capability,
    Emergency,
    Family,
    MeasureKind,
    Role,
)
from goodstanding.law.withholding import Code
from goodstanding.policies.rulebook.positions import Path

Complaint = tuple[Path, str]
"""Where in the settings, and what is wrong there."""


@dataclass(frozen=True)
class Key:
    """What a key may hold, as a test and in words."""

    fits: Callable[[Any], bool]
    expected: str
    required: bool = True


def _line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\n" not in value


def _day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _whole(least: int, most: int = 10**6) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _list(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _one_of(words: Iterable[Family | Role | Capability | MeasureKind | Emergency | Code]) -> Key:
    names = [str(word) for word in words]
    return Key(lambda value: value in names, f"one of {', '.join(names)}")


def optional(key: Key) -> Key:
    """The same, but it may be left out."""
    return Key(key.fits, key.expected, required=False)


_SENTENCES = Key(lambda value: isinstance(value, str) and bool(value.strip()), "plain words")
_TABLE = Key(lambda value: isinstance(value, dict), "a table")
_ROLES, _CAPABILITIES = _one_of(Role), _one_of(Capability)
_ON_A_CONTRACT = _one_of(
    (Capability.WORK, Capability.HIRE, Capability.MESSAGE, Capability.GIVE_FEEDBACK)
)

TOP: Mapping[str, Key] = {
    "slug": Key(_line, "the folder's name, in quotes"),
    "version": Key(_whole(1), "a whole number, 1 or more"),
    "title": Key(_line, "a line of text"),
    "summary": Key(_line, "one sentence"),
    "why": optional(Key(_line, "one sentence: why this version is needed")),
    "family": _one_of(Family),
    "applies_to": Key(
        lambda value: bool(value) and _list(_ROLES.fits)(value), f"a list of {_ROLES.expected}"
    ),
    "announced": Key(_day, "a day such as 2025-11-15, without quotes"),
    "announced_where": Key(
        lambda value: _line(value) and value.startswith("https://"), "an address, https://…"
    ),
    "in_force_from": Key(_day, "a day such as 2026-01-01, without quotes"),
    "detectors": Key(lambda value: bool(value) and _list(_line)(value), "a list of detectors"),
    "appeal_months": Key(
        _whole(clocks.APPEAL_MONTHS, 120),
        f"a whole number of months, {clocks.APPEAL_MONTHS} or more",
    ),
    "may_withhold": Key(
        _list(_one_of(Code).fits), f"a list of codes ({_one_of(Code).expected}), or []"
    ),
    "kinds": Key(
        lambda value: isinstance(value, dict) and all(map(_line, value.values())),
        "a table: the name of a kind of work = the same in plain words",
        required=False,
    ),
    "detector": _TABLE,
    "ladder": Key(
        lambda value: bool(value) and _list(lambda step: isinstance(step, dict))(value),
        "steps, each under [[ladder]]",
    ),
    "remedy": _TABLE,
    "notice": _TABLE,
    "european": optional(_TABLE),
    "automation": optional(_TABLE),
    "strike_days": Key(
        _whole(1, clocks.STRIKE_WINDOW.days),
        f"a whole number of days, 1 to {clocks.STRIKE_WINDOW.days}",
        required=False,
    ),
    "strike_falls_every_days": Key(
        _whole(1, clocks.STRIKE_WINDOW.days),
        f"a whole number of days, 1 to {clocks.STRIKE_WINDOW.days}",
        required=False,
    ),
    "protects_owner": Key(
        lambda value: isinstance(value, bool),
        "true where measures guard an account against someone else, else false",
        required=False,
    ),
}

STEP: Mapping[str, Key] = {
    "measure": Key(
        lambda value: value in list(MeasureKind)[1:], f"one of {', '.join(list(MeasureKind)[1:])}"
    ),
    "by": Key(lambda value: value in {"person", "rule"}, "person or rule"),
    "needs_tier": Key(_whole(1, 3), "1, 2 or 3"),
    "needs_findings": Key(_whole(1, 1000), "a whole number, 1 or more", required=False),
    "after": Key(_whole(0, 100), "a whole number, 0 or more", required=False),
    "capabilities": Key(
        _list(_CAPABILITIES.fits), f"a list of {_CAPABILITIES.expected}", required=False
    ),
    "on_contracts": Key(
        _list(_ON_A_CONTRACT.fits), f"a list of {_ON_A_CONTRACT.expected}", required=False
    ),
    "lasts_days": Key(
        _whole(1, clocks.LONGEST_MEASURE.days),
        f"a whole number of days, 1 to {clocks.LONGEST_MEASURE.days}",
        required=False,
    ),
    "emergency": optional(_one_of(Emergency)),
    "strike_weight": Key(
        _whole(0, strikes.HEAVIEST), f"a whole number, 0 to {strikes.HEAVIEST}", required=False
    ),
    "subject": Key(_line, 'the one thing it is about in words, e.g. "the job post"', False),
}

REMEDY: Mapping[str, Key] = {
    "steps": Key(
        lambda value: bool(value) and _list(lambda one: _line(one) or isinstance(one, dict))(value),
        "steps, each a sentence or under [[remedy.steps]]",
    ),
    "lifts": Key(
        _list(lambda value: value in RESTRICTING),
        f"a list of {', '.join(one for one in MeasureKind if one in RESTRICTING)}",
        required=False,
    ),
    "questions": Key(
        lambda value: bool(value) and _list(lambda one: isinstance(one, dict))(value),
        "questions, each under [[remedy.questions]]",
        required=False,
    ),
}

_FEW = Key(_whole(1, 52), "a whole number, 1 to 52", required=False)

REMEDY_STEP: Mapping[str, Key] = {
    "kind": Key(
        lambda value: value in {"advice", *StepKind}, f"one of advice, {', '.join(StepKind)}"
    ),
    "words": Key(_line, "one sentence"),
    "contracts": _FEW,
    "weeks": _FEW,
}

QUESTION: Mapping[str, Key] = {
    "ask": Key(_line, "a question"),
    "answers": Key(
        lambda value: _list(_line)(value) and len(value) > 1, "a list of two or more answers"
    ),
    "right": Key(_line, "the right one of the answers, word for word"),
    "explains": Key(_line, "one sentence, read by who chose another answer"),
}

NOTICE: Mapping[str, Key] = {"what_happened": _SENTENCES, "what_to_do": _SENTENCES}

EUROPEAN: Mapping[str, Key] = {
    "category": optional(Key(lambda value: value in values.CATEGORY, "a category in use")),
    "keywords": optional(
        Key(_list(lambda value: value in values.KEYWORD), "a list of keywords in use")
    ),
}
"""The words of the Commission's database for what the policy forbids."""


AUTOMATION: Mapping[str, Key] = {
    "overturn_limit": Key(
        lambda value: type(value) in {int, float} and 0 < value <= automation.LIMIT,
        f"a number above 0, and {automation.LIMIT} or less: a policy tightens the limit only",
    ),
}
"""How many of a rule's decisions may turn out wrong before it decides nothing alone (P12)."""


def complaints(settings: Mapping[str, Any]) -> Iterator[Complaint]:
    """What does not fit the form, from the top of the settings down."""
    yield from _table(settings, TOP, ())
    tables = {"remedy": REMEDY, "notice": NOTICE, "european": EUROPEAN, "automation": AUTOMATION}
    for name, form in tables.items():
        if isinstance(table := settings.get(name), dict):
            yield from _table(table, form, (name,))
    for place, step in enumerate(steps(settings)):
        yield from _table(step, STEP, ("ladder", place))
    remedy = settings.get("remedy")
    for name, form in (("steps", REMEDY_STEP), ("questions", QUESTION)):
        rows = remedy.get(name) if isinstance(remedy, dict) else None
        for place, row in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(row, dict):
                yield from _table(row, form, ("remedy", name, place))


def steps(settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The ladder's steps, as far as they are tables."""
    ladder = settings.get("ladder")
    rows = ladder if isinstance(ladder, list) else []
    return [row for row in rows if isinstance(row, dict)]


def _table(table: Mapping[str, Any], form: Mapping[str, Key], path: Path) -> Iterator[Complaint]:
    for name, value in table.items():
        if name not in form:
            yield (*path, name), f"{name}: no such key; expected {', '.join(form)}"
        elif not form[name].fits(value):
            yield (*path, name), f"{name}: got {_shown(value)}, expected {form[name].expected}"
    for name, key in form.items():
        if key.required and name not in table:
            yield path, f"{name}: missing; expected {key.expected}"


def _shown(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list) and not value:
        return "nothing"
    return repr(value)
