"""From the text of the table to its values."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from goodstanding.law.duties import table
from goodstanding.law.duties.durations import length
from goodstanding.law.duties.table import Clock, Duty, Extension, GoldRule, Invariant, Table

Row = Mapping[str, Any]
Value = TypeVar("Value")


def parse(text: str) -> Table:
    """The table of duties from its text.

    Args:
        text: the content of `table.json`.

    Raises:
        ValueError: it is not JSON, or a part is missing.
    """
    try:
        return _table(json.loads(text))
    except KeyError as missing:
        msg = f"table of duties: got no {missing}, expected one."
        raise ValueError(msg) from missing


def _table(raw: Row) -> Table:
    meta = raw["meta"]
    return Table(
        prepared=date.fromisoformat(meta["prepared"]),
        duties=tuple(_duty(row) for row in raw["duties"]),
        gold=tuple(_gold(row) for row in raw["gold"]),
        structural=tuple(_plain(Invariant, row) for row in raw["structural"]),
        parameters=tuple(_parameter(row) for row in raw["parameters"]),
        profiles=tuple(_plain(table.Profile, row) for row in raw["profiles"]),
        switches=tuple(_plain(table.Switch, row) for row in raw["switches"]),
        conflicts=tuple(_plain(table.Conflict, row) for row in raw["conflicts"]),
        words=_sets(raw["words"]),
        mildest_first=tuple(raw["words"]["mildest_first"]),
        exceptions=_sets(raw["exceptions"]),
        hold_grounds=raw["hold_grounds"],
        statement=_sets(raw["statement"]),
        tolerance=length(meta["tolerance"]),
        linger=length(meta["linger"]),
        review_every=length(meta["review_every"]),
    )


def _sets(raw: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in raw.items()}


def _plain(kind: type[Value], row: Row) -> Value:
    """A value whose fields are the row's, with lists made tuples."""
    values = {one.name: row[one.name] for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def _duty(row: Row) -> Duty:
    clock = row["clock"]
    read = {
        "since": date.fromisoformat(row["since"]) if row["since"] else None,
        "clocks": [_clock(clock)] if clock else [],
    }
    return _plain(Duty, {**row, **read})


def _gold(row: Row) -> GoldRule:
    return _plain(GoldRule, {**row, "clocks": [_clock(one) for one in row["clocks"]]})


def _parameter(row: Row) -> table.Parameter:
    return _plain(
        table.Parameter, {**row, "laws": [_plain(table.LegalValue, one) for one in row["laws"]]}
    )


def _clock(row: Row) -> Clock:
    business = row["calendar"] == "business"
    longer = row["extension"]
    return Clock(
        start=row["from"],
        end=row["to"],
        op=row["op"],
        length=length(row["duration"], business=business) if row["duration"] else None,
        numeric_in_law=row["numeric_in_law"],
        join=row["join"],
        only=row["only"],
        extension=Extension(longer["event"], length(longer["duration"], business=business))
        if longer
        else None,
        pausable=row["pausable"],
        parameter=row.get("parameter", ""),
        profile=row.get("profile", ""),
    )
