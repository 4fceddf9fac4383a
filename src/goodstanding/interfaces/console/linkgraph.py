"""The drawing of what accounts share: the member, each thing shared, who else is seen with it.

Pure geometry, in three columns: links in, coordinates and words out; a template draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodstanding.cases.queries import Fact, Link

MOST = 29
"""Other accounts that are drawn; the table has more."""

ROW, TOP = 28, 16
MEMBER, FACT, OTHER = 8, 120, 236
"""Where the columns of dots stand."""

LETTERS, OF_A_FACT = 14, 24
"""How many letters of a name are written; of what is shared its mark, too."""


@dataclass(frozen=True)
class Dot:
    """An account or a thing shared, its place, and its name as far as there is room."""

    y: int
    said: str
    whole: str
    strong: bool


@dataclass(frozen=True)
class Line:
    """That an account was seen with a thing; drawn thin where that says little."""

    y1: int
    y2: int
    strong: bool


@dataclass(frozen=True)
class Graph:
    """Everything the template draws; the first lines lead from the member, the second to others."""

    height: int
    member: Dot
    facts: Sequence[Dot]
    others: Sequence[Dot]
    own: Sequence[Line]
    theirs: Sequence[Line]
    left_out: int


def graph(member: str, links: Sequence[Link]) -> Graph | None:
    """Draw what a member's account shares with others; None where it shares nothing."""
    if not links:
        return None
    drawn = links[:MOST]
    facts = list(dict.fromkeys(_name(fact) for one in drawn for fact in one.facts))
    rare = {_name(fact) for one in drawn for fact in one.facts if fact.rare}
    rows = max(len(facts), len(drawn))
    middle = TOP + ROW * (rows - 1) // 2
    at = dict(zip(facts, _spread(len(facts), rows), strict=True))
    places = _spread(len(drawn), rows)
    return Graph(
        height=TOP * 2 + ROW * (rows - 1),
        member=_dot(middle, member, strong=True),
        facts=[_dot(at[one], one, strong=one in rare, room=OF_A_FACT) for one in facts],
        others=[
            _dot(y, str(one.account or one.other), strong=one.worth_a_look)
            for y, one in zip(places, drawn, strict=True)
        ],
        own=[Line(middle, at[one], one in rare) for one in facts],
        theirs=[
            Line(at[_name(fact)], y, fact.rare)
            for y, one in zip(places, drawn, strict=True)
            for fact in one.facts
        ],
        left_out=len(links) - len(drawn),
    )


def _name(fact: Fact) -> str:
    return f"{fact.kind} {fact.mark}"


def _spread(count: int, rows: int) -> Sequence[int]:
    """So many heights, evenly over so many rows."""
    return [TOP + ROW * rows * (2 * n + 1) // (2 * count) - ROW // 2 for n in range(count)]


def _dot(y: int, name: str, *, strong: bool, room: int = LETTERS) -> Dot:
    said = name if len(name) <= room else f"{name[: room - 1]}…"
    return Dot(y, said, name, strong)


COLUMNS = ("account", "shares", "mark", "accounts_sharing", "rare", "since", "latest")


def rows(links: Iterable[Link]) -> Iterable[tuple[object, ...]]:
    """The same as a table to take away, columns as in `COLUMNS`, times in UTC."""
    for one in links:
        for fact in one.facts:
            rare = "yes" if fact.rare else "no"
            seen = fact.since.isoformat(), fact.latest.isoformat()
            yield one.other, fact.kind, fact.mark, fact.sharing, rare, *seen
