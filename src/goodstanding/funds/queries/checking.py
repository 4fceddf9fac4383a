"""Whether the ledger adds up, and what it could not follow."""

from django.db import connection
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from goodstanding.funds.models import Entry, Unposted
from goodstanding.funds.queries.held import above_contest, left_of
from goodstanding.law.terms import Money


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
                    - coalesce((SELECT sum(t.amount) FROM funds_transfer t
                                WHERE t.part_id = p.id), 0)
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
        f"Hold {part.hold_id} keeps {Money(left_of(part), part.currency)} of contract "
        f"{part.contract}, which is no longer contested; its release is due."
        for part in above_contest()
    ]
    return problems
