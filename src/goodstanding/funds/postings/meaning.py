"""What the marketplace's events mean for the ledger: entries, contests, and their ends.

Nothing here writes. `book` takes pots that the caller has locked, and keeps their balances up to
date as it goes, so that a batch is judged event by event.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.events.queries import EventRow
from goodstanding.funds.models import Contest, ContestEnd, Entry, LedgerAccount, Unposted
from goodstanding.law.terms import Money

IN = "payment.earned"
OUT = frozenset({"payment.refunded", "payout.sent"})
CONTESTED = "dispute.opened"
KINDS = (IN, *sorted(OUT), CONTESTED, "dispute.closed", "contract.ended")
"""Kinds of event the ledger reads."""

ENDINGS = (
    'SELECT account, "at", "row", contract FROM dispute_closed UNION ALL '
    'SELECT account, "at", "row", contract FROM contract_ended WHERE outcome = \'accepted\''
)
"""What ends a contest, as a relation over the whole record."""

PotKey = tuple[str, str, str, str]
"""Account name, purpose, contract ("" for the world outside), currency."""


@dataclass(frozen=True)
class Ending:
    """That the contests of a contract ended."""

    account: str
    contract: str
    event: int
    at: datetime


def key_of(pot: LedgerAccount) -> PotKey:
    """Under which key a pot is found."""
    owner = pot.owner.name if pot.owner else ""
    return owner, pot.purpose, pot.contract, pot.currency


def payable_key(row: EventRow) -> PotKey:
    """The key of the pot that holds what is payable for the event's contract."""
    return row.account, "payable", row.body["contract"], row.body["currency"]


def marketplace_key(row: EventRow) -> PotKey:
    """The key of the pot that stands for the world outside, for this member."""
    return row.account, "marketplace", "", row.body["currency"]


def moves(row: EventRow) -> bool:
    """Whether the event moves money."""
    return row.kind == IN or row.kind in OUT


def needs_pots(row: EventRow) -> bool:
    """Whether the event names an amount the ledger keeps."""
    return moves(row) or row.kind == CONTESTED


def book(
    rows: Iterable[EventRow], pots: Mapping[PotKey, LedgerAccount], *, at: datetime
) -> Iterator[Entry | Contest | Unposted]:
    """What is to be written for each event, in order.

    Args:
        rows: events that name an amount.
        pots: their pots, locked; balances are kept up to date.
        at: now, for what cannot be posted.
    """
    for row in rows:
        payable = pots[payable_key(row)]
        money = Money(row.body["amount"], row.body["currency"])
        reason = obstacle(row.kind, money, payable) if row.kind in OUT else ""
        if reason:
            yield _unposted(row, payable, reason, at)
        elif row.kind == CONTESTED:
            yield _contest(row, payable)
        else:
            outside = pots[marketplace_key(row)]
            pair = (outside, payable) if row.kind == IN else (payable, outside)
            yield entry(row.id, *pair, money.minor, by=row.source, at=row.at)


def obstacle(kind: str, money: Money, payable: LedgerAccount) -> str:
    """Why money cannot be taken from a pot, or "".

    Args:
        kind: the kind of the event that takes it.
        money: the amount it names.
        payable: the pot of its contract and currency.
    """
    if payable.balance < money.minor:
        there = Money(payable.balance, payable.currency)
        return f"{kind} of {money} on contract {payable.contract}: only {there} is payable"
    return ""


def entry(
    event: int,
    source: LedgerAccount,
    target: LedgerAccount,
    amount: int,
    *,
    by: str,
    at: datetime,
) -> Entry:
    """An event's entry; the balances at hand are kept as the database will keep them.

    Args:
        event: id of the event.
        source: from which pot.
        target: into which pot.
        amount: minor units.
        by: who reported it.
        at: when it moved.
    """
    source.balance -= amount
    target.balance += amount
    return Entry(
        source=source,
        target=target,
        amount=amount,
        cause=f"event {event}",
        key=f"event:{event}",
        by=by,
        at=at,
    )


def _contest(row: EventRow, payable: LedgerAccount) -> Contest:
    return Contest(
        account=payable.owner,
        contract=payable.contract,
        client=row.body["client"],
        amount=row.body["amount"],
        currency=row.body["currency"],
        reason=row.body.get("reason", ""),
        event=row.id,
        at=row.at,
    )


def _unposted(row: EventRow, payable: LedgerAccount, reason: str, at: datetime) -> Unposted:
    return Unposted(
        event=row.id,
        pot=payable,
        kind=row.kind,
        amount=row.body["amount"],
        currency=row.body["currency"],
        reason=reason,
        at=at,
    )


def endings(rows: Iterable[EventRow]) -> Iterator[Ending]:
    """What of these events ends contests: the dispute closed, or the contract ended well."""
    for row in rows:
        accepted = row.kind == "contract.ended" and row.body["outcome"] == "accepted"
        if accepted or row.kind == "dispute.closed":
            yield Ending(row.account, row.body["contract"], row.id, row.at)


def earlier(account: str, rows: Iterable[Mapping[str, object]], before: int) -> Iterator[Ending]:
    """Endings among an account's rows of the relation `ENDINGS`, heard of before an event."""
    epoch = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    for row in rows:
        event, micros = int(str(row["row"])), int(str(row["at"]))
        if event < before:
            moment = epoch + timedelta(microseconds=micros)
            yield Ending(account, str(row["contract"]), event, moment)


def ended(contests: Iterable[Contest], found: Iterable[Ending]) -> Iterator[ContestEnd]:
    """The end of each contest that has one: the first ending after it, in order of time.

    Events may arrive in any order, so it is their times that count, and of one moment the order
    in which they were told.
    """
    by_contract: dict[tuple[str, str], list[Ending]] = {}
    for one in sorted(found, key=lambda ending: (ending.at, ending.event)):
        by_contract.setdefault((one.account, one.contract), []).append(one)
    for contest in contests:
        candidates = by_contract.get((contest.account.name, contest.contract), [])
        opened = (contest.at, contest.event)
        end = next((one for one in candidates if (one.at, one.event) > opened), None)
        if end:
            yield ContestEnd(contest=contest, event=end.event, at=end.at)
