"""A clock as people read it: how far away, and exactly when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.law.procedure import Due

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNITS = ((DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes"))
SOON = 2 * DAY


@dataclass(frozen=True)
class Clock:
    """Something due: what, from whom, when, and how far away that is.

    `urgency` is `overdue`, `soon` (within two days) or `calm`; a member's time is never urgent.
    """

    at: datetime
    what: str
    owner: str
    words: str
    urgency: str


def clock(due: Due | None, *, at: datetime) -> Clock | None:
    """A due thing as people read it."""
    if due is None:
        return None
    urgency = "calm"
    if due.owner == "platform":
        urgency = "overdue" if due.at <= at else "soon" if due.at - at <= SOON else "calm"
    return Clock(due.at, due.what, due.owner, distance(due.at, at=at), urgency)


def distance(moment: datetime, *, at: datetime) -> str:
    """How far a moment is away, in the largest unit of which there are two or more.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    >>> distance(noon + 3 * DAY, at=noon), distance(noon - 5 * HOUR, at=noon)
    ('in 3 days', '5 hours ago')
    """
    away = abs(moment - at)
    for unit, name in UNITS:
        if away >= 2 * unit:
            count = f"{away // unit} {name}"
            return f"in {count}" if moment > at else f"{count} ago"
    return "now"
