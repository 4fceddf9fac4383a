"""Hold money back until a set end."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goodstanding.accounts.models import Account
from goodstanding.funds import queries
from goodstanding.funds.models import Entry, Hold, HoldPart, LedgerAccount
from goodstanding.funds.postings import ledger
from goodstanding.law import hold as law
from goodstanding.law.hold import Ground, Pot
from goodstanding.law.terms import Family, Money, UnlawfulError


@transaction.atomic
def place_hold(
    *,
    account: Account,
    family: Family,
    amounts: Mapping[Pot, Money],
    cause: str,
    ends_at: datetime,
    by: str,
    at: datetime,
    ground: Ground | None = None,
) -> Hold:
    """Hold money back until a set end.

    Args:
        account: whose.
        family: the ground of the case; only fraud may hold more than is contested (P5).
        amounts: how much of which contract, in which currency.
        cause: what ordered it, e.g. `decision 3f…`.
        ends_at: when it lapses, unless a weekly look at it is missed before.
        by: who decided it.
        at: now.
        ground: why, which says how long; None for fraud in a case of fraud, else for a dispute.

    Raises:
        UnlawfulError: nothing is named, more than may be held, or the end is too late.
    """
    pots = _pots_to_hold(account, amounts)
    _require_lawful(account, family, amounts)
    _require_in_time(account, ground or law.ground_of(family), amounts, ends_at, at=at)
    hold = Hold.objects.create(
        account=account,
        family=Family(family),
        ground=ground or law.ground_of(family),
        cause=cause,
        placed_by=by,
        placed_at=at,
        ends_at=ends_at,
    )
    _hold_parts(hold, amounts, pots)
    return hold


def _require_lawful(account: Account, family: Family, amounts: Mapping[Pot, Money]) -> None:
    if not amounts:
        raise UnlawfulError("amounts: got nothing, expected the sum to hold of each contract.")
    contracts = {pot.contract for pot in amounts}
    law.require_within(amounts, queries.holdable(account, family, contracts=contracts))


def _require_in_time(
    account: Account,
    ground: Ground,
    amounts: Mapping[Pot, Money],
    ends_at: datetime,
    *,
    at: datetime,
) -> None:
    latest = queries.latest_end(account, amounts, ground, at=at)
    if not at < ends_at or (latest and ends_at > latest):
        raise UnlawfulError(f"ends_at: got {ends_at}, expected after {at} and by {latest} (P4).")


def _hold_parts(
    hold: Hold,
    amounts: Mapping[Pot, Money],
    pots: Mapping[tuple[str, Pot], LedgerAccount],
) -> None:
    ordered = sorted(amounts.items())
    entries = Entry.objects.bulk_create(
        Entry(
            source=pots["payable", pot],
            target=pots["held", pot],
            amount=money.minor,
            cause=f"hold {hold.id}",
            key=f"hold:{hold.id}:{place}",
            by=hold.placed_by,
            at=hold.placed_at,
        )
        for place, (pot, money) in enumerate(ordered)
    )
    HoldPart.objects.bulk_create(
        HoldPart(
            hold=hold,
            contract=pot.contract,
            amount=money.minor,
            currency=money.currency,
            entry=entry,
        )
        for (pot, money), entry in zip(ordered, entries, strict=True)
    )


def _pots_to_hold(
    account: Account, asked: Mapping[Pot, Money]
) -> dict[tuple[str, Pot], LedgerAccount]:
    """The payable and held pots of contracts, by purpose, contract and currency, locked."""
    known = LedgerAccount.objects.filter(
        owner=account,
        contract__in={pot.contract for pot in asked},
        purpose__in=["payable", "held"],
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
    return {(one.purpose, Pot(one.contract, one.currency)): one for one in ledger.locked(known)}
