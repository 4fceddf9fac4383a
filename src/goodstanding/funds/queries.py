"""What is payable, contested and held, and whether the ledger adds up."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Exists, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from goodstanding.accounts.models import Account
from goodstanding.funds.models import Contest, Entry, Hold, HoldPart, LedgerAccount, Unposted
from goodstanding.law import hold
from goodstanding.law.terms import Family, Money


@dataclass(frozen=True)
class Balance:
    """A contract's money: what can be paid out, and what is held back."""

    payable: Money
    held: Money


@dataclass(frozen=True)
class PartView:
    """What is (or was) held of one contract."""

    contract: str
    money: Money
    released_at: datetime | None
    reason: str


@dataclass(frozen=True)
class HoldView:
    """A hold as people are shown it. `released_at` is None while any part of it is held."""

    id: UUID
    family: Family
    parts: tuple[PartView, ...]
    placed_at: datetime
    ends_at: datetime
    released_at: datetime | None
    cause: str


def balances(account: Account) -> dict[str, Balance]:
    """What is payable and what is held, contract by contract (a contract has one currency)."""
    found: dict[str, dict[str, Money]] = {}
    pots = LedgerAccount.objects.filter(owner=account, purpose__in=["payable", "held"])
    for pot in pots.order_by("contract"):
        found.setdefault(pot.contract, {})[pot.purpose] = Money(pot.balance, pot.currency)
    return {
        contract: Balance(
            payable=of.get("payable", Money(0, next(iter(of.values())).currency)),
            held=of.get("held", Money(0, next(iter(of.values())).currency)),
        )
        for contract, of in found.items()
    }


def contested(account: Account, *, contracts: Collection[str] | None = None) -> dict[str, Money]:
    """The sum of the open contests of each contested contract.

    Args:
        account: whose contracts.
        contracts: only these; None for all.
    """
    open_ones = Contest.objects.filter(account=account, end=None)
    if contracts is not None:
        open_ones = open_ones.filter(contract__in=contracts)
    sums = open_ones.values_list("contract", "currency").annotate(Sum("amount"))
    return {
        contract: Money(int(minor), currency)
        for contract, currency, minor in sums.order_by("contract")
    }


def holdable(
    account: Account, family: Family, *, contracts: Collection[str] | None = None
) -> dict[str, Money]:
    """The most that may still be held of each contract, on a ground, beside what is held already.

    Args:
        account: whose money.
        family: the ground.
        contracts: only these; None for all.
    """
    known = balances(account)
    free = {
        contract: Money(sum_.minor - known[contract].held.minor, sum_.currency)
        for contract, sum_ in contested(account, contracts=contracts).items()
        if contract in known
    }
    payable = {
        contract: of.payable
        for contract, of in known.items()
        if contracts is None or contract in contracts
    }
    return hold.ceiling(family, free, payable)


def holds(account: Account) -> list[HoldView]:
    """A member's holds, latest first, released ones too."""
    found = account.holds.prefetch_related("parts__release").order_by("-placed_at", "id")
    return [_view(one) for one in found]


def hold_view(id_: UUID) -> HoldView:
    """One hold as people are shown it."""
    return _view(Hold.objects.prefetch_related("parts__release").get(id=id_))


def _view(one: Hold) -> HoldView:
    parts = tuple(_part_view(part) for part in sorted(one.parts.all(), key=lambda p: p.contract))
    released = [part.released_at for part in parts if part.released_at]
    return HoldView(
        id=one.id,
        family=Family(one.family),
        parts=parts,
        placed_at=one.placed_at,
        ends_at=one.ends_at,
        released_at=max(released) if len(released) == len(parts) else None,
        cause=one.cause,
    )


def _part_view(part: HoldPart) -> PartView:
    release = getattr(part, "release", None)
    return PartView(
        contract=part.contract,
        money=Money(part.amount, part.currency),
        released_at=release.at if release else None,
        reason=release.reason if release else "",
    )


