"""Where the money came from that reached a member's contracts, and where it is or went.

Whole sums of the ledger's entries: what came in is what went out and what is still there, to the
cent.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Sum

from goodstanding.accounts.models import Account
from goodstanding.events import queries as events
from goodstanding.funds.models import Contest, Entry, HoldPart, LedgerAccount
from goodstanding.funds.queries.pots import balances, contested
from goodstanding.law.terms import Money

OWN = ("payable", "held")
"""The purposes of members' own pots; the world outside is nobody's."""

REFUNDS = 'SELECT account, "at", "row" FROM payment_refunded'
"""Which events told of money a member gave back, as a relation over their record."""

Sums = dict[str, dict["Place", int]]
"""Minor units by currency and place."""


class Place(StrEnum):
    """Where money came from (the first three), went, or is (the last three)."""

    EARNED = "earned"
    RECEIVED = "received"
    COMPENSATED = "compensated"
    PAID_OUT = "paid_out"
    REFUNDED = "refunded"
    LEFT = "left"
    GIVEN_BACK = "given_back"
    HELD = "held"
    CONTESTED = "contested"
    PAYABLE = "payable"


EARNED_OR_NOT = {True: Place.EARNED, False: Place.COMPENSATED}
"""What came from outside: as the marketplace reported it, or to make good what we did."""

SOURCES = (Place.EARNED, Place.RECEIVED, Place.COMPENSATED)
"""Where money comes from. The other places are where it goes."""


@dataclass(frozen=True)
class Flow:
    """Money in one currency: where it came from and where it went or is, nothing that is naught.

    Both add up to the same sum. `PAYABLE` is not contested; `CONTESTED` is, and is payable all the
    same because it is not held. `LEFT` is paid out or refunded, where the two are not told apart.
    """

    currency: str
    sources: Mapping[Place, Money]
    ends: Mapping[Place, Money]

    @property
    def total(self) -> Money:
        """All that came in."""
        return Money(sum(one.minor for one in self.sources.values()), self.currency)


def flow(account: Account, *, contracts: Collection[str] | None = None, at: datetime) -> list[Flow]:
    """A member's money from first to last, currency by currency.

    Args:
        account: whose money.
        contracts: only these; None for all.
        at: now; what a hold kept that has lapsed by then is payable.
    """
    mine = LedgerAccount.objects.filter(owner=account, purpose__in=OWN)
    if contracts is not None:
        mine = mine.filter(contract__in=contracts)
    sums = _moved(mine)
    _tell_refunds_apart(sums, mine, account)
    _add_what_is_there(sums, account, contracts, at)
    return _flows(sums)


def _add_what_is_there(
    sums: Sums, account: Account, contracts: Collection[str] | None, at: datetime
) -> None:
    asked = contested(account)
    for pot, there in balances(account, at=at).items():
        if contracts is None or pot.contract in contracts:
            of = sums.setdefault(pot.currency, {})
            free = (asked[pot].minor if pot in asked else 0) - there.held.minor
            shown = min(max(free, 0), there.payable.minor)
            _add(of, Place.HELD, there.held.minor)
            _add(of, Place.CONTESTED, shown)
            _add(of, Place.PAYABLE, there.payable.minor - shown)


def flow_of_all(*, hidden: Collection[int] = ()) -> list[Flow]:
    """The money of all members together, as the ledger is written.

    Args:
        hidden: keys of accounts whose money is left out.
    """
    pots = LedgerAccount.objects.filter(purpose__in=OWN).exclude(owner__in=hidden)
    sums = _moved(pots)
    balance = pots.values_list("currency", "purpose").annotate(Sum("balance")).order_by()
    for currency, purpose, minor in balance:
        _add(sums.setdefault(currency, {}), Place(purpose), int(minor))
    return _flows(sums)


def ever_at_stake(account: Account) -> frozenset[str]:
    """The contracts of an account of which a sum was ever contested or held."""
    asked = Contest.objects.filter(account=account).values_list("contract", flat=True)
    held = HoldPart.objects.filter(hold__account=account).values_list("contract", flat=True)
    return frozenset(asked) | frozenset(held)


def _moved(mine: QuerySet[LedgerAccount]) -> Sums:
    """What came into pots from elsewhere, and what went out of them; not yet what is there."""
    sums: Sums = {}
    came = Entry.objects.filter(target__in=mine).exclude(source__purpose="payable")
    outside = Q(source__purpose="marketplace")
    for currency, minor, reported, _ in _grouped(came.filter(outside), "target"):
        _add(sums.setdefault(currency, {}), EARNED_OR_NOT[reported], minor)
    for currency, minor, *_ in _grouped(came.filter(transfer__isnull=False), "target"):
        _add(sums.setdefault(currency, {}), Place.RECEIVED, minor)
    went = Entry.objects.filter(source__in=mine)
    gone = went.filter(Q(target__purpose="marketplace") | Q(transfer__isnull=False))
    for currency, minor, _, moved in _grouped(gone, "source"):
        _add(sums.setdefault(currency, {}), Place.GIVEN_BACK if moved else Place.LEFT, minor)
    return sums


def _grouped(entries: QuerySet[Entry], side: str) -> Iterator[tuple[str, int, bool, bool]]:
    """Sums by currency, by whether an event reported them, and whether they went to a member."""
    named = entries.annotate(
        reported=ExpressionWrapper(Q(key__startswith="event:"), BooleanField()),
        moved=ExpressionWrapper(Q(transfer__isnull=False), BooleanField()),
    )
    found = named.values_list(f"{side}__currency", "reported", "moved").annotate(Sum("amount"))
    for currency, reported, moved, minor in found.order_by():
        yield currency, int(minor), reported, moved


def _tell_refunds_apart(sums: Sums, mine: QuerySet[LedgerAccount], account: Account) -> None:
    """Split what left into what the member gave back to clients and what was paid out to them."""
    told = events.relation(REFUNDS, accounts=[account.name])
    keys = [f"event:{row['row']}" for _, rows in told for row in rows]
    refunds = Entry.objects.filter(source__in=mine, key__in=keys)
    for currency, minor, *_ in list(_grouped(refunds, "source")):
        _add(sums[currency], Place.REFUNDED, minor)
        _add(sums[currency], Place.LEFT, -minor)
    for of in sums.values():
        if left := of.pop(Place.LEFT, 0):
            of[Place.PAID_OUT] = left


def _add(sums: dict[Place, int], place: Place, minor: int) -> None:
    sums[place] = sums.get(place, 0) + minor


def _flows(sums: Sums) -> list[Flow]:
    """A flow a currency in which anything moved, in order of its code."""
    found = []
    for currency, of in sorted(sums.items()):
        told = {one: Money(of[one], currency) for one in Place if of.get(one)}
        sources = {one: money for one, money in told.items() if one in SOURCES}
        ends = {one: money for one, money in told.items() if one not in SOURCES}
        if told:
            found.append(Flow(currency, sources, ends))
    return found
