"""What waits, for whom and for how long; which clocks run, were kept, and were missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.cases.queries import workload
from goodstanding.interfaces.console import taking
from goodstanding.interfaces.console.clocks import distance
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.readings import plain
from goodstanding.reports.transparency import pace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest

A_YEAR = timedelta(days=365)
AGES = ("under a day", "1 to 3 days", "3 to 7 days", "1 to 2 weeks", "2 to 4 weeks", "older")
AHEAD = ("overdue", "within a day", "within two days", "within a week", "later")
LOADS = ("overdue", "waiting for us", "waiting for the member")
THEN = {
    "lapse": "it lapsed by itself",
    "lift": "the measure was lifted",
    "escalate": "it went to another person, too",
    "proceed": "it went on",
}
"""What the law did when a clock had run out."""


@dataclass(frozen=True)
class Part:
    """A part of a bar: where it begins and how long it is, of 100, and which band it is."""

    start: float
    length: float
    band: int


@dataclass(frozen=True)
class Row:
    """A row of a table that is a picture, too."""

    name: str
    counts: Sequence[int]
    parts: Sequence[Part]
    note: str = ""


def rows(found: Iterable[tuple[str, Sequence[int], str]]) -> list[Row]:
    """Rows with their bars, each as long as it has cases, against the longest.

    >>> [(part.start, part.length) for part in rows([("a", (1, 3), "")])[0].parts]
    [(0.0, 25.0), (25.0, 75.0)]
    """
    known = list(found)
    longest = max((sum(counts) for _, counts, _ in known), default=0) or 1
    return [Row(name, counts, _parts(counts, longest), note) for name, counts, note in known]


def _parts(counts: Sequence[int], longest: int) -> list[Part]:
    parts, start = [], 0.0
    for band, count in enumerate(counts):
        length = 100 * count / longest
        if count:
            parts.append(Part(start, length, band))
        start += length
    return parts


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """How old undecided cases are, and what each person has before them."""
    tables = [
        ("ages", "How old open cases are", "by state", AGES, rows(_ages(request))),
        ("loads", "Who has what", "by case manager", LOADS, rows(_loads(request))),
    ]
    return render(request, "console/workload.html", {"here": "workload", "tables": tables})


@require_GET
@for_staff()
def page_csv(request: StaffRequest) -> HttpResponse:
    """The same as a table."""
    told = [("age", name, band, n) for name, band, n in _flat(_ages(request), AGES)]
    told += [("load", plain(name), band, n) for name, band, n in _flat(_loads(request), LOADS)]
    return taking.table(request, "workload.csv", ("table", "name", "band", "cases"), told)


@require_GET
@for_staff()
def clocks(request: StaffRequest) -> HttpResponse:
    """Which of our clocks run out next, how many were kept in time, and which were missed."""
    since = request.at - A_YEAR
    missed = workload.missed(since=since, hidden=request.hidden)
    context = {
        "here": "clocks",
        "tables": [
            ("running", "Clocks that run", "by what is due", AHEAD, rows(_running(request)))
        ],
        "kept": [
            (one.title, [month for month in one.months if month.kept is not None])
            for one in pace(since=since, until=request.at)
            if one.due
        ],
        "missed": [(one, THEN[one.consequence]) for one in missed],
    }
    return render(request, "console/clocks.html", context)


@require_GET
@for_staff()
def clocks_csv(request: StaffRequest) -> HttpResponse:
    """The same as a table."""
    since = request.at - A_YEAR
    told: list[tuple[object, ...]]
    told = [("running", "", name, band, n) for name, band, n in _flat(_running(request), AHEAD)]
    told += [
        ("missed", f"{one.month:%Y-%m}", one.what, one.consequence, one.number)
        for one in workload.missed(since=since, hidden=request.hidden)
    ]
    told += [
        ("kept", f"{month.month:%Y-%m}", one.slug, "share in time", f"{month.kept:.4f}")
        for one in pace(since=since, until=request.at)
        for month in one.months
        if month.kept is not None
    ]
    return taking.table(request, "clocks.csv", ("table", "month", "clock", "band", "number"), told)


def _ages(request: StaffRequest) -> list[tuple[str, Sequence[int], str]]:
    found = workload.ages(at=request.at, hidden=request.hidden)
    return [(one.name.replace("_", " "), one.counts, "") for one in found]


def _loads(request: StaffRequest) -> list[tuple[str, Sequence[int], str]]:
    found = workload.loads(at=request.at, hidden=request.hidden)
    return [
        (
            one.manager or "nobody yet",
            (one.overdue, one.waiting, one.theirs),
            f"oldest opened {distance(one.oldest, at=request.at)}",
        )
        for one in found
    ]


def _running(request: StaffRequest) -> list[tuple[str, Sequence[int], str]]:
    found = workload.clocks(at=request.at, hidden=request.hidden)
    told: list[tuple[str, Sequence[int], str]] = [(one.name, one.counts, "") for one in found]
    wrote = workload.unheeded(at=request.at, hidden=request.hidden)
    if wrote.all:
        note = f"what we published, {settings.REPLY_DAYS} days, and no clock of the law"
        told.append((wrote.name, wrote.counts, note))
    return told


def _flat(
    found: Iterable[tuple[str, Sequence[int], str]], bands: Sequence[str]
) -> list[tuple[str, str, int]]:
    return [
        (name, band, n) for name, counts, _ in found for band, n in zip(bands, counts, strict=True)
    ]
