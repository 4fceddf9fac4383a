"""What is payable, contested and held of a member's, pot by pot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from goodstanding.accounts.models import Account
from goodstanding.events import queries as events
from goodstanding.funds.models import Contest, LedgerAccount
from goodstanding.funds.queries.held import lapsed, left_of, unreleased
from goodstanding.law import hold
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Family, Money, decimals_of


@dataclass(frozen=True)
class Balance:
    """A contract's money in one currency: what can be paid out, and what is held back."""

    payable: Money
    held: Money


def balances(account: Account, *, at: datetime | None = None) -> dict[Pot, Balance]:
    """What is payable and what is held, contract by contract and currency by currency.

    Args:
        account: whose money.
        at: now; what a hold kept that has lapsed by then is payable, whether or not the worker
            has written its release yet. None for the ledger as it is written.
    """
    found: dict[Pot, dict[str, int]] = {}
    pots = LedgerAccount.objects.filter(owner=account, purpose__in=["payable", "held"])
    for one in pots.order_by("contract", "currency"):
        found.setdefault(Pot(one.contract, one.currency), {})[one.purpose] = one.balance
    if at is not None:
        due = unreleased().filter(hold__account=account, hold__in=lapsed(at=at))
        for part in due:
            of = found[Pot(part.contract, part.currency)]
            of["held"] -= left_of(part)
            of["payable"] = of.get("payable", 0) + left_of(part)
    return {
        pot: Balance(
            payable=Money(of.get("payable", 0), pot.currency),
            held=Money(of.get("held", 0), pot.currency),
        )
        for pot, of in found.items()
    }


def contested(account: Account, *, contracts: Collection[str] | None = None) -> dict[Pot, Money]:
    """The sum of the open contests of each contested contract, currency by currency.

    Args:
        account: whose contracts.
        contracts: only these; None for all.
    """
    open_ones = Contest.objects.filter(account=account, end=None)
    if contracts is not None:
        open_ones = open_ones.filter(contract__in=contracts)
    sums = open_ones.values_list("contract", "currency").annotate(Sum("amount"))
    return {
        Pot(contract, currency): Money(int(minor), currency)
        for contract, currency, minor in sums.order_by("contract", "currency")
    }


def contested_from(units: int) -> QuerySet[Contest, int]:
    """Keys of the accounts with open contests of at least so much in one currency together.

    Args:
        units: whole units of whichever currency, not cents.
    """
    open_ones = Contest.objects.filter(end=None).order_by()
    enough = Q(contested__lt=0)  # none, where nothing is contested
    for currency in open_ones.values_list("currency", flat=True).distinct():
        enough |= Q(currency=currency, contested__gte=units * 10 ** decimals_of(currency))
    sums = open_ones.values("account", "currency").annotate(contested=Sum("amount"))
    return sums.filter(enough).values_list("account", flat=True)


def holdable(
    account: Account, family: Family, *, contracts: Collection[str] | None = None
) -> dict[Pot, Money]:
    """The most that may still be held of each contract, on a ground, beside what is held already.

    Args:
        account: whose money.
        family: the ground.
        contracts: only these; None for all.
    """
    known = balances(account)
    free = {
        pot: Money(sum_.minor - known[pot].held.minor, sum_.currency)
        for pot, sum_ in contested(account, contracts=contracts).items()
        if pot in known
    }
    payable = {
        pot: of.payable
        for pot, of in known.items()
        if contracts is None or pot.contract in contracts
    }
    return hold.ceiling(family, free, payable)


def unpaid_contests(account: Account) -> dict[Pot, Money]:
    """What is contested in a currency in which the contract was never paid; it holds nothing."""
    paid = LedgerAccount.objects.filter(owner=account, purpose="payable", into__isnull=False)
    known = {Pot(*pot) for pot in paid.values_list("contract", "currency")}
    return {pot: money for pot, money in contested(account).items() if pot not in known}


def unpaid_everywhere() -> list[tuple[Account, Pot, Money]]:
    """What is contested of whom in a currency in which the contract was never paid."""
    paid = LedgerAccount.objects.filter(
        owner=OuterRef("account"),
        contract=OuterRef("contract"),
        currency=OuterRef("currency"),
        purpose="payable",
        into__isnull=False,
    )
    open_ones = Contest.objects.filter(~Exists(paid), end=None).select_related("account")
    return [
        (one.account, Pot(one.contract, one.currency), Money(one.amount, one.currency))
        for one in open_ones.order_by("account__name", "contract", "currency", "pk")
    ]


def clients_of(account: Account, contract: str) -> frozenset[str]:
    """Names of the clients who paid for a contract of an account, as the marketplace told it."""
    sql = 'SELECT account, "at", "row", contract, client FROM payment_earned'
    told = events.relation(sql, accounts=[account.name])
    return frozenset(
        str(row["client"]) for _, rows in told for row in rows if row["contract"] == contract
    )
