"""What is held, until when, who looked at it, and what is due to be let go."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    F,
    Func,
    QuerySet,
    Sum,
)
from django.db.models.functions import Coalesce

from goodstanding.accounts.models import Account
from goodstanding.funds.models import Contest, Hold, HoldPart
from goodstanding.law import hold as law
from goodstanding.law.clocks import GOLD, Clocks
from goodstanding.law.hold import Ground, Pot
from goodstanding.law.terms import Family, Money

LAPSES = Func(F("pk"), function="funds_lapses_at", output_field=DateTimeField())
"""When a hold lapses, as the database reckons it."""

NOBODY_LOOKED = "Nobody looked at the hold in time."
"""Why a hold is let go before its end."""

SHOWN = ("parts__release", "parts__transfers", "reviews__by")
"""What a hold is shown with."""


@dataclass(frozen=True)
class PartView:
    """What is (or was) held of one contract; `given` of it went to the other party."""

    contract: str
    money: Money
    given: Money
    released_at: datetime | None
    reason: str

    @property
    def back(self) -> Money:
        """What came back, or will: all but what went to the other party."""
        return Money(self.money.minor - self.given.minor, self.money.currency)


@dataclass(frozen=True)
class LookView:
    """Somebody looked at a hold, and why it went on."""

    at: datetime
    by: str
    reasons: str


@dataclass(frozen=True)
class HoldView:
    """A hold as people are shown it. `released_at` is None while any part of it is held.

    `lapses_at` is its end, or the moment by which a person must look at it, whichever is earlier.
    """

    id: UUID
    family: Family
    parts: tuple[PartView, ...]
    placed_at: datetime
    ends_at: datetime
    released_at: datetime | None
    cause: str
    ground: Ground
    lapses_at: datetime
    looks: tuple[LookView, ...]


def holds(account: Account) -> list[HoldView]:
    """A member's holds, latest first, released ones too."""
    found = account.holds.prefetch_related(*SHOWN).order_by("-placed_at", "id")
    return [_view(one) for one in found]


def hold(id_: UUID) -> Hold | None:
    """One hold, if there is one of this id."""
    return Hold.objects.select_related("account").filter(pk=id_).first()


def hold_view(id_: UUID) -> HoldView:
    """One hold as people are shown it."""
    return _view(Hold.objects.prefetch_related(*SHOWN).get(id=id_))


def _view(one: Hold) -> HoldView:
    parts = tuple(_part_view(part) for part in sorted(one.parts.all(), key=lambda p: p.contract))
    released = [part.released_at for part in parts if part.released_at]
    return HoldView(
        id=one.id,
        family=Family(one.family),
        parts=parts,
        placed_at=one.placed_at,
        ends_at=end_of(one),
        released_at=max(released) if len(released) == len(parts) else None,
        cause=one.cause,
        ground=Ground(one.ground),
        lapses_at=lapses_at(one),
        looks=tuple(
            LookView(look.at, look.by.name, look.reasons)
            for look in sorted(one.reviews.all(), key=lambda look: look.at)
        ),
    )


def _part_view(part: HoldPart) -> PartView:
    release = getattr(part, "release", None)
    return PartView(
        contract=part.contract,
        money=Money(part.amount, part.currency),
        given=Money(sum(one.amount for one in part.transfers.all()), part.currency),
        released_at=release.at if release else None,
        reason=release.reason if release else "",
    )


def unreleased() -> QuerySet[HoldPart]:
    """Parts of which something is still held, with `gone`: what was transferred of them."""
    gone = Coalesce(Sum("transfers__amount"), 0, output_field=BigIntegerField())
    return HoldPart.objects.filter(release=None).annotate(gone=gone).filter(amount__gt=F("gone"))


def left_of(part: HoldPart) -> int:
    """What is still held of a part that `unreleased` gave, in minor units."""
    return part.amount - int(getattr(part, "gone", 0))


def still_held() -> list[tuple[Hold, datetime]]:
    """Holds that keep something and when each lapses; what lapses first comes first."""
    found = Hold.objects.filter(pk__in=unreleased().values("hold")).annotate(lapses=LAPSES)
    lasting = found.select_related("account", "extension").order_by("lapses", "pk")
    return [(one, one.lapses) for one in lasting]


