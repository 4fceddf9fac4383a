"""Move held money to the other party: back to a client in fraud, or as an award says."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account, Staff
from goodstanding.funds import queries
from goodstanding.funds.models import Award, Entry, Hold, HoldPart, LedgerAccount, Transfer
from goodstanding.funds.operations.paying import pot_of
from goodstanding.funds.postings import ledger
from goodstanding.law import hold as law
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Family, Money, UnlawfulError


@transaction.atomic
def reverse_to_client(
    *,
    hold: Hold,
    contract: str,
    client: Account,
    money: Money,
    cause: str,
    by: Staff,
    agreed_by: Staff,
    at: datetime,
) -> Transfer:
    """Give held money of a contract back to the client who paid it; in fraud only (P5).

    Args:
        hold: the fraud hold that keeps it.
        contract: of which contract.
        client: whom it goes back to; a client of that contract.
        money: how much, at most what is still held of it.
        cause: why, e.g. `decision 3f…`.
        by: who asks for it.
        agreed_by: who agrees; one of the two is a finance officer, the other a case manager or a
            reviewer.
        at: now.

    Raises:
        UnlawfulError: it is not fraud, not two qualified persons, not that contract's client, or
            more than is held.
    """
    law.require_reversible(Family(hold.family))
    first, second = accounts.decider(by, at=at), accounts.decider(agreed_by, at=at)
    law.require_four_eyes(first.name, first.roles, second.name, second.roles)
    if client.name not in queries.clients_of(hold.account, contract):
        raise UnlawfulError(f"client: got {client.name}, expected a client of contract {contract}.")
    parts = queries.unreleased().filter(hold=hold, contract=contract, currency=money.currency)
    part = parts.first()
    if part is None:
        raise UnlawfulError(f"Nothing of contract {contract} is held in {money.currency} here.")
    named = Transfer(by=by, agreed_by=agreed_by, recipient=client, cause=cause, at=at)
    return _move(part, named, money.minor, signed=f"{by}, agreed by {agreed_by}")


@transaction.atomic
def carry_out_award(
    *,
    account: Account,
    recipient: Account,
    contract: str,
    money: Money,
    cause: str,
    by: str,
    at: datetime,
) -> Award:
    """Move exactly what an award says from what is held of a contract to the other party.

    Args:
        account: from whom.
        recipient: to whom.
        contract: of which contract.
        money: how much was awarded.
        cause: the award, by its reference; it is carried out once.
        by: the neutral who awarded it.
        at: now.

    Raises:
        UnlawfulError: less than that is held of the contract, or the award was carried out
            already; nothing is moved then.
    """
    if done := Award.objects.filter(cause=cause).first():
        told_of = f"got {cause!r}, carried out on {done.at:%Y-%m-%d}, expected a new award."
        raise UnlawfulError(f"cause: {told_of}")
    found = _held_of(account, Pot(contract, money.currency), recipient)
    held = sum(queries.left_of(part) for part in found)
    law.require_left(money, Money(held, money.currency), f" held of {contract}")
    told = {"contract": contract, "amount": money.minor, "currency": money.currency}
    award = Award(account=account, recipient=recipient, **told, cause=cause, by=by, at=at)
    award.save(force_insert=True)
    _pay(award, found)
    return award


def _held_of(account: Account, pot: Pot, recipient: Account) -> list[HoldPart]:
    """What is held of a contract, oldest first, once nobody else moves it."""
    of = {"contract": pot.contract, "currency": pot.currency}
    pots = Q(owner=account, **of) | Q(pk=pot_of(recipient, pot).pk)
    ledger.locked(LedgerAccount.objects.filter(pots))
    parts = queries.unreleased().filter(hold__account=account, **of)
    return list(parts.order_by("hold__placed_at", "pk"))


def _pay(award: Award, parts: Iterable[HoldPart]) -> None:
    """Take an award out of held parts, one after another, until it is paid."""
    left = award.amount
    for part in parts:
        if taken := min(left, queries.left_of(part)):
            named = Transfer(award=award, recipient=award.recipient, cause=award.cause, at=award.at)
            _move(part, named, taken, signed=award.by)
            left -= taken


def _move(part: HoldPart, named: Transfer, minor: int, *, signed: str) -> Transfer:
    """Move some of a held part to the recipient of a transfer that is not yet written."""
    target = pot_of(named.recipient, Pot(part.contract, part.currency))
    held = part.entry.target_id
    ledger.locked(LedgerAccount.objects.filter(pk__in=[held, target.pk]))
    # Read again, now that the pots stand still.
    again = queries.unreleased().filter(pk=part.pk).first()
    left = queries.left_of(again) if again else 0
    asked, there = Money(minor, part.currency), Money(left, part.currency)
    law.require_left(asked, there, ", which is still held")
    number = part.transfers.count() + 1
    named.entry = Entry.objects.create(
        source_id=held,
        target=target,
        amount=minor,
        cause=named.cause,
        key=f"transfer:{part.pk}:{number}",
        by=signed[:200],
        at=named.at,
    )
    named.part, named.amount = part, minor
    named.save(force_insert=True)
    return named
