"""A member's statement of account: what was there, every movement, and what is there now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from goodstanding.accounts.models import Account
from goodstanding.events import queries as events
from goodstanding.events.queries import EventRow
from goodstanding.funds.models import Entry, LedgerAccount
from goodstanding.law.terms import Money

OWN = ("payable", "held")
"""The purposes of a member's own pots; the world outside is not theirs."""


class Movement(StrEnum):
    """What a line of a statement of account tells of."""

    EARNED = "earned"
    REFUNDED = "refunded"
    PAID_OUT = "paid_out"
    HELD = "held"
    RELEASED = "released"
    GIVEN_BACK = "given_back"
    AWARDED = "awarded"
    RECEIVED = "received"
    COMPENSATED = "compensated"


OF_EVENTS = {
    "payment.earned": Movement.EARNED,
    "payment.refunded": Movement.REFUNDED,
    "payout.sent": Movement.PAID_OUT,
}


@dataclass(frozen=True)
class StatementLine:
    """One movement of a member's money, and what was there after it.

    Attributes:
        at: when it moved, as it was reported or done.
        movement: what it was.
        contract: of which contract.
        payable: by how much what is payable changed.
        held: by how much what is held changed.
        payable_after: what was payable then, all contracts of the currency together.
        held_after: what was held then.
        reference: what the marketplace calls its report; else what moved it.
        hold: the hold it belongs to, if it does.
    """

    at: datetime
    movement: Movement
    contract: str
    payable: Money
    held: Money
    payable_after: Money
    held_after: Money
    reference: str
    hold: UUID | None


@dataclass(frozen=True)
class Sheet:
    """A member's statement of account in one currency.

    The opening sums and all changes add up to the closing sums.
    """

    currency: str
    opening_payable: Money
    opening_held: Money
    lines: tuple[StatementLine, ...]
    closing_payable: Money
    closing_held: Money


def statement(account: Account, *, since: datetime, until: datetime) -> list[Sheet]:
    """A member's statement of account, a sheet a currency, in order of its code.

    A line stands at the time its movement was reported or done for; what is reported late stands
    at its own time.

    Args:
        account: whose money.
        since: from then on.
        until: to then, exclusive.
    """
    pots = LedgerAccount.objects.filter(owner=account, purpose__in=OWN)
    currencies = pots.order_by("currency").values_list("currency", flat=True).distinct()
    sheets = (_sheet(account, one, since=since, until=until) for one in currencies)
    return [one for one in sheets if _has_something(one)]


def _has_something(sheet: Sheet) -> bool:
    return bool(sheet.lines or sheet.opening_payable.minor or sheet.opening_held.minor)


def _sheet(account: Account, currency: str, *, since: datetime, until: datetime) -> Sheet:
    moved = list(_moved(account, currency).filter(at__lt=until))
    known = _reported([one for one in moved if one.at >= since])
    sums = opening = (0, 0)
    lines: list[StatementLine] = []
    for entry in moved:
        change = _change(entry, account)
        sums = sums[0] + change[0], sums[1] + change[1]
        if entry.at < since:
            opening = sums
        else:
            lines.append(_line(entry, account, currency, change, sums, known))
    return Sheet(
        currency=currency,
        opening_payable=Money(opening[0], currency),
        opening_held=Money(opening[1], currency),
        lines=tuple(lines),
        closing_payable=Money(sums[0], currency),
        closing_held=Money(sums[1], currency),
    )


def _moved(account: Account, currency: str) -> QuerySet[Entry]:
    """Every entry in or out of the member's pots of a currency, in order of time."""
    pots = LedgerAccount.objects.filter(owner=account, currency=currency, purpose__in=OWN)
    named = ("source", "target", "hold_part", "release__part", "transfer__part")
    found = Entry.objects.filter(Q(source__in=pots) | Q(target__in=pots))
    return found.select_related(*named).order_by("at", "id")


def _change(entry: Entry, account: Account) -> tuple[int, int]:
    """By how much an entry changed what is payable to the member, and what is held of theirs."""
    change = dict.fromkeys(OWN, 0)
    for pot, sign in ((entry.source, -1), (entry.target, 1)):
        if pot.owner_id == account.pk and pot.purpose in change:
            change[pot.purpose] += sign * entry.amount
    return change["payable"], change["held"]


def _reported(entries: list[Entry]) -> dict[int, EventRow]:
    """The events that moved money, by our numbers of them."""
    return {row.id: row for row in events.by_ids(list(_numbers(entries)))}


def _numbers(entries: list[Entry]) -> Iterator[int]:
    for one in entries:
        kind, _, number = one.key.partition(":")
        if kind == "event":
            yield int(number)


def _line(
    entry: Entry,
    account: Account,
    currency: str,
    change: tuple[int, int],
    after: tuple[int, int],
    known: dict[int, EventRow],
) -> StatementLine:
    event = next((known[n] for n in _numbers([entry])), None)
    mine = entry.target if entry.target.owner_id == account.pk else entry.source
    return StatementLine(
        at=entry.at,
        movement=_movement(entry, account, event),
        contract=mine.contract,
        payable=Money(change[0], currency),
        held=Money(change[1], currency),
        payable_after=Money(after[0], currency),
        held_after=Money(after[1], currency),
        reference=f"{event.source}/{event.source_id}" if event else entry.cause,
        hold=_hold_of(entry, account),
    )


def _hold_of(entry: Entry, account: Account) -> UUID | None:
    """The member's own hold that an entry belongs to; one of somebody else is not told."""
    told = (getattr(entry, "hold_part", None), getattr(entry, "release", None))
    if entry.source.owner_id != account.pk:
        return None
    part = told[0] or getattr(told[1] or getattr(entry, "transfer", None), "part", None)
    return part.hold_id if part else None


def _movement(entry: Entry, account: Account, event: EventRow | None) -> Movement:
    if event is not None:
        return OF_EVENTS[event.kind]
    if hasattr(entry, "transfer"):
        return _transferred(entry, account)
    for written, movement in (("hold_part", Movement.HELD), ("release", Movement.RELEASED)):
        if hasattr(entry, written):
            return movement
    return Movement.COMPENSATED


def _transferred(entry: Entry, account: Account) -> Movement:
    if entry.target.owner_id == account.pk:
        return Movement.RECEIVED
    return Movement.AWARDED if entry.transfer.award_id else Movement.GIVEN_BACK
