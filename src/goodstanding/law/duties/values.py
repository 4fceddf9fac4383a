"""Reading the fields of an event, whatever system wrote it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

Data = Mapping[str, Any]
EMPTY: tuple[Any, ...] = (None, "", [], {}, ())
EARLIEST, LATEST = 1000, 9000
"""Years between which time is counted."""


def text(data: Data, *names: str) -> str:
    """The first of some fields that says something, as text; "" if none does."""
    for name in names:
        value = data.get(name)
        if value is not None and value != "":
            return value if value.__class__ is str else str(value)
    return ""


def moment(value: object) -> datetime | None:
    """A moment from its written form; None where there is none, or it is not one.

    A time without a zone is taken for UTC. One so far away that nothing can be counted from it, as
    some write "for ever", is brought nearer.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    if not EARLIEST < value.year < LATEST:
        value = value.replace(year=min(max(value.year, EARLIEST), LATEST), day=1)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def when(data: Data, *names: str) -> datetime | None:
    """The first of some fields that is a moment."""
    for name in names:
        value = data.get(name)
        if value is not None:
            return moment(value)
    return None


def number(data: Data, *names: str) -> float | None:
    """The first of some fields that is a number."""
    for name in names:
        value = data.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if isinstance(value, str):
            try:
                return float(value)
            except ValueError:
                return None
    return None


def flag(data: Data, name: str) -> bool:
    """Whether a field says yes."""
    return data.get(name) in (True, "true", "yes", 1)


def part(data: Data, name: str) -> Data:
    """A field that has fields of its own; a bare value stands for its id."""
    value = data.get(name)
    if isinstance(value, dict):
        return value
    return {} if value in EMPTY else {"id": value}


def items(data: Data, *names: str) -> tuple[str, ...]:
    """The first of some fields that holds anything, as a list of ids or words."""
    for name in names:
        value = data.get(name)
        if value not in EMPTY:
            return tuple(_named(value))
    return ()


def _named(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(key) for key, one in value.items() if one not in EMPTY)
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (_name(one) for one in value)
    else:
        yield str(value)


def _name(one: object) -> str:
    """An item's own id: `{"evidence_id": "e1", …}` is e1, `{"rule_id": "r", "version": 2}` r@2."""
    if not isinstance(one, dict):
        return str(one)
    if "rule_id" in one and "version" in one:
        return f"{one['rule_id']}@{one['version']}"
    return next((str(v) for k, v in one.items() if _is_name(k)), str(one))


def _is_name(field: str) -> bool:
    return field in {"id", "kind"} or field.endswith("_id")


def cited(data: Data) -> tuple[str, ...]:
    """The rule versions an event names, as `rule@version`."""
    if "rule_id" in data and "version" in data:
        return (f"{data['rule_id']}@{data['version']}",)
    return items(data, "rule@version", "rules", "rule", "rule_id")


def stated(data: Data) -> frozenset[str]:
    """Names of all that a statement says, at the top or under `fields`."""
    inner = data.get("fields")
    top = {name for name, value in data.items() if value not in EMPTY}
    if isinstance(inner, dict):
        top |= {name for name, value in inner.items() if value not in EMPTY}
    elif isinstance(inner, list | tuple):
        top |= {str(one) for one in inner}
    return frozenset(top)


def of_statement(data: Data, *names: str) -> object:
    """What a statement says under the first of some names; None if nothing."""
    inner = data.get("fields")
    for name in names:
        value = data.get(name)
        if value in EMPTY and isinstance(inner, dict):
            value = inner.get(name)
        if value not in EMPTY:
            return value
    return None