def unreleased() -> QuerySet[HoldPart]:
    """Parts of holds that are still held."""
    return HoldPart.objects.filter(release=None)


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
        sum_ = contested(account, contracts=[contract]).get(contract, Money(0, currency))
        yield from _excess(parts, sum_.minor)


def _excess(parts: list[HoldPart], limit: int) -> Iterator[HoldPart]:
    left = list(parts)
    while (excess := sum(part.amount for part in left) - limit) > 0:
        covering = [part for part in left if part.amount >= excess]
        chosen = (
            min(covering, key=lambda part: part.amount)
            if covering
            else max(left, key=lambda part: part.amount)
        )
        left.remove(chosen)
        yield chosen


def outstanding() -> QuerySet[Unposted]:
    """Money the marketplace says it moved and the ledger has not followed, oldest event first."""
    posted = Entry.objects.filter(key=OuterRef("key"))
    key = Concat(Value("event:"), Cast("event", CharField()))
    return Unposted.objects.annotate(key=key).filter(~Exists(posted)).order_by("event")


CHECKS = (
    """SELECT 'The pots in ' || currency || ' sum to ' || funds_money(sum(balance), currency)
            || '; money is conserved, so they sum to 0.'
        FROM funds_ledgeraccount GROUP BY currency HAVING sum(balance) <> 0""",
    """SELECT 'Pot ' || pot.id || ' has a balance of ' || funds_money(pot.balance, pot.currency)
            || '; its entries sum to ' || funds_money(coalesce(moved.sum, 0), pot.currency) || '.'
        FROM funds_ledgeraccount pot LEFT JOIN (
            SELECT id, sum(amount) FROM (
                SELECT target_id AS id, amount FROM funds_entry
                UNION ALL SELECT source_id, -amount FROM funds_entry) both_sides GROUP BY id
        ) moved USING (id) WHERE pot.balance <> coalesce(moved.sum, 0) ORDER BY pot.id""",
    """SELECT 'Pot ' || id || ' (' || purpose || ' of contract ' || contract || ') is below zero: '
            || funds_money(balance, currency) || '.'
        FROM funds_ledgeraccount WHERE balance < 0 AND purpose <> 'marketplace' ORDER BY id""",
    """SELECT 'Held of contract ' || contract || ': the pot has ' || funds_money(pot, currency)
            || ', the holds on it sum to ' || funds_money(parts, currency) || '.'
        FROM (SELECT owner_id, contract, currency, sum(pot) AS pot, sum(part) AS parts FROM (
            SELECT owner_id, contract, currency, balance AS pot, 0 AS part
                FROM funds_ledgeraccount WHERE purpose = 'held'
            UNION ALL SELECT h.account_id, p.contract, p.currency, 0, p.amount
                FROM funds_holdpart p JOIN funds_hold h ON h.id = p.hold_id
                LEFT JOIN funds_release r ON r.part_id = p.id WHERE r.id IS NULL
        ) both_sides GROUP BY owner_id, contract, currency) sums
        WHERE pot <> parts ORDER BY contract""",
)
"""Each gives one sentence a problem."""


def check_ledger() -> list[str]:
    """Prove that money is conserved; every problem found, as a sentence.

    The pots of a currency sum to zero, every balance is the sum of its entries, none but the
    marketplace's is below zero, and what is held is what holds say. What the marketplace reported
    and the ledger could not follow, and what is held above what is still contested, is told too.
    """
    problems = []
    with connection.cursor() as cursor:
        for check in CHECKS:
            cursor.execute(check)
            problems += [sentence for (sentence,) in cursor.fetchall()]
    problems += [f"Event {one.event} is not posted: {one.reason}." for one in outstanding()]
    problems += [
        f"Hold {part.hold_id} keeps {Money(part.amount, part.currency)} of contract "
        f"{part.contract}, which is no longer contested; its release is due."
        for part in above_contest()
    ]
    return problems
