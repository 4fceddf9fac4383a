"""What was kept of a member's money at a time, why and until when, and what had lapsed by then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BigIntegerField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from goodstanding.accounts.models import Account
from goodstanding.funds.models import Hold, HoldPart
from goodstanding.funds.queries.held import LAPSES, end_of, left_of, unreleased
from goodstanding.law.hold import Ground
from goodstanding.law.terms import Money


@dataclass(frozen=True)
class Kept:
    """What one hold keeps of one contract, on which ground, and its end.

    `ends_at` is the end it has today; it is let go earlier if nobody looks at it in time.
    """

    hold: UUID
    ground: Ground
    contract: str
    money: Money
    ends_at: datetime


@dataclass(frozen=True)
class Lapsed:
    """Money of a hold that has lapsed, whose release is not written yet."""

    at: datetime
    hold: UUID
    contract: str
    money: Money


def kept(account: Account, *, until: datetime, at: datetime) -> Iterator[Kept]:
    """What each hold kept just before a time, oldest hold first.

    Args:
        account: whose money.
        until: the time.
        at: now; what lapsed by then is not kept from the moment it lapsed.
    """
    gone = Sum("transfers__amount", filter=Q(transfers__at__lt=until))
    parts = HoldPart.objects.filter(hold__account=account, hold__placed_at__lt=until)
    parts = parts.exclude(release__at__lt=until).exclude(
        release=None, hold__in=_lapsed_holds(account, until=until, at=at).values("pk")
    )
    whole = parts.annotate(gone=Coalesce(gone, 0, output_field=BigIntegerField()))
    found = whole.select_related("hold__extension").order_by("hold__placed_at", "contract", "pk")
    for part in found:
        if left := left_of(part):
            ground, money = Ground(part.hold.ground), Money(left, part.currency)
            yield Kept(part.hold_id, ground, part.contract, money, end_of(part.hold))


def lapsed_parts(account: Account, *, until: datetime, at: datetime) -> list[Lapsed]:
    """What lapsed before a time and is not written as released yet, in order of lapsing.

    Args:
        account: whose money.
        until: the time.
        at: now; nothing has lapsed later.
    """
    due = _lapsed_holds(account, until=until, at=at)
    when = dict(due.annotate(lapses=LAPSES).values_list("pk", "lapses"))
    parts = unreleased().filter(hold__in=when).order_by("contract", "pk")
    found = [
        Lapsed(when[one.hold_id], one.hold_id, one.contract, Money(left_of(one), one.currency))
        for one in parts
    ]
    return sorted(found, key=lambda one: one.at)


def _lapsed_holds(account: Account, *, until: datetime, at: datetime) -> QuerySet[Hold]:
    mine = Hold.objects.filter(account=account, pk__in=unreleased().values("hold"))
    lapses = mine.annotate(lapses=LAPSES).filter(lapses__lte=at, lapses__lt=until)
    return Hold.objects.filter(pk__in=lapses.values("pk"))