def lapsed(*, at: datetime) -> QuerySet[Hold]:
    """Holds that keep something though their end has come or a weekly look was missed (P4)."""
    found = Hold.objects.filter(pk__in=unreleased().values("hold")).annotate(lapses=LAPSES)
    return found.filter(lapses__lte=at).order_by("lapses", "id")


def lapses_at(hold: Hold) -> datetime:
    """When a hold lapses: at its end, or when a weekly look at it is missed (P4; G21)."""
    return Hold.objects.annotate(lapses=LAPSES).get(pk=hold.pk).lapses


def end_of(hold: Hold) -> datetime:
    """The end a hold was given, or the later one it got because its dispute went a step up."""
    extension = getattr(hold, "extension", None)
    return extension.ends_at if extension else hold.ends_at


def pots_of(hold: Hold) -> list[Pot]:
    """The contracts and currencies of a hold."""
    return [Pot(part.contract, part.currency) for part in hold.parts.order_by("pk")]


def time_held(
    account: Account, pot: Pot, ground: Ground, *, at: datetime, but: Hold | None = None
) -> timedelta:
    """How long money of a pot was held on a ground before a time; what overlaps counts once.

    Args:
        account: whose pot.
        pot: the contract and currency.
        ground: the ground.
        at: the time; a hold under way counts until then.
        but: leave this hold out.
    """
    parts = HoldPart.objects.filter(
        hold__account=account,
        hold__ground=ground,
        hold__placed_at__lt=at,
        contract=pot.contract,
        currency=pot.currency,
    ).select_related("hold", "hold__extension", "release")
    total, reached = timedelta(0), datetime.min.replace(tzinfo=at.tzinfo)
    for part in parts.exclude(hold=but).order_by("hold__placed_at"):
        release = getattr(part, "release", None)
        until = min(release.at if release else at, end_of(part.hold), at)
        since = max(part.hold.placed_at, reached)
        total += max(until - since, timedelta(0))
        reached = max(reached, until)
    return total


def latest_end(
    account: Account,
    pots: Collection[Pot],
    ground: Ground,
    *,
    at: datetime,
    clocks: Clocks = GOLD,
) -> datetime | None:
    """When a hold placed now ends at the latest (P4; G22); None where an order decides.

    Args:
        account: whose money.
        pots: what is to be held.
        ground: why.
        at: now.
        clocks: the lengths that bind for the member.
    """
    before = max(time_held(account, pot, ground, at=at) for pot in pots)
    return law.ends_by(ground, at, held_before=before, clocks=clocks)


def latest_extension(one: Hold) -> datetime | None:
    """Until when a hold could last at most if its dispute went a step up (G22)."""
    before = max(
        time_held(one.account, pot, Ground.DISPUTE, at=one.placed_at, but=one)
        for pot in pots_of(one)
    )
    return law.ends_by(Ground.DISPUTE, one.placed_at, held_before=before, escalated=True)


def above_contest() -> Iterator[HoldPart]:
    """Parts to let go so that no more is held than is still contested. Fraud holds are not bounded.

    Of a contract's parts the smallest that covers what is too much goes first; where none does,
    the largest. A part is let go whole, so at most the contested sum stays held.
    """
    bounded = unreleased().exclude(hold__family=Family.FRAUD).select_related("hold__account")
    by_contract: dict[tuple[Account, str, str], list[HoldPart]] = {}
    for part in bounded.order_by("hold__placed_at", "pk"):
        key = (part.hold.account, part.contract, part.currency)
        by_contract.setdefault(key, []).append(part)
    for (account, contract, currency), parts in by_contract.items():
        open_ones = Contest.objects.filter(
            account=account, contract=contract, currency=currency, end=None
        )
        yield from _excess(parts, open_ones.aggregate(sum=Sum("amount"))["sum"] or 0)


def _excess(parts: list[HoldPart], limit: int) -> Iterator[HoldPart]:
    left = list(parts)
    while (excess := sum(left_of(part) for part in left) - limit) > 0:
        covering = [part for part in left if left_of(part) >= excess]
        chosen = min(covering, key=left_of) if covering else max(left, key=left_of)
        left.remove(chosen)
        yield chosen
