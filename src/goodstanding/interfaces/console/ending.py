"""Decided cases in the queue's search, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodstanding.cases.drafting import rulings
from goodstanding.cases.queries import ended
from goodstanding.interfaces.console.ladder import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from goodstanding.cases.models import Case, Decision


@dataclass(frozen=True)
class Row:
    """A decided case: what was decided and when, where it stands now, whose it is."""

    case: Case
    decided: str
    at: datetime
    state: str
    sentence: str
    manager: str


def rows(
    found: QuerySet[Decision], after: str, length: int, *, at: datetime
) -> tuple[list[Row], str]:
    """A page of decided cases, and the reference of its last where more come after it.

    Args:
        found: what was asked for.
        after: the reference of the last case of the page before; "" for the first page.
        length: of a page.
        at: now.
    """
    last = ended.ending(after) if after else None
    if last:
        found = ended.before(found, last)
    shown = ended.a_page(found, length + 1, at=at)
    more = len(shown) > length
    told = [
        Row(
            case=one.case,
            decided=spoken(one.measure),
            at=one.at,
            state=one.state.replace("_", " "),
            sentence=one.sentence,
            manager=rulings.manager(one.case),
        )
        for one in shown[:length]
    ]
    return told, told[-1].case.reference if more else ""
