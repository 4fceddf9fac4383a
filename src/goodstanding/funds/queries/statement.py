"""A member's statement of account: what was there, every movement, and what is there now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from goodstanding.accounts.models import Account
from goodstanding.events import queries as events
from goodstanding.events.queries import EventRow
from goodstanding.funds.models import Entry, LedgerAccount
from goodstanding.funds.queries.kept import Kept, Lapsed, kept, lapsed_parts
from goodstanding.law.terms import Money

Sums = tuple[int, int]
"""What is payable and what is held, in minor units."""

LAPSED = "The hold has lapsed."
"""Why money is released that no worker has released yet."""

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
        reference: what the marketplace calls its report; else what moved it, unless that is told
            to nobody but the other party.
        hold: the hold it belongs to, if it does.
        why: the reason it was released for, or what it was awarded for.
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
    why: str = ""


@dataclass(frozen=True)
class Sheet:
    """A member's statement of account in one currency.

    The opening sums and all changes add up to the closing sums; what is `kept` at its end adds up
    to what is held then.
    """

    currency: str
    opening_payable: Money
    opening_held: Money
    lines: tuple[StatementLine, ...]
    closing_payable: Money
    closing_held: Money
    kept: tuple[Kept, ...]


def statement(account: Account, *, since: datetime, until: datetime, at: datetime) -> list[Sheet]:
    """A member's statement of account, a sheet a currency, in order of its code.

    A line stands at the time its movement was reported or done for; what is reported late stands
    at its own time. What a hold kept that has lapsed is released when it lapsed, whether or not the
    worker has written that yet; where it has, at the moment it did.

    Args:
        account: whose money.
        since: from then on.
        until: to then, exclusive.
        at: now.
    """
    due = lapsed_parts(account, until=until, at=at)
    held = list(kept(account, until=until, at=at))
    pots = LedgerAccount.objects.filter(owner=account, purpose__in=OWN)
    currencies = pots.order_by("currency").values_list("currency", flat=True).distinct()
    sheets = []
    for currency in currencies:
        opening = _sums(account, currency, until=since)
        opening = _after(opening, [one for one in due if one.at < since], currency)
        entries = _moved(account, currency).filter(at__gte=since, at__lt=until)
        lines = [*_entered(entries, account, currency), *_lapses(due, currency, since=since)]
        lines.sort(key=lambda line: line.at)
        sheets.append(_sheet(currency, opening, lines, held))
    return [one for one in sheets if _has_something(one)]


def _has_something(sheet: Sheet) -> bool:
    return bool(sheet.lines or sheet.opening_payable.minor or sheet.opening_held.minor)


def _sums(account: Account, currency: str, *, until: datetime) -> Sums:
    """What was payable and held before a time, as the entries say."""
    sums = dict.fromkeys(OWN, 0)
    for side, sign in (("source", -1), ("target", 1)):
        pot = {"owner": account, "currency": currency, "purpose__in": OWN}
        named = {f"{side}__{field}": value for field, value in pot.items()}
        moved = Entry.objects.filter(at__lt=until, **named).values_list(f"{side}__purpose")
        for purpose, minor in moved.annotate(Sum("amount")).order_by():
            sums[purpose] += sign * int(minor)
    return sums["payable"], sums["held"]


def _after(sums: Sums, due: Iterable[Lapsed], currency: str) -> Sums:
    """Sums once what lapsed is let go."""
    freed = sum(one.money.minor for one in due if one.money.currency == currency)
    return sums[0] + freed, sums[1] - freed


def _sheet(
    currency: str, opening: Sums, lines: Iterable[StatementLine], held: Iterable[Kept]
) -> Sheet:
    """A sheet, with what was there after each of its lines."""
    sums, told = opening, []
    for line in lines:
        sums = sums[0] + line.payable.minor, sums[1] + line.held.minor
        payable, left = (Money(minor, currency) for minor in sums)
        told.append(replace(line, payable_after=payable, held_after=left))
    return Sheet(
        currency=currency,
        opening_payable=Money(opening[0], currency),
        opening_held=Money(opening[1], currency),
        lines=tuple(told),
        closing_payable=Money(sums[0], currency),
        closing_held=Money(sums[1], currency),
        kept=tuple(one for one in held if one.money.currency == currency),
    )


def _entered(entries: QuerySet[Entry], account: Account, currency: str) -> list[StatementLine]:
    """A line an entry, in order; what was there after each is not reckoned yet."""
    found = list(entries)
    known = _reported(found)
    return [_line(one, account, currency, known) for one in found]


def _lapses(due: Iterable[Lapsed], currency: str, *, since: datetime) -> Iterator[StatementLine]:
    """A line for all that lapsed and is not written as released."""
    for one in due:
        if one.money.currency == currency and one.at >= since:
            yield StatementLine(
                at=one.at,
                movement=Movement.RELEASED,
                contract=one.contract,
                payable=one.money,
                held=Money(-one.money.minor, currency),
                payable_after=Money(0, currency),
                held_after=Money(0, currency),
                reference=f"release of hold {one.hold}",
                hold=one.hold,
                why=LAPSED,
            )


def _moved(account: Account, currency: str) -> QuerySet[Entry]:
    """Every entry in or out of the member's pots of a currency, in order of time."""
    pots = LedgerAccount.objects.filter(owner=account, currency=currency, purpose__in=OWN)
    named = ("source", "target", "hold_part", "release__part", "transfer__part", "transfer__award")
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
    entry: Entry, account: Account, currency: str, known: Mapping[int, EventRow]
) -> StatementLine:
    event = next((known[n] for n in _numbers([entry])), None)
    mine = entry.target if entry.target.owner_id == account.pk else entry.source
    payable, held = _change(entry, account)
    movement = _movement(entry, account, event)
    why = _why(entry)
    # Whoever received it is told the award, and nothing of the case of who gave it.
    cause = why if movement == Movement.RECEIVED else entry.cause
    return StatementLine(
        at=entry.at,
        movement=movement,
        contract=mine.contract,
        payable=Money(payable, currency),
        held=Money(held, currency),
        payable_after=Money(0, currency),
        held_after=Money(0, currency),
        reference=f"{event.source}/{event.source_id}" if event else cause,
        hold=_hold_of(entry, account),
        why=why,
    )


def _why(entry: Entry) -> str:
    """The reason of a release, the reference of an award; else nothing."""
    if hasattr(entry, "release"):
        return str(entry.release.reason)
    award = entry.transfer.award if hasattr(entry, "transfer") else None
    return award.cause if award else ""


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
