"""A finding as its reader needs it: the sentence, how far it carries, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from goodstanding.detectors.endings import OUTCOMES
from goodstanding.events.vocabulary import KINDS
from goodstanding.findings import queries as findings
from goodstanding.interfaces.console.charts import likelier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from goodstanding.events.queries import EventRow
    from goodstanding.findings.models import Finding

TIERS = ("nothing", "a coaching note", "a person looks", "a person may restrict")
"""How far evidence of each tier carries."""

NAMES = {"n": "counted", "mix": "tolerated by", "careers": "one honest career in"}
"""Figures whose own name says too little."""

ROWS_SHOWN = 100
PLAIN = 160
"""Characters of a cell shown before the rest has to be asked for."""


@dataclass(frozen=True)
class Cell:
    """A value of an event; `rest` is what of a long one is shown on asking."""

    text: str
    rest: str = ""


@dataclass(frozen=True)
class Line:
    """An event in a table."""

    id: int
    at: datetime
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """Events of one kind."""

    kind: str
    columns: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Exhibit:
    """A finding and everything it rests on."""

    finding: Finding
    name: str
    tier: str
    likelier: str
    counts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    shown: int


def exhibit(finding: Finding) -> Exhibit:
    """Lay a finding out."""
    rows = findings.evidence(finding, limit=ROWS_SHOWN)
    return Exhibit(
        finding=finding,
        name=finding.detector.replace("_", " ").capitalize(),
        tier=TIERS[finding.tier],
        likelier=likelier(finding.e_value),
        counts=list(_counts(finding.counts)),
        tables=list(_tables(rows)),
        shown=len(rows),
    )


def _counts(counts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The figures of the sentence, but the e-value, which is said first; noughts say nothing."""
    for name, value in counts.items():
        if name != "e_value" and value not in {0, ""}:
            said = str(value) if isinstance(value, str) else f"{value:,.6g}"
            yield (
                NAMES.get(name, name.replace("_", " ")),
                f"{value:,}" if isinstance(value, int) else said,
            )


def _tables(rows: Sequence[EventRow]) -> Iterator[Table]:
    for kind, group in groupby(sorted(rows, key=attrgetter("kind")), key=attrgetter("kind")):
        told = list(group)
        columns = [name for name in _fields(kind) if any(row.body.get(name) for row in told)]
        lines = [Line(row.id, row.at, [_cell(row.body.get(c)) for c in columns]) for row in told]
        yield Table(kind.replace(".", " "), [name.replace("_", " ") for name in columns], lines)


def _fields(kind: str) -> Sequence[str]:
    """The fields of a kind of event, in the vocabulary's order, without the envelope."""
    envelope = {"source", "id", "at", "account"}
    return [name for name in KINDS[kind].__struct_fields__ if name not in envelope]


def _cell(value: object) -> Cell:
    text = "" if value is None else str(value)
    if text in OUTCOMES:
        text = text.replace("_", " ")
    if len(text) <= PLAIN:
        return Cell(text)
    cut = text.rfind(" ", 0, PLAIN)
    cut = cut if cut > 0 else PLAIN
    return Cell(text[:cut], text[cut:])
