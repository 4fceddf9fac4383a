"""Someone with raw access to the database tries what the promises P4, P5 and P6 forbid."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.funds import operations, queries
from tests import people
from tests.rooms.funds.money import NOW, ask_of_cases, contested, earned, hold, report, settled

POT = """(SELECT pot.id FROM funds_ledgeraccount pot
    LEFT JOIN accounts_account owner ON owner.id = owner_id
    WHERE name = '{}' AND contract = '{}' AND purpose = '{}')"""
ANN_OUTSIDE = POT.format("ann", "", "marketplace")
ANN_1_PAYABLE = POT.format("ann", "ann-c1", "payable")
ANN_1_HELD = POT.format("ann", "ann-c1", "held")
ANN_2_PAYABLE = POT.format("ann", "ann-c2", "payable")
ANN_2_HELD = POT.format("ann", "ann-c2", "held")
ABE_PAYABLE = POT.format("abe", "abe-c1", "payable")
ABE_DOLLARS = POT.format("abe", "abe-c2", "payable")
ANN = "(SELECT id FROM accounts_account WHERE name = 'ann')"
A_HOLD = "'11111111-1111-1111-1111-111111111111'"
NEW_ENTRY = "(SELECT max(id) FROM funds_entry)"
ANN_S_PART = "(SELECT min(id) FROM funds_holdpart)"


def entry(source, target, amount, key="attack"):
    return (
        "INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at) VALUES "
        f"({source}, {target}, {amount}, 'x', '{key}', 'x', now())"
    )


def told_again(source, target):
    """The entry that is there, once more."""
    columns = "source_id, target_id, amount, cause, key, by, at"
    return (
        f"INSERT INTO funds_entry ({columns}) SELECT {columns} FROM funds_entry "
        f"WHERE (source_id, target_id) = ({source}, {target})"
    )


def a_hold(family="performance", placed="now()", ends="now() + interval '20 days'"):
    return (
        "INSERT INTO funds_hold (id, account_id, family, cause, placed_by, placed_at, ends_at) "
        f"VALUES ({A_HOLD}, {ANN}, '{family}', 'x', 'x', {placed}, {ends})"
    )


def part(amount, contract="ann-c1", currency="EUR", entry_id=NEW_ENTRY):
    return (
        "INSERT INTO funds_holdpart (hold_id, contract, amount, currency, entry_id) "
        f"VALUES ({A_HOLD}, '{contract}', {amount}, '{currency}', {entry_id})"
    )


def release(part_id=ANN_S_PART, entry_id=NEW_ENTRY):
    return (
        "INSERT INTO funds_release (part_id, entry_id, reason, by, at) "
        f"VALUES ({part_id}, {entry_id}, 'x', 'x', now())"
    )


HOLD_A_CENT_MORE = [a_hold(), entry(ANN_1_PAYABLE, ANN_1_HELD, 1), part(1)]

ATTACKS = {
    "change an entry": (["UPDATE funds_entry SET amount = 1"], "P8: .*UPDATE of funds_entry"),
    "delete an entry": (["DELETE FROM funds_entry"], "P8: .*DELETE of funds_entry"),
    "change a contest": (["UPDATE funds_contest SET amount = 10000000"], "P8"),
    "delete a contest": (["DELETE FROM funds_contest"], "P8"),
    "forget that a contest ended": (["DELETE FROM funds_contestend"], "P8"),
    "prolong a hold": (["UPDATE funds_hold SET ends_at = ends_at + interval '1 day'"], "P8"),
    "change what is held": (["UPDATE funds_holdpart SET amount = 1"], "P8"),
    "take a release back": (["DELETE FROM funds_release"], "P8"),
    "write a balance": (
        [f"UPDATE funds_ledgeraccount SET balance = balance + 100 WHERE id = {ANN_1_PAYABLE}"],
        "P6: a balance changes only by an entry",
    ),
    "write two balances that add up": (
        [
            (
                "UPDATE funds_ledgeraccount SET balance = balance + "
                f"CASE WHEN id = {ANN_1_PAYABLE} THEN 100 ELSE -100 END "
                f"WHERE id IN ({ANN_1_PAYABLE}, {ABE_PAYABLE})"
            )
        ],
        "P6: a balance changes only by an entry",
    ),
    "start with money": (
        [
            (
                "INSERT INTO funds_ledgeraccount (owner_id, contract, currency, purpose, balance) "
                f"VALUES ({ANN}, 'new', 'EUR', 'payable', 100)"
            )
        ],
        "P6: a new pot is empty; got a balance of 1.00 EUR",
    ),
    "give a pot to another": (
        [f"UPDATE funds_ledgeraccount SET owner_id = {ANN} WHERE id = {ABE_PAYABLE}"],
        "P6: a pot keeps its owner",
    ),
    "turn dollars into euros": (
        [f"UPDATE funds_ledgeraccount SET currency = 'EUR' WHERE id = {ABE_DOLLARS}"],
        "P6: a pot keeps its owner, contract, currency",
    ),
    "make held money payable by renaming the pot": (
        [f"UPDATE funds_ledgeraccount SET purpose = 'x' WHERE id = {ANN_1_HELD}"],
        "P6: a pot keeps its owner, contract, currency and purpose",
    ),
    "delete a pot": (["DELETE FROM funds_ledgeraccount"], "P6: a pot is never deleted"),
    "overdraw": (
        [entry(ANN_1_PAYABLE, ANN_OUTSIDE, 90_000)],
        "P6: no overdraft: the payable pot of contract ann-c1 has 100.00 EUR, 900.00 EUR was",
    ),
    "move nothing": ([entry(ANN_OUTSIDE, ANN_1_PAYABLE, 0)], "P6_entry_moves_money"),
    "move backwards": ([entry(ANN_OUTSIDE, ANN_1_PAYABLE, -5)], "P6_entry_moves_money"),
    "move in a circle": ([entry(ANN_1_PAYABLE, ANN_1_PAYABLE, 5)], "P6_entry_goes_elsewhere"),
    "let money come from nowhere": ([entry(0, ANN_1_PAYABLE, 5)], "P6: an entry moves money"),
    "let money vanish": ([entry(ANN_1_PAYABLE, 0, 5)], "P6: an entry moves money"),
    "make euros of dollars": (
        [entry(ABE_DOLLARS, ANN_1_PAYABLE, 5)],
        "P6: an entry keeps its currency; got USD to EUR",
    ),
    "move the same thing twice": (
        [told_again(ANN_OUTSIDE, ANN_1_PAYABLE)],
        "funds_entry_key",
    ),
    "hold more than is contested": (
        HOLD_A_CENT_MORE,
        (
            "P5: a hold of 0.01 EUR on contract ann-c1 is above the contested 900.00 EUR, "
            "of which 900.00 EUR is held already"
        ),
    ),
    "hold what was contested once": (
        [a_hold(), entry(ANN_2_PAYABLE, ANN_2_HELD, 500), part(500, "ann-c2")],
        "P5: a hold of 5.00 EUR on contract ann-c2 is above the contested 0.00 EUR",
    ),
    "hold all for poor performance": (
        [a_hold(), entry(ANN_1_PAYABLE, ANN_1_HELD, 10_000), part(10_000)],
        "P5: a hold of 100.00 EUR on contract ann-c1 is above",
    ),
    "name a ground that is none": ([a_hold(family="Fraud")], "P5_hold_family_known"),
    "call one contract's money another's": (
        [a_hold("fraud"), entry(ANN_2_PAYABLE, ANN_2_HELD, 500), part(500, "ann-c1")],
        "P5: the entry of a hold moves exactly 5.00 EUR of contract ann-c1 from payable to held",
    ),
    "hold less on paper than in fact": (
        [a_hold("fraud"), entry(ANN_2_PAYABLE, ANN_2_HELD, 500), part(400, "ann-c2")],
        "P5: the entry of a hold moves exactly 4.00 EUR",
    ),
    "hold another member's money": (
        [a_hold("fraud"), entry(ABE_PAYABLE, ANN_1_HELD, 500), part(500)],
        "P5: the entry of a hold moves exactly 5.00 EUR of contract ann-c1 from payable to held",
    ),
    "hold twice by one entry": (
        [
            a_hold("fraud"),
            entry(ANN_2_PAYABLE, ANN_2_HELD, 500),
            part(500, "ann-c2"),
            part(500, "ann-c2"),
        ],
        "hold_part_once|funds_holdpart_entry_id_key",
    ),
    "take money aside without a hold": (
        [entry(ANN_1_PAYABLE, ANN_1_HELD, 5)],
        "P5: money is held only by a hold",
    ),
    "order a hold of nothing": ([a_hold()], "P5: a hold says how much of which contract"),
    "order a hold without end": (
        [a_hold(ends="now() + interval '181 days'")],
        'P4: a hold on the ground "dispute" ends within 30 days',
    ),
    "order a hold that ended before": (
        [a_hold(ends="now() - interval '1 day'")],
        "P4_hold_ends_after_it_starts",
    ),
    "pay held money out": (
        [entry(ANN_1_HELD, ANN_OUTSIDE, 90_000)],
        "P5: held money leaves only by a release or a transfer",
    ),
    "give held money to another": (
        [entry(ANN_1_HELD, ABE_PAYABLE, 90_000), release()],
        "P6: a release gives back exactly what its hold took",
    ),
    "release part of a part": (
        [entry(ANN_1_HELD, ANN_1_PAYABLE, 500), release()],
        "P6: a release gives back exactly what its hold took",
    ),
    "say that it was released": (
        [release(entry_id=f"(SELECT id FROM funds_entry WHERE target_id = {ANN_1_PAYABLE})")],
        "P6: a release gives back exactly what its hold took",
    ),
}


@pytest.fixture(scope="module")
def _story(django_db_setup, django_db_blocker):
    """Of Ann's 1,000.00 of a contract 900.00 are held; a dispute about another is settled."""
    with django_db_blocker.unblock(), transaction.atomic():
        ask_of_cases("DISABLE")  # until all of it is undone
        ann = people.member("ann")
        people.member("abe")
        report(earned(1, 1000), contested(1, 900), earned(2, 50), contested(2, 50))
        report(earned(1, 70, name="abe"), earned(2, 70, name="abe", currency="USD"))
        hold(ann, {1: 900})
        second = hold(ann, {2: 50})
        report(settled(2))
        operations.release_hold(hold=second, reason="Settled.", by="Sam", at=NOW)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _money(_story):
    """The same story for every attack."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def attack(*statements):
    """Each statement in turn, then commit: everything that waits for the commit is checked."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        connection.check_constraints()


