"""Let held money go: by the clock, because the contest is over, or because a person says so."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from goodstanding.funds import queries
from goodstanding.funds.models import Entry, Hold, HoldPart, LedgerAccount, Release
from goodstanding.funds.postings import ledger


@transaction.atomic
def release_hold(*, hold: Hold, reason: str, by: str, at: datetime) -> list[Release]:
    """Let go what is still held of a hold; nothing where nothing is.

    Args:
        hold: the hold.
        reason: why, in words fit to be shown to the member.
        by: who decided it.
        at: now.
    """
    return _release(queries.unreleased().filter(hold=hold), reason=reason, by=by, at=at)


@transaction.atomic
def release_due(*, at: datetime, hold: Hold | None = None) -> list[Hold]:
    """Let go every hold whose end has come or that nobody looked at in time (P4).

    Args:
        at: now.
        hold: only this one; None for all.

    Returns:
        Those that were still held.
    """
    released = []
    for one in queries.lapsed(at=at):
        if hold is None or one == hold:
            reason = (
                "The hold reached its end." if queries.end_of(one) <= at else queries.NOBODY_LOOKED
            )
            released += release_hold(hold=one, reason=reason, by=ledger.CLOCK, at=at)
    return _holds_of(released)


@transaction.atomic
def release_settled(*, at: datetime, hold: Hold | None = None) -> list[Hold]:
    """Let go what is held above what is still contested; the holds it was part of.

    A contest ends when the marketplace reports the dispute closed, or the contract ended well
    after it. Of a hold on five contracts the parts go one by one. A fraud hold stays.

    Args:
        at: now.
        hold: only parts of this one; None for all.
    """
    parts = [part.pk for part in queries.above_contest() if hold is None or part.hold == hold]
    reason = "What was held is no longer contested."
    settled = queries.unreleased().filter(pk__in=parts)
    return _holds_of(_release(settled, reason=reason, by=ledger.CLOCK, at=at))


def _holds_of(released: Iterable[Release]) -> list[Hold]:
    return list({release.part.hold_id: release.part.hold for release in released}.values())


def _release(parts: QuerySet[HoldPart], *, reason: str, by: str, at: datetime) -> list[Release]:
    pairs = parts.values_list("entry__source", "entry__target")
    ledger.locked(LedgerAccount.objects.filter(pk__in={pot for pair in pairs for pot in pair}))
    # Read again, now that the pots stand still: another may have released some meanwhile.
    left = list(parts.select_related("hold__account", "entry").order_by("pk"))
    moved = Entry.objects.bulk_create(
        Entry(
            source_id=part.entry.target_id,
            target_id=part.entry.source_id,
            amount=queries.left_of(part),
            cause=f"release of hold {part.hold_id}",
            key=f"release:{part.pk}",
            by=by,
            at=at,
        )
        for part in left
    )
    return Release.objects.bulk_create(
        Release(part=part, entry=entry, reason=reason, by=by, at=at)
        for part, entry in zip(left, moved, strict=True)
    )
