"""Every event of the record in order of time, numbered and chained, a row at a time."""

import heapq
from collections.abc import Iterator
from datetime import datetime

from goodstanding.law.duties.sequence import CHAIN, link
from goodstanding.reports.log import (
    appealing,
    deciding,
    effects,
    hearing,
    money,
    remedying,
    reporting,
    rules,
    talks,
    telling,
)
from goodstanding.reports.log.line import Fields, Line

SOURCES = (
    hearing.rules,
    hearing.cases,
    reporting.received,
    reporting.acknowledged,
    hearing.evidence,
    hearing.preliminary,
    talks.asked,
    talks.held,
    hearing.responses,
    deciding.decisions,
    deciding.statements,
    reporting.decided,
    reporting.told,
    remedying.requested,
    effects.beginnings,
    appealing.opened,
    appealing.acknowledged,
    appealing.assigned,
    appealing.decided,
    reporting.appealed,
    reporting.appeal_acknowledged,
    reporting.appeal_assigned,
    reporting.appeal_decided,
    reporting.reopened,
    reporting.appeal_told,
    remedying.proved,
    effects.endings,
    remedying.completed,
    remedying.probations,
    appealing.told,
    appealing.remedies,
    money.holds,
    money.told,
    money.reviews,
    money.extensions,
    money.releases,
    money.transfers,
    money.payouts,
    rules.lost,
    rules.given_back,
    telling.exports,
)
"""What is written, of each kind in order of time; of one moment in this order."""


def events(*, at: datetime) -> Iterator[Fields]:
    """The record up to a time as a log, earliest first.

    Rows are read as they are needed, so a record of any size fits in memory.

    Args:
        at: the time; what is to happen later is left out.

    Yields:
        Events with `seq`, `type`, `at`, `actor`, what they say, and their place in the chain.
    """
    place = ""
    ranked = (_ranked(rank, source(at=at)) for rank, source in enumerate(SOURCES))
    merged = heapq.merge(*ranked, key=lambda one: (one[1].at, one[0]))
    for number, (_, line) in enumerate(merged, start=1):
        event = line.event(number)
        place = link(place, event)
        yield {**event, CHAIN: place}


def _ranked(rank: int, lines: Iterator[Line]) -> Iterator[tuple[int, Line]]:
    return ((rank, line) for line in lines)
