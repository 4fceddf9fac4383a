"""Counts fit to be published: a count so small that it could point at somebody is not told.

Where one count of a sheet is kept back the next smallest is, too, else the sum would tell it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST = 5
"""The smallest count that is told; nothing at all is told as 0."""


@dataclass(frozen=True)
class Cell:
    """A count, or None where it is too small to be told."""

    count: int | None

    def __str__(self) -> str:
        """As people read it."""
        return f"{self.count:,}" if self.count is not None else "not told"


@dataclass(frozen=True)
class Line:
    """A row of a sheet: what is counted, how many, and the length of its bar, 0 to 100."""

    name: str
    cell: Cell
    length: int


@dataclass(frozen=True)
class Sheet:
    """A table of counts.

    Attributes:
        slug: its name in files.
        title: what it counts, as a heading.
        meaning: what a count is, in a sentence.
        lines: its rows.
        total: how many in all.
    """

    slug: str
    title: str
    meaning: str
    lines: tuple[Line, ...]
    total: Cell

    def rows(self) -> Iterable[tuple[str, str, int | None]]:
        """Each row for a file: sheet, what is counted, how many; no number where it is not told."""
        for one in (*self.lines, Line("in all", self.total, 100)):
            yield self.slug, one.name, one.cell.count


def sheet(slug: str, title: str, meaning: str, counts: Mapping[str, int]) -> Sheet:
    """A sheet of counts, without those too small to be told."""
    kept_back = _kept_back(counts)
    longest = max((n for name, n in counts.items() if name not in kept_back), default=0) or 1
    lines = tuple(
        Line(name, Cell(None), 0)
        if name in kept_back
        else Line(name, Cell(n), round(100 * n / longest))
        for name, n in counts.items()
    )
    total = sum(counts.values())
    return Sheet(slug, title, meaning, lines, Cell(None if 0 < total < FEWEST else total))


def _kept_back(counts: Mapping[str, int]) -> set[str]:
    """The names of counts that are not told."""
    small = {name for name, n in counts.items() if 0 < n < FEWEST}
    told = [name for name, n in counts.items() if n >= FEWEST]
    if len(small) == 1 and told:
        small.add(min(told, key=lambda name: counts[name]))
    return small
