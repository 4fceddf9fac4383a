"""The drawing of a record: bad outcomes so far against the tolerated, and the evidence under it.

Pure geometry: points in, coordinates and words out; the template draws them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil, floor, log10

from goodstanding.detectors.detector import Point

WIDTH = 760
LEFT, RIGHT = 52, 660
TOP, BOTTOM = 16, 216
EVIDENCE_TOP, EVIDENCE_BOTTOM = 258, 372
HEIGHT = 408
TIERS = ((20.0, "coaching note"), (1e3, "a person looks"), (1e7, "may restrict"))
MOST_MARKS = 5
WRITTEN_OUT = range(-2, 6)
"""Powers of ten whose numbers are read more easily written out."""

LOWEST, HIGHEST = -2, 12
"""Powers of ten between which the evidence is drawn; what lies beyond is drawn at the edge."""


@dataclass(frozen=True)
class Mark:
    """A place on an axis, in the drawing's units, and the word beside it."""

    place: float
    label: str


@dataclass(frozen=True)
class Dot:
    """A bad outcome."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything the template draws; coordinates in the drawing's own units, y downwards."""

    bad: str
    tolerated: str
    evidence: str
    dots: Sequence[Dot]
    counts: Sequence[Mark]
    days: Sequence[Mark]
    tiers: Sequence[Mark]
    powers: Sequence[Mark]
    bad_end: Mark
    tolerated_end: Mark
    evidence_end: Mark
    described: str


def chart(points: Sequence[Point]) -> Chart | None:
    """Draw a record, one step an outcome; None where there is nothing to draw."""
    if not points:
        return None
    latest = points[-1]
    most = max(latest.bad_so_far, latest.tolerated_so_far, 1.0)
    xs = [_x(number, len(points)) for number in range(len(points) + 1)]
    bad = [0.0, *(float(one.bad_so_far) for one in points)]
    tolerated = [0.0, *(one.tolerated_so_far for one in points)]
    e_values = [1.0, *(one.e_value for one in points)]
    low, high = _powers(e_values)
    heights = [_evidence_y(value, low, high) for value in e_values]
    return Chart(
        bad=_steps(xs, [_y(value, most) for value in bad]),
        tolerated=_line(xs, [_y(value, most) for value in tolerated]),
        evidence=_steps(xs, heights),
        dots=list(_dots(points, xs, most)),
        counts=list(_counts(most)),
        days=list(_days(points, xs)),
        tiers=[Mark(_evidence_y(value, low, high), name) for value, name in TIERS],
        powers=[Mark(_evidence_y(10.0**n, low, high), power(n)) for n in _labelled(low, high)],
        bad_end=Mark(_y(bad[-1], most), f"{latest.bad_so_far} bad"),
        tolerated_end=_apart(
            Mark(_y(tolerated[-1], most), f"{latest.tolerated_so_far:.1f} tolerated"),
            _y(bad[-1], most),
        ),
        evidence_end=Mark(heights[-1], likelier(latest.e_value)),
        described=_described(points),
    )


def _x(number: int, count: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * number / count, 1)


def _y(value: float, most: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / most, 1)


def _evidence_y(value: float, low: int, high: int) -> float:
    place = min(max(log10(max(value, 1e-300)), low), high)
    return round(
        EVIDENCE_BOTTOM - (EVIDENCE_BOTTOM - EVIDENCE_TOP) * (place - low) / (high - low), 1
    )


def _powers(e_values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten to draw between: the three tiers always, and the record's own reach."""
    logs = [log10(max(value, 1e-300)) for value in e_values]
    low = max(LOWEST, min(-1, floor(min(logs))))
    return low, min(HIGHEST, max(8, ceil(max(logs))))


def _labelled(low: int, high: int) -> Iterator[int]:
    return (n for n in range(low, high + 1) if n % 3 == 0)


def _steps(xs: Sequence[float], ys: Sequence[float]) -> str:
    parts = [f"M{xs[0]} {ys[0]}"]
    parts += [f"H{x}V{y}" for x, y in zip(xs[1:], ys[1:], strict=True)]
    return "".join(parts)


def _line(xs: Sequence[float], ys: Sequence[float]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in zip(xs, ys, strict=True))


def _dots(points: Sequence[Point], xs: Sequence[float], most: float) -> Iterator[Dot]:
    for x, one in zip(xs[1:], points, strict=True):
        if one.bad:
            yield Dot(x, _y(one.bad_so_far, most), f"{_day(one.at)}: {one.label}")


def _counts(most: float) -> Iterator[Mark]:
    """Round counts for the axis, at most five of them."""
    step = next(k * 10**n for n in range(9) for k in (1, 2, 5) if most <= MOST_MARKS * k * 10**n)
    return (Mark(_y(value, most), str(value)) for value in range(0, floor(most) + 1, step))


def _days(points: Sequence[Point], xs: Sequence[float]) -> Iterator[Mark]:
    """The day of some outcomes, evenly spread; the same day is named once."""
    named = ""
    wanted = min(5, len(points))
    for place in range(wanted):
        number = round(place * (len(points) - 1) / max(wanted - 1, 1))
        day = _day(points[number].at)
        if day != named:
            yield Mark(xs[number + 1], day)
        named = day


def _apart(mark: Mark, other: float, least: float = 15.0) -> Mark:
    """Move a word down or up so that two words at the line's end do not lie on each other."""
    if abs(mark.place - other) >= least:
        return mark
    return Mark(other + least if mark.place >= other else other - least, mark.label)


def _day(microseconds: int) -> str:
    moment = datetime.fromtimestamp(microseconds / 1e6, UTC)
    return f"{moment.day} {moment:%b %Y}"


def _described(points: Sequence[Point]) -> str:
    latest = points[-1]
    return (
        f"{latest.n} outcomes from {_day(points[0].at)} to {_day(latest.at)}: {latest.bad_so_far} "
        f"bad, where {latest.tolerated_so_far:.1f} would be tolerated. The record is "
        f"{likelier(latest.e_value)} times likelier if the person is above the tolerated rate."
    )


def power(exponent: int) -> str:
    """A power of ten, small ones written out."""
    small = {-3: "0.001", -2: "0.01", -1: "0.1", 0: "1", 1: "10", 2: "100", 3: "1,000"}
    return small.get(exponent) or f"10{str(exponent).translate(RAISED)}"


RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
TIMES = "\N{MULTIPLICATION SIGN}"


def likelier(e_value: float) -> str:
    """An e-value with two figures, very large and very small ones with a power of ten.

    >>> [likelier(value) for value in (0.314, 4.21, 43.2, 12_345.0)]
    ['0.31', '4.2', '43', '12,000']
    """
    if e_value <= 0:
        return "0"
    exponent = floor(log10(e_value))
    if exponent not in WRITTEN_OUT:
        return f"{e_value / 10.0**exponent:.1f} {TIMES} {power(exponent)}"
    rounded = round(e_value, 1 - exponent)
    return f"{rounded:,.0f}" if exponent >= 1 else f"{rounded:.{1 - exponent}f}"