def state():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT array_agg((id, balance) ORDER BY id)::text FROM funds_ledgeraccount), "
            "(SELECT array_agg(e ORDER BY id)::text FROM funds_entry e), "
            "(SELECT array_agg(h ORDER BY id)::text FROM funds_hold h)"
        )
        return cursor.fetchone()


@pytest.mark.usefixtures("_money")
@pytest.mark.parametrize("name", ATTACKS)
def test_nobody_can(name):
    statements, promise = ATTACKS[name]
    before = state()
    with pytest.raises(DatabaseError, match=promise):
        attack(*statements)
    assert state() == before
    assert queries.check_ledger() == []


@pytest.mark.usefixtures("_money")
def test_nobody_can_release_a_hold_twice():
    attack(entry(ANN_1_HELD, ANN_1_PAYABLE, 90_000), release())
    with pytest.raises(DatabaseError, match="P6: no overdraft: the held pot of contract ann-c1"):
        attack(entry(ANN_1_HELD, ANN_1_PAYABLE, 90_000, key="again"), release())
    old = "(SELECT max(entry_id) FROM funds_release)"
    with pytest.raises(DatabaseError, match=r"P6: part \d+ of a hold is released already"):
        attack(release(entry_id=old))


@pytest.mark.usefixtures("_money")
def test_two_holds_in_one_statement_are_counted_together():
    attack(entry(ANN_1_HELD, ANN_1_PAYABLE, 90_000), release())
    twice = (
        "WITH hold AS (INSERT INTO funds_hold "
        "(id, account_id, family, cause, placed_by, placed_at, ends_at) "
        f"SELECT gen_random_uuid(), {ANN}, 'performance', 'x', 'x', now(), "
        "now() + interval '20 days' FROM generate_series(1, 2) RETURNING id), "
        "moved AS (SELECT id, row_number() OVER () FROM funds_entry WHERE key LIKE 'twice%') "
        "INSERT INTO funds_holdpart (hold_id, contract, amount, currency, entry_id) "
        "SELECT hold.id, 'ann-c1', 50000, 'EUR', moved.id FROM "
        "(SELECT id, row_number() OVER () FROM hold) hold JOIN moved USING (row_number)"
    )
    with pytest.raises(DatabaseError, match=r"P5: a hold of 500\.00 EUR .*contested 900\.00 EUR"):
        attack(
            entry(ANN_1_PAYABLE, ANN_1_HELD, 50_000, "twice 1"),
            entry(ANN_1_PAYABLE, ANN_1_HELD, 50_000, "twice 2"),
            twice,
        )


