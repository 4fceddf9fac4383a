"""The numbers that bind: the strictest of all laws that apply, and what was relaxed by whom."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from goodstanding.law.duties.durations import Length, length
from goodstanding.law.duties.table import LegalValue, Parameter, Table
from goodstanding.law.terms import UnlawfulError

Value = Length | int | str


@dataclass(frozen=True)
class Relaxation:
    """A parameter set weaker than the gold standard, on purpose.

    Attributes:
        parameter: its name.
        value: what it is set to, as in the table: `P14D`, `2`, `false`.
        reason: why.
        by: the named person who did it.
        at: when.
    """

    parameter: str
    value: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Effective:
    """What binds for one parameter, and where that comes from.

    Attributes:
        source: `gold`, the id of the duty whose law is stricter, or `relaxed`.
    """

    name: str
    value: Value
    source: str
    relaxation: Relaxation | None = None


def parameters(
    profiles: AbstractSet[str], *, table: Table, relaxations: Iterable[Relaxation] = ()
) -> dict[str, Effective]:
    """What binds under some profiles: the gold standard, or a law that is stricter still.

    A relaxation loosens the gold standard, never a law that applies.

    Args:
        profiles: ids of the profiles that apply.
        table: the table of duties.
        relaxations: what was relaxed; of several for one parameter the last counts.

    Raises:
        UnlawfulError: a relaxation without reason or person, or weaker than a law that applies.
        ValueError: a relaxation of no parameter, or to no value.
    """
    relaxed = {one.parameter: one for one in relaxations}
    known = {one.name for one in table.parameters}
    for name in relaxed.keys() - known:
        msg = f"relaxation: got {name!r}, expected one of {', '.join(sorted(known))}."
        raise ValueError(msg)
    bind = partial(_effective, profiles=profiles, relaxed=relaxed)
    return {one.name: bind(one) for one in table.parameters}


def lawful(
    profiles: AbstractSet[str], *, table: Table, relaxations: Iterable[Relaxation]
) -> tuple[Relaxation, ...]:
    """The relaxations that hold under some profiles: those that no law which applies is above. S01.

    So a platform may relax a number of its own, and members whom a law protects keep theirs.
    """
    held = []
    for one in relaxations:
        with suppress(UnlawfulError):
            parameters(profiles, table=table, relaxations=[one])
            held.append(one)
    return tuple(held)


def _effective(
    parameter: Parameter, *, profiles: AbstractSet[str], relaxed: Mapping[str, Relaxation]
) -> Effective:
    base = Effective(parameter.name, _value(parameter, parameter.gold), "gold")
    laws = [one for one in parameter.laws if one.profile in profiles]
    relaxation = relaxed.get(parameter.name)
    if relaxation:
        base = _relaxed(parameter, relaxation, laws)
    for one in laws:
        if one.value and _is_stricter(parameter, _legal(parameter, one), base.value):
            base = Effective(parameter.name, _legal(parameter, one), one.duty)
    return base


def _relaxed(parameter: Parameter, relaxation: Relaxation, laws: Iterable[LegalValue]) -> Effective:
    if not relaxation.reason.strip() or not relaxation.by.strip():
        raise UnlawfulError(f"Relaxing {parameter.name} needs a reason and a named person.")
    value = _value(parameter, relaxation.value)
    for one in laws:
        if parameter.direction in {"require", "exact"}:
            weaker = value != _value(parameter, parameter.gold)
        else:
            weaker = bool(one.value) and _is_stricter(parameter, _legal(parameter, one), value)
        if weaker:
            raise UnlawfulError(
                f"{parameter.name}: {relaxation.value} is weaker than {one.says} ({one.duty})."
            )
    return Effective(parameter.name, value, "relaxed", relaxation)


def _value(parameter: Parameter, written: str) -> Value:
    """A value as written: a length, a number, or words."""
    if written.isdigit():
        return int(written)
    if parameter.gold.startswith("P"):
        return length(written, business=parameter.name == "interim_max")
    return written


def _legal(parameter: Parameter, one: LegalValue) -> Value:
    if one.value.startswith("P"):
        return length(one.value, business=one.business)
    return _value(parameter, one.value)


def _is_stricter(parameter: Parameter, one: Value, other: Value) -> bool:
    if parameter.direction not in {"min", "max"}:
        return False
    if isinstance(one, Length) and isinstance(other, Length):
        more, less = one.is_longer_than(other), other.is_longer_than(one)
    else:
        more, less = str(one) > str(other), str(one) < str(other)
    return more if parameter.direction == "min" else less
