"""How long people waited, month by month: half of them, and nine in ten."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection

from goodstanding.reports.transparency.cells import FEWEST


@dataclass(frozen=True)
class Month:
    """One month: how many were done in it, and how long that had taken.

    Attributes:
        month: its first day.
        number: how many; None where too few to be told.
        half: the median time; None where too few to be told.
        most: the time within which nine in ten were done; None where too few.
        kept: the share done by the time that was promised, 0 to 1; None where too few, or where
            no time is fixed.
    """

    month: date
    number: int | None
    half: timedelta | None
    most: timedelta | None
    kept: float | None


@dataclass(frozen=True)
class Pace:
    """What people wait for, what we promise, and how long it took, oldest month first."""

    slug: str
    title: str
    promise: str
    months: tuple[Month, ...]

    @property
    def due(self) -> bool:
        """Whether a time is promised that each wait can be held against."""
        return any(month.kept is not None for month in self.months)


FIRST_WORDS = """
SELECT c.opened_at AS began, LEAST(
    (SELECT min(served_at) FROM cases_preliminarynotice WHERE case_id = c.id),
    (SELECT min(at) FROM cases_decision WHERE case_id = c.id)) AS done,
    NULL::timestamptz AS due FROM cases_case c"""
DECISIONS = """
SELECT c.opened_at AS began, d.at AS done, NULL::timestamptz AS due
FROM cases_decision d JOIN cases_case c ON c.id = d.case_id
WHERE d.decided_by_id IS NOT NULL AND d.confirms_id IS NULL"""
APPEALS = """
SELECT a.filed_at AS began, o.at AS done, a.reply_due_at AS due
FROM appeals_appealoutcome o JOIN appeals_appeal a ON a.id = o.appeal_id"""
TALKS = """
SELECT r.at AS began, t.at AS done, r.due_at AS due
FROM cases_talk t JOIN cases_talkrequest r ON r.id = t.request_id WHERE t.held"""
WORDS = """
SELECT m.at AS began, h.at AS done, m.at + make_interval(days => {days}) AS due
FROM cases_heed h JOIN cases_message m ON m.id = h.message_id WHERE h.answer_id IS NOT NULL"""
WAITS = (
    (
        "first_word",
        "From opening a case to our first word",
        "You hear what a case is about before anything is taken from you.",
        FIRST_WORDS,
    ),
    (
        "decision",
        "From opening a case to a decision by a person",
        "You have at least 7 days to answer before anything is decided against you.",
        DECISIONS,
    ),
    (
        "appeal",
        "From an appeal to its answer",
        "Another person answers within 14 days, or what you appealed against ends.",
        APPEALS,
    ),
    (
        "talk",
        "From asking to talk with a person to the talk",
        "Within 7 days, and nothing is decided against you before that talk.",
        TALKS,
    ),
    (
        "word",
        "From a message of yours in a case to our word",
        "Within {days} days. No law asks for it: we do.",
        WORDS,
    ),
)
BY_MONTH = """
SELECT date_trunc('month', done AT TIME ZONE 'UTC')::date, count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY done - began),
    percentile_cont(0.9) WITHIN GROUP (ORDER BY done - began),
    avg((done <= due)::int)::float
FROM ({}) AS waited WHERE done >= %s AND done < %s GROUP BY 1 ORDER BY 1"""


def pace(*, since: datetime, until: datetime) -> tuple[Pace, ...]:
    """How long what was done in a time had taken, by the month in which it was done.

    Args:
        since: from when on, inclusive.
        until: until when, exclusive.
    """
    told = {"days": settings.REPLY_DAYS}
    return tuple(
        Pace(slug, title, promise.format(**told), _months(waited.format(**told), since, until))
        for slug, title, promise, waited in WAITS
    )


def _months(waited: str, since: datetime, until: datetime) -> tuple[Month, ...]:
    with connection.cursor() as cursor:
        cursor.execute(BY_MONTH.format(waited), [since, until])
        return tuple(
            Month(month, *told) if told[0] >= FEWEST else Month(month, None, None, None, None)
            for month, *told in cursor.fetchall()
        )