@pytest.mark.usefixtures("_money")
def test_an_entry_that_is_dropped_as_known_moves_nothing():
    attack(f"{told_again(ANN_OUTSIDE, ANN_1_PAYABLE)} ON CONFLICT DO NOTHING")
    assert queries.check_ledger() == []


@pytest.mark.usefixtures("_money")
@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (
            f"UPDATE funds_ledgeraccount SET balance = balance + 100 WHERE id = {ANN_1_PAYABLE}",
            r"The pots in EUR sum to 1\.00 EUR",
        ),
        (
            f"UPDATE funds_ledgeraccount SET balance = balance + 100 WHERE id = {ANN_1_PAYABLE}",
            r"Pot \d+ has a balance of 101\.00 EUR; its entries sum to 100\.00 EUR",
        ),
        (
            "DELETE FROM funds_release",
            r"Held of contract ann-c2: the pot has 0\.00 EUR, the holds on it sum to 50\.00 EUR",
        ),
        ("UPDATE funds_entry SET amount = 5", r"Pot \d+ has a balance of"),
    ],
)
def test_what_a_superuser_breaks_with_the_triggers_off_is_found(damage, sentence):
    with connection.cursor() as cursor:
        connection.check_constraints()  # or what waits for the commit keeps the tables
        cursor.execute("SET ROLE NONE")  # until this test's transaction is undone
        for table in ("entry", "release", "ledgeraccount"):
            cursor.execute(f"ALTER TABLE funds_{table} DISABLE TRIGGER USER")
        cursor.execute(damage)
    problems = "\n".join(queries.check_ledger())
    assert re.search(sentence, problems), problems
