"""Give a member money from the marketplace."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from goodstanding.accounts.models import Account
from goodstanding.funds.models import Entry, Hold, LedgerAccount, Transfer
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Money


class CompensationError(ValueError):
    """The same cause was compensated before, with another sum."""


@transaction.atomic
def compensate(
    *, account: Account, money: Money, contract: str, cause: str, by: str, at: datetime
) -> Entry:
    """Give a member money from the marketplace for a contract, once a cause and currency.

    Args:
        account: whom.
        money: how much.
        contract: for which contract.
        cause: what for, e.g. `reversal 3f…`; the same cause pays a pot once.
        by: who decided it.
        at: now.

    Raises:
        CompensationError: the same cause was compensated with another sum.
    """
    payable = pot_of(account, Pot(contract, money.currency))
    outside, _ = LedgerAccount.objects.get_or_create(
        owner=account, contract="", currency=money.currency, purpose="marketplace"
    )
    told = f"{account.pk}\n{contract}\n{money.currency}\n{cause}"
    moved = {"source": outside, "target": payable, "amount": money.minor}
    entry, _ = Entry.objects.get_or_create(
        key=f"compensation:{sha256(told.encode()).hexdigest()}",
        defaults=moved | {"cause": cause, "by": by, "at": at},
    )
    if entry.amount != money.minor:
        paid = Money(entry.amount, money.currency)
        raise CompensationError(f"money: got {money}, expected {paid}, as {cause} was paid before.")
    return entry


def pot_of(account: Account, pot: Pot) -> LedgerAccount:
    """What is payable to an account for a contract in a currency; made where there is none."""
    payable, _ = LedgerAccount.objects.get_or_create(
        owner=account, contract=pot.contract, currency=pot.currency, purpose="payable"
    )
    return payable


@transaction.atomic
def make_good(*, hold: Hold, cause: str, by: str, at: datetime) -> list[Entry]:
    """Give a member what was reversed to a client out of a hold that turned out wrong.

    The client keeps what they got; the marketplace bears it. What an award moved is left alone, as
    it was not the decision that moved it.

    Args:
        hold: the hold.
        cause: what overturned it, e.g. `reversal 3f…`; once a cause.
        by: who decided it.
        at: now.
    """
    moved = Transfer.objects.filter(part__hold=hold, award=None).select_related("part")
    return [
        compensate(
            account=hold.account,
            money=Money(one.amount, one.part.currency),
            contract=one.part.contract,
            cause=f"{cause}, transfer {one.pk}",
            by=by,
            at=at,
        )
        for one in moved.order_by("pk")
    ]
