"""Write what the marketplace's events mean into the ledger, each event once.

The pots an event moves money between are locked in the order of their ids before anything is
decided, so writers wait for one another instead of failing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from goodstanding.accounts import operations as accounts
from goodstanding.accounts.models import Account
from goodstanding.events import queries as events
from goodstanding.funds import queries
from goodstanding.funds.models import Contest, ContestEnd, Entry, LedgerAccount, Unposted
from goodstanding.funds.postings import meaning
from goodstanding.law.terms import Money, Role

CLOCK = "the clock"
"""Who signs what no person decided."""

Pots = dict[meaning.PotKey, LedgerAccount]


def locked(pots: QuerySet[LedgerAccount]) -> list[LedgerAccount]:
    """Pots, read after every other writer of them is done, and kept from others until we are."""
    return list(pots.all().order_by("id").select_for_update(of=("self",), no_key=True))


@transaction.atomic
def post(*, rows: Sequence[events.EventRow], at: datetime) -> None:
    """Post events, each once: those posted before change nothing.

    Args:
        rows: in order of their ids.
        at: now.
    """
    new = _unknown([row for row in rows if meaning.needs_pots(row)])
    booked = list(meaning.book(new, _pots_of(new), at=at))
    Entry.objects.bulk_create(one for one in booked if isinstance(one, Entry))
    Unposted.objects.bulk_create(one for one in booked if isinstance(one, Unposted))
    fresh = Contest.objects.bulk_create(one for one in booked if isinstance(one, Contest))
    _end_contests(rows, fresh)


def _unknown(rows: Sequence[events.EventRow]) -> list[events.EventRow]:
    ids = [row.id for row in rows]
    keys = Entry.objects.filter(key__in=[f"event:{id_}" for id_ in ids])
    known = {int(key.removeprefix("event:")) for key in keys.values_list("key", flat=True)}
    known.update(Contest.objects.filter(event__in=ids).values_list("event", flat=True))
    known.update(Unposted.objects.filter(event__in=ids).values_list("event", flat=True))
    return [row for row in rows if row.id not in known]


def _pots_of(rows: Sequence[events.EventRow]) -> Pots:
    """The events' pots, made where there are none, locked."""
    if not rows:
        return {}
    known = LedgerAccount.objects.filter(
        owner__name__in={row.account for row in rows},
        contract__in={row.body["contract"] for row in rows} | {""},
        purpose__in=["payable", "marketplace"],
    ).select_related("owner")
    pots = {meaning.key_of(pot): pot for pot in known}
    wanted: dict[meaning.PotKey, events.EventRow] = {}
    for row in rows:
        wanted.setdefault(meaning.payable_key(row), row)
        wanted.setdefault(meaning.marketplace_key(row), row)
    missing = {key: row for key, row in wanted.items() if key not in pots}
    owners = _owners(pots.values(), missing.values())
    LedgerAccount.objects.bulk_create(
        (
            LedgerAccount(
                owner=owners[name],
                purpose=purpose,
                contract=row.body["contract"] if purpose == "payable" else "",
                currency=row.body["currency"],
            )
            for (name, purpose, *_), row in missing.items()
        ),
        ignore_conflicts=True,
    )
    return {meaning.key_of(pot): pot for pot in locked(known)}


def _owners(
    pots: Iterable[LedgerAccount], rows: Iterable[events.EventRow]
) -> Mapping[str, Account]:
    owners = {pot.owner.name: pot.owner for pot in pots if pot.owner}
    for row in rows:
        if row.account not in owners:
            owners[row.account] = accounts.mention(
                name=row.account, role=Role.CONTRACTOR, at=row.at
            )
    return owners


def _end_contests(rows: Sequence[events.EventRow], fresh: Sequence[Contest]) -> None:
    """End the contests these events end, and of the fresh ones those whose end came earlier."""
    found = list(meaning.endings(rows))
    if fresh:
        names = {contest.account.name for contest in fresh}
        for account, record in events.relation(meaning.ENDINGS, accounts=names):
            found += meaning.earlier(account, record, rows[0].id)
    open_ones = Contest.objects.filter(
        end=None,
        account__name__in={one.account for one in found},
        contract__in={one.contract for one in found},
    ).select_related("account")
    ContestEnd.objects.bulk_create(meaning.ended(open_ones, found))


@transaction.atomic
def post_outstanding(*, at: datetime) -> int:
    """Post what could not be posted when it was reported, and can be now; how many.

    Args:
        at: now.
    """
    affordable = (
        queries.outstanding()
        .filter(pot__currency=F("currency"), pot__balance__gte=F("amount"))
        .select_related("pot")
    )
    waiting = [one.pot for one in affordable]
    known = LedgerAccount.objects.filter(
        Q(pk__in=[pot.pk for pot in waiting])
        | Q(owner__in=[pot.owner_id for pot in waiting], purpose="marketplace")
    )
    pots = {meaning.key_of(pot): pot for pot in locked(known.select_related("owner"))}
    by_id = {pot.pk: pot for pot in pots.values()}
    entries = []
    for one in affordable.filter(pot__in=list(by_id)):  # again, now that the pots stand still
        payable, money = by_id[one.pot_id], Money(one.amount, one.currency)
        if not meaning.obstacle(one.kind, money, payable):
            outside = pots[meaning.key_of(payable)[0], "marketplace", "", one.currency]
            entries.append(meaning.entry(one.event, payable, outside, one.amount, by=CLOCK, at=at))
    return len(Entry.objects.bulk_create(entries))
