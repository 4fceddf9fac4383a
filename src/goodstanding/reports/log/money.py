"""Holds, releases and payouts, as lines of the log. Amounts are whole minor units."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet, Sum

from goodstanding.funds.models import (
    Contest,
    Entry,
    Hold,
    HoldExtension,
    HoldPart,
    HoldReview,
    Release,
    Transfer,
)
from goodstanding.funds.queries.held import NOBODY_LOOKED
from goodstanding.law.terms import Family
from goodstanding.reports.log.deciding import told as notices
from goodstanding.reports.log.line import CHUNK, Fields, Line, stamp


def _parts() -> QuerySet[HoldPart]:
    return HoldPart.objects.select_related("hold__account", "hold__decision__case", "release")


def _ids(one: HoldPart) -> Fields:
    """What a held part belongs to; money of each contract is a hold of its own."""
    decision = getattr(one.hold, "decision", None)
    return {
        "case_id": decision.case.reference if decision else None,
        "decision_id": str(decision.id) if decision else None,
        "hold_id": f"{one.hold_id}/{one.pk}",
    }


def holds(*, at: datetime) -> Iterator[Line]:
    """Each hold on the money of a contract."""
    found = _parts().filter(hold__placed_at__lte=at)
    for one in found.order_by("hold__placed_at", "id").iterator(chunk_size=CHUNK):
        hold = one.hold
        fields: Fields = {
            **_ids(one),
            "amount": one.amount,
            "currency": one.currency,
            "ground": hold.ground,
            "exposure_basis": _exposure(one),
            "release_by": stamp(hold.ends_at),
            "payee": hold.account.name,
        }
        yield Line(hold.placed_at, "hold.placed", hold.placed_by, fields)


def _exposure(one: HoldPart) -> Fields | str:
    """What was contested of the contract when the hold was placed; in fraud, all that was there."""
    hold = one.hold
    if hold.family == Family.FRAUD:
        return "all that was payable: fraud"
    open_ones = Contest.objects.filter(
        account=hold.account, contract=one.contract, currency=one.currency
    )
    open_ones = open_ones.filter(
        Q(end=None) | Q(end__at__gt=hold.placed_at), at__lte=hold.placed_at
    )
    return {"amount": open_ones.aggregate(sum=Sum("amount"))["sum"] or 0, "what": "contested"}


def told(*, at: datetime) -> Iterator[Line]:
    """Each hold, told to the member in the notice of its decision."""
    found = notices().filter(decision__hold__isnull=False, reached__lte=at)
    found = found.select_related("decision__hold").prefetch_related("decision__hold__parts")
    for one in found.order_by("reached", "id").iterator(chunk_size=CHUNK):
        hold = one.decision.hold
        for part in hold.parts.all() if hold else ():
            fields: Fields = {
                "case_id": one.reference,
                "decision_id": str(one.decision.id),
                "hold_id": f"{part.hold_id}/{part.pk}",
            }
            yield Line(one.reached, "hold.notice", one.signed_by, fields)


def extensions(*, at: datetime) -> Iterator[Line]:
    """Each hold that goes on to a later end, for every contract of which something is held."""
    found = HoldExtension.objects.filter(at__lte=at).select_related("by", "hold")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        for part in _held_at(one.hold, one.at):
            told = {"release_by": stamp(one.ends_at), "escalation": one.escalation}
            yield Line(one.at, "hold.extended", one.by.name, {**_ids(part), **told})


def transfers(*, at: datetime) -> Iterator[Line]:
    """What of held parts went to the other party; where all of one has gone, its hold is over."""
    found = Transfer.objects.filter(at__lte=at).select_related(
        "part__hold__decision__case", "part__release", "entry", "recipient"
    )
    gone: dict[int, int] = {}
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        part, by = one.part, one.entry.by
        gone[part.pk] = gone.get(part.pk, 0) + one.amount
        left = part.amount - gone[part.pk]
        fields: Fields = {
            **_ids(part),
            "amount": one.amount,
            "currency": part.currency,
            "payee": one.recipient.name,
            "basis": "award" if one.award_id else "reversal",
            "reason": one.cause,
            "left": left,
        }
        yield Line(one.at, "hold.transferred", by, fields)
        if not left:
            told = {"amount": 0, "currency": part.currency, "reason": one.cause}
            yield Line(one.at, "hold.released", by, {**_ids(part), **told})


def releases(*, at: datetime) -> Iterator[Line]:
    """Each release."""
    found = Release.objects.filter(at__lte=at)
    found = found.select_related("part__hold__account", "part__hold__decision__case", "entry")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_ids(one.part),
            "amount": one.entry.amount,
            "currency": one.part.currency,
            "reason": one.reason,
            "lapsed": one.reason == NOBODY_LOOKED or None,
        }
        yield Line(one.at, "hold.released", one.by, fields)


def reviews(*, at: datetime) -> Iterator[Line]:
    """Each weekly look at a hold, of every contract of it that was still held then."""
    found = HoldReview.objects.filter(at__lte=at).select_related("by", "hold__decision__case")
    for look in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        for part in _held_at(look.hold, look.at):
            fields: Fields = {**_ids(part), "reason": look.reasons}
            yield Line(look.at, "hold.reviewed", look.by.name, fields)


def _held_at(hold: Hold, at: datetime) -> Iterator[HoldPart]:
    """The parts of a hold of which something was still held at a time."""
    for part in _parts().filter(hold=hold).prefetch_related("transfers").order_by("id"):
        release = getattr(part, "release", None)
        gone = sum(one.amount for one in part.transfers.all() if one.at <= at)
        if gone < part.amount and (release is None or release.at > at):
            yield part


def payouts(*, at: datetime) -> Iterator[Line]:
    """Each payment from what was payable to the world outside."""
    found = Entry.objects.filter(
        at__lte=at, source__purpose="payable", target__purpose="marketplace"
    )
    found = found.select_related("source__owner", "target")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        owner = one.source.owner
        fields: Fields = {
            "payout_id": one.key,
            "payee": owner.name if owner else None,
            "amount": one.amount,
            "currency": one.source.currency,
        }
        yield Line(one.at, "payout.made", one.by, fields)
