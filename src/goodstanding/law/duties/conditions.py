"""When a clock runs: conditions on what its events are about."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from goodstanding.law.duties.record import Decision, Effect, File, Hold
from goodstanding.law.duties.table import Table

A_DAY = timedelta(hours=24)


def meets(
    only: Mapping[str, Any],
    *,
    file: File,
    decision: Decision | None,
    hold: Hold | None,
    table: Table,
) -> bool:
    """Whether a clock runs for what its events are about.

    Without a decision or hold, what asks for something particular is not met.
    """
    for name, wanted in only.items():
        if name in _OF_FILE:
            met = _OF_FILE[name](wanted, file)
        elif name.startswith(("hold", "own")):
            met = _of_hold(name, wanted, hold, table)
        else:
            met = _of_decision(name, wanted, file, decision, table)
        if not met:
            return False
    return True


def _of_hold(name: str, wanted: str, hold: Hold | None, table: Table) -> bool:
    if hold is None:
        return name.endswith("_not")
    if name == "hold_exception_not":
        return hold.exception not in table.exceptions[wanted]
    if name == "own_statement":
        return not hold.own_statement
    is_of = hold.ground in table.hold_grounds[wanted]
    return is_of if name == "hold_ground" else not is_of


def _of_decision(
    name: str, wanted: object, file: File, decision: Decision | None, table: Table
) -> bool:
    if decision is None:
        return name.endswith("_not")
    if name.startswith("exception"):
        excused = decision.exception in table.exceptions[str(wanted)]
        return excused if name == "exception" else not excused
    return _OF_DECISION[name](wanted, decision, file)


def lasts_a_day(effect: Effect) -> bool:
    """Whether a measure lasts a day or more; one without an end does."""
    end = effect.ended or effect.end_at
    return end is None or end - effect.began >= A_DAY


_OF_FILE: Mapping[str, Callable[[Any, File], bool]] = {
    "preliminary": lambda wanted, file: (file.served_at is not None) is wanted,
    "answered": lambda wanted, file: (file.answered_at is not None) is wanted,
}
_OF_DECISION: Mapping[str, Callable[[Any, Decision, File], bool]] = {
    "kinds": lambda wanted, decision, _: decision.kind in wanted,
    "kinds_not": lambda unwanted, decision, _: decision.kind not in unwanted,
    "grounds": lambda wanted, decision, _: decision.ground in wanted,
    "cause": lambda wanted, decision, _: decision.cause in wanted,
    "cause_not": lambda wanted, decision, _: decision.cause not in wanted,
    "reversed": lambda wanted, decision, _: decision.reversed is wanted,
    "effect_begun": lambda wanted, decision, _: decision.begun is wanted,
    "narrow": lambda wanted, decision, _: decision.narrow is wanted,
    "a_day": lambda _, decision, file: any(
        lasts_a_day(one) for one in file.effects if one.decision == decision.id
    ),
}
