"""Move money: as the marketplace's events say, and to hold, release and compensate.

Every function locks the pots it moves money between in the order of their ids before it decides
anything, so writers wait for one another instead of failing. The database refuses what would
break a promise, whoever asks.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from goodstanding.accounts.models import Account
from goodstanding.events import queries as events
from goodstanding.funds import queries
from goodstanding.funds.models import Entry, Hold, HoldPart, LedgerAccount, Progress, Release
from goodstanding.funds.postings import ledger, meaning
from goodstanding.law import hold as law
from goodstanding.law.terms import Family, Money, UnlawfulError

BATCH = 1000
"""Events posted in one transaction."""


class CurrencyError(ValueError):
    """A contract is kept in one currency, and another was given."""


class CompensationError(ValueError):
    """The same cause was compensated before, with another sum."""


def post_events(*, at: datetime) -> int:
    """Bring the ledger up to date with the marketplace's events; how many it took account of.

    Each batch is one transaction together with how far it came, so that a worker killed anywhere
    leaves nothing half done. What cannot be posted is kept as a row, told by `check_ledger`, and
    posted as soon as the pot allows. Contests end here; what was held for them is let go by
    `release_settled`, which callers run next, in one transaction with the notices about it.

    Args:
        at: now.
    """
    posted = 0
    while read := _post_batch(at=at):
        posted += read
    return posted + ledger.post_outstanding(at=at)


@transaction.atomic
def _post_batch(*, at: datetime) -> int:
    progress, _ = Progress.objects.select_for_update().get_or_create(pk=1)
    rows = events.since(progress.event, kinds=meaning.KINDS, limit=BATCH)
    if rows:
        ledger.post(rows=rows, at=at)
        progress.event = rows[-1].id
        progress.save()
    return len(rows)


@transaction.atomic
def place_hold(
    *,
    account: Account,
    family: Family,
    amounts: Mapping[str, Money],
    cause: str,
    ends_at: datetime,
    by: str,
    at: datetime,
) -> Hold:
    """Hold money back until a set end, contract by contract.

    Args:
        account: whose money.
        family: the ground; only fraud may hold more than is contested (P5).
        amounts: how much of which contract.
        cause: what ordered it, e.g. `decision 3f…`.
        ends_at: when it lapses.
        by: who decided it.
        at: now.

    Raises:
        UnlawfulError: nothing is named, more than may be held is named, or the end is too late.
    """
    pots = _pots_to_hold(account, amounts)
    _require_lawful(account, family, amounts, ends_at, at=at)
    hold = Hold.objects.create(
        account=account,
        family=Family(family),
        cause=cause,
        placed_by=by,
        placed_at=at,
        ends_at=ends_at,
    )
    _hold_parts(hold, amounts, pots)
    return hold


def _require_lawful(
    account: Account,
    family: Family,
    amounts: Mapping[str, Money],
    ends_at: datetime,
    *,
    at: datetime,
) -> None:
    if not amounts:
        raise UnlawfulError("amounts: got nothing, expected the sum to hold of each contract.")
    law.require_within(amounts, queries.holdable(account, family, contracts=amounts))
    latest = law.ends_by(family, at)
    if not at < ends_at <= latest:
        raise UnlawfulError(f"ends_at: got {ends_at}, expected after {at} and by {latest} (P4).")


def _hold_parts(
    hold: Hold, amounts: Mapping[str, Money], pots: Mapping[tuple[str, str], LedgerAccount]
) -> None:
    ordered = sorted(amounts.items())
    entries = Entry.objects.bulk_create(
        Entry(
            source=pots["payable", contract],
            target=pots["held", contract],
            amount=money.minor,
            cause=f"hold {hold.id}",
            key=f"hold:{hold.id}:{place}",
            by=hold.placed_by,
            at=hold.placed_at,
        )
        for place, (contract, money) in enumerate(ordered)
    )
    HoldPart.objects.bulk_create(
        HoldPart(
            hold=hold,
            contract=contract,
            amount=money.minor,
            currency=money.currency,
            entry=entry,
        )
        for (contract, money), entry in zip(ordered, entries, strict=True)
    )


def _pots_to_hold(
    account: Account, contracts: Collection[str]
) -> dict[tuple[str, str], LedgerAccount]:
    """The payable and held pots of contracts, by purpose and contract, locked."""
    known = LedgerAccount.objects.filter(
        owner=account, contract__in=contracts, purpose__in=["payable", "held"]
    )
    LedgerAccount.objects.bulk_create(
        (
            LedgerAccount(
                owner=account, contract=pot.contract, currency=pot.currency, purpose="held"
            )
            for pot in known.filter(purpose="payable")
        ),
        ignore_conflicts=True,
    )
    return {(pot.purpose, pot.contract): pot for pot in ledger.locked(known)}


@transaction.atomic
def release_hold(*, hold: Hold, reason: str, by: str, at: datetime) -> list[Release]:
    """Let go what is still held of a hold; nothing where nothing is.

    Args:
        hold: the hold.
        reason: why, in words fit to be shown to the member.
        by: who decided it.
        at: now.
    """
    return _release(queries.unreleased().filter(hold=hold), reason=reason, by=by, at=at)


@transaction.atomic
def release_due(*, at: datetime) -> list[Hold]:
    """Let go every hold whose end has come; those that were still held (P4).

    Args:
        at: now.
    """
    due = queries.unreleased().filter(hold__ends_at__lte=at)
    released = _release(due, reason="The hold reached its end.", by=ledger.CLOCK, at=at)
    return _holds_of(released)


@transaction.atomic
def release_settled(*, at: datetime) -> list[Hold]:
    """Let go what is held above what is still contested; the holds it was part of.

    A contest ends when the marketplace reports the dispute closed, or the contract ended well
    after it. Of a hold on five contracts the parts go one by one. A fraud hold stays.

    Args:
        at: now.
    """
    settled = queries.unreleased().filter(pk__in=[part.pk for part in queries.above_contest()])
    reason = "What was held is no longer contested."
    return _holds_of(_release(settled, reason=reason, by=ledger.CLOCK, at=at))


def _holds_of(released: Iterable[Release]) -> list[Hold]:
    return list({release.part.hold_id: release.part.hold for release in released}.values())


def _release(parts: QuerySet[HoldPart], *, reason: str, by: str, at: datetime) -> list[Release]:
    pairs = parts.values_list("entry__source", "entry__target")
    ledger.locked(LedgerAccount.objects.filter(pk__in={pot for pair in pairs for pot in pair}))
    # Read again, now that the pots stand still: another may have released some meanwhile.
    left = list(parts.select_related("hold__account", "entry").order_by("pk"))
    moved = Entry.objects.bulk_create(
        Entry(
            source_id=part.entry.target_id,
            target_id=part.entry.source_id,
            amount=part.amount,
            cause=f"release of hold {part.hold_id}",
            key=f"release:{part.pk}",
            by=by,
            at=at,
        )
        for part in left
    )
    return Release.objects.bulk_create(
        Release(part=part, entry=entry, reason=reason, by=by, at=at)
        for part, entry in zip(left, moved, strict=True)
    )


@transaction.atomic
def compensate(
    *, account: Account, money: Money, contract: str, cause: str, by: str, at: datetime
) -> Entry:
    """Give a member money from the marketplace for a contract, once a cause.

    Args:
        account: whom.
        money: how much.
        contract: for which contract.
        cause: what for, e.g. `reversal 3f…`; the same cause pays a contract once.
        by: who decided it.
        at: now.

    Raises:
        CurrencyError: the contract is kept in another currency.
        CompensationError: the same cause was compensated with another sum.
    """
    payable, outside = _pots_to_compensate(account, contract, money)
    named = sha256(f"{account.pk}\n{contract}\n{cause}".encode()).hexdigest()
    moved = {"source": outside, "target": payable, "amount": money.minor}
    entry, _ = Entry.objects.get_or_create(
        key=f"compensation:{named}", defaults=moved | {"cause": cause, "by": by, "at": at}
    )
    if entry.amount != money.minor:
        paid = Money(entry.amount, money.currency)
        raise CompensationError(f"money: got {money}, expected {paid}, as {cause} was paid before.")
    return entry


def _pots_to_compensate(
    account: Account, contract: str, money: Money
) -> tuple[LedgerAccount, LedgerAccount]:
    payable, _ = LedgerAccount.objects.get_or_create(
        owner=account,
        contract=contract,
        purpose="payable",
        defaults={"currency": money.currency},
    )
    if payable.currency != money.currency:
        raise CurrencyError(f"money: got {money}, expected an amount in {payable.currency}.")
    outside, _ = LedgerAccount.objects.get_or_create(
        owner=account, contract="", currency=money.currency, purpose="marketplace"
    )
    return payable, outside
