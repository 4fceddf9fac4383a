"""What waits in the queue, for how long, and whose it is: counted where the queue is kept.

Every count reads the places of undecided cases once (`cases.models.Place`), never the cases.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import TruncMonth

from goodstanding.cases.models import ClockBreach, Message, Place

DAY = timedelta(days=1)
AGES = (DAY, 3 * DAY, 7 * DAY, 14 * DAY, 28 * DAY)
"""Between these ages open cases are counted, and beyond the last."""
AHEAD = (timedelta(0), DAY, 2 * DAY, 7 * DAY)
"""Between these distances clocks are counted: overdue, within a day, two, a week, and later."""


@dataclass(frozen=True)
class Bands:
    """Counts of one kind, band by band."""

    name: str
    counts: tuple[int, ...]

    @property
    def all(self) -> int:
        """How many there are in all bands."""
        return sum(self.counts)


@dataclass(frozen=True)
class Load:
    """What one person has before them; `manager` is "" for what nobody has.

    Attributes:
        waiting: where our clock runs and has not run out.
        overdue: where it has.
        theirs: where the member has the word, or no clock runs.
        oldest: when the oldest was opened.
    """

    manager: str
    waiting: int
    overdue: int
    theirs: int
    oldest: datetime

    @property
    def all(self) -> int:
        """How many cases they have."""
        return self.waiting + self.overdue + self.theirs


@dataclass(frozen=True)
class Missed:
    """How often a clock ran out in a month, and what then happened by law."""

    month: date
    what: str
    consequence: str
    number: int


def ages(*, at: datetime, hidden: Collection[int] = ()) -> list[Bands]:
    """How old undecided cases are, by what state they are in.

    Args:
        at: now.
        hidden: keys of accounts that whoever asks may not read.
    """
    edges = [Q(opened_at__gt=at - age) for age in AGES]
    return _banded(_shown(hidden), "state", edges)


def clocks(*, at: datetime, hidden: Collection[int] = ()) -> list[Bands]:
    """How far away each of our clocks is, by what is due.

    Args:
        at: now.
        hidden: keys of accounts that whoever asks may not read.
    """
    edges = [Q(due_at__lte=at + ahead) for ahead in AHEAD]
    return _banded(_shown(hidden).filter(owner="platform"), "what", edges)


def _banded(places: QuerySet[Place], by: str, edges: Iterable[Q]) -> list[Bands]:
    """Count within each edge and in all; a band is what the edge before did not hold."""
    within = {f"within_{n}": Count("pk", filter=edge) for n, edge in enumerate(edges)}
    rows = places.order_by().values(by).annotate(**within, every=Count("pk")).order_by(by)
    found = []
    for row in rows:
        sums = [row[name] for name in within] + [row["every"]]
        found.append(Bands(str(row[by]), _apart(sums)))
    return found


def _apart(sums: Sequence[int]) -> tuple[int, ...]:
    """What each sum has that the one before it had not."""
    return tuple(here - before for before, here in zip([0, *sums], sums, strict=False))


def unheeded(*, at: datetime, hidden: Collection[int] = ()) -> Bands:
    """How far away the time is by which who wrote to us was to have a word, case by case.

    It is what we published, and no clock of the law: see `dialogue.target`.

    Args:
        at: now.
        hidden: keys of accounts that whoever asks may not read.
    """
    waiting = Message.objects.filter(staff=None, heed=None).exclude(case__account__in=hidden)
    cases = waiting.order_by().values("case").annotate(since=Min("at"))
    told = timedelta(days=settings.REPLY_DAYS)
    counts = cases.aggregate(
        **{
            f"within_{n}": Count("case", filter=Q(since__lte=at + ahead - told))
            for n, ahead in enumerate(AHEAD)
        },
        every=Count("case"),
    )
    return Bands("word to who wrote", _apart(list(counts.values())))


def loads(*, at: datetime, hidden: Collection[int] = ()) -> list[Load]:
    """What each case manager has before them, the fullest first.

    Args:
        at: now.
        hidden: keys of accounts that whoever asks may not read.
    """
    ours = Q(owner="platform")
    rows = (
        _shown(hidden)
        .order_by()
        .values(name=F("manager__name"))
        .annotate(
            every=Count("pk"),
            late=Count("pk", filter=ours & Q(due_at__lte=at)),
            wait=Count("pk", filter=ours & Q(due_at__gt=at)),
            oldest=Min("opened_at"),
        )
        .order_by("-every", "name")
    )
    return [
        Load(
            manager=row["name"] or "",
            waiting=row["wait"],
            overdue=row["late"],
            theirs=row["every"] - row["late"] - row["wait"],
            oldest=row["oldest"],
        )
        for row in rows
    ]


def missed(*, since: datetime, hidden: Collection[int] = ()) -> list[Missed]:
    """How often each clock ran out, month by month, the latest first.

    Args:
        since: from when on, inclusive.
        hidden: keys of accounts that whoever asks may not read.
    """
    rows = (
        ClockBreach.objects.filter(at__gte=since)
        .exclude(case__account__in=hidden)
        .annotate(month=TruncMonth("at"))
        .values("month", "what", "consequence")
        .annotate(number=Count("pk"))
        .order_by("-month", "what", "consequence")
    )
    return [
        Missed(row["month"].date(), row["what"], row["consequence"], row["number"]) for row in rows
    ]


def _shown(hidden: Collection[int]) -> QuerySet[Place]:
    return Place.objects.exclude(case__account__in=hidden) if hidden else Place.objects.all()
