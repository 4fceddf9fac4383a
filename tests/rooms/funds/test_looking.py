"""A hold goes on only while somebody looks at it; it ends as its ground says."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.funds import operations, queries
from goodstanding.law.hold import Ground
from goodstanding.law.terms import Family, Money, UnlawfulError
from tests import people
from tests.rooms.funds.money import MONTH, NOW, contested, earned, euros, hold, pot, report

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def fin():
    return people.fin()


@pytest.fixture
def ann():
    """Ann earned 1,000.00 and 300.00 USD on a contract; 900.00 and 100.00 USD are contested."""
    account = people.member("ann")
    report(earned(1, 1000), contested(1, 900))
    report(earned(1, 300, currency="USD", day=2), contested(1, 100, currency="USD", day=3))
    return account


def look(one, by, at):
    return operations.review_hold(hold=one, reasons="Both sides were asked.", by=by, at=at)


def test_a_hold_nobody_looked_at_for_a_week_lapses_and_says_so(ann):
    placed = hold(ann, {1: 900})
    assert operations.release_due(at=NOW + WEEK - timedelta(seconds=1)) == []
    assert operations.release_due(at=NOW + WEEK) == [placed]
    (part,) = queries.hold_view(placed.pk).parts
    assert part.reason == "Nobody looked at the hold in time."


def test_fin_looks_every_week_and_the_hold_goes_on_until_its_end(ann, fin):
    placed = hold(ann, {1: 900})
    for _ in range(4):
        look(placed, fin, queries.lapses_at(placed) - timedelta(hours=1))
        assert operations.release_due(at=queries.lapses_at(placed) - timedelta(hours=1)) == []
    look(placed, fin, queries.lapses_at(placed) - timedelta(hours=1))
    assert queries.lapses_at(placed) == NOW + MONTH
    assert [one.by for one in queries.hold_view(placed.pk).looks] == ["Fin"] * 5
    assert operations.release_due(at=NOW + MONTH) == [placed]
    assert queries.hold_view(placed.pk).parts[0].reason == "The hold reached its end."


def test_money_of_a_lapsed_hold_is_payable_before_the_worker_has_written_it(ann):
    hold(ann, {1: 900})
    before = queries.balances(ann, at=NOW + WEEK - timedelta(seconds=1))[pot(ann, 1)]
    assert (before.payable, before.held) == (euros(100), euros(900))
    after = queries.balances(ann, at=NOW + WEEK)[pot(ann, 1)]
    assert (after.payable, after.held) == (euros(1000), euros(0))
    assert queries.balances(ann)[pot(ann, 1)].held == euros(900)


def test_a_look_too_late_or_by_nobody_qualified_or_without_reasons_is_none(ann, fin):
    placed = hold(ann, {1: 900})
    with pytest.raises(UnlawfulError, match="lapsed on 8 June 2026"):
        look(placed, fin, NOW + WEEK)
    pia = people.accounts.employ(name="Pia", email="pia@example.org", roles=[], at=people.ADOPTED)
    with pytest.raises(UnlawfulError, match="by: Pia is none of: case_manager"):
        look(placed, pia, NOW + DAY)
    with pytest.raises(UnlawfulError, match="reasons: got nothing"):
        operations.review_hold(hold=placed, reasons=" ", by=fin, at=NOW + DAY)
    operations.release_hold(hold=placed, reason="Over.", by="Fin", at=NOW + DAY)
    with pytest.raises(UnlawfulError, match="Nothing of this hold is held any more"):
        look(placed, fin, NOW + DAY)


@pytest.mark.parametrize(
    ("ground", "days"),
    [(Ground.SECURITY, 5), (Ground.HOURLY, 10), (Ground.NEW_SELLER, 21), (Ground.CHARGEBACK, 120)],
)
def test_each_ground_has_its_limit_in_the_law_and_in_the_database(ann, ground, days):
    with pytest.raises(UnlawfulError, match="P4"):
        hold(ann, {1: 1}, ground=ground, ends_at=NOW + timedelta(days=days, seconds=1))
    with pytest.raises(DatabaseError, match=f'P4: a hold on the ground "{ground}" ends within'):
        attack(a_hold(ground, f"now() + interval '{days} days 1 second'"))
    assert hold(ann, {1: 1}, ground=ground, ends_at=NOW + timedelta(days=days)).ground == ground


def a_hold(ground, ends):
    return (
        "INSERT INTO funds_hold (id, account_id, family, ground, cause, placed_by, placed_at, "
        f"ends_at) SELECT gen_random_uuid(), id, 'violation', '{ground}', 'x', 'x', now(), {ends} "
        "FROM accounts_account WHERE name = 'ann'"
    )


def attack(sql, *told):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, told)
        connection.check_constraints()


def test_fraud_is_held_for_180_days_in_all_however_often_it_is_ordered_anew(ann, fin):
    at = NOW
    for _ in range(6):
        placed = hold(ann, {1: 100}, family=Family.FRAUD, at=at)
        for _ in range(5):
            look(placed, fin, queries.lapses_at(placed) - DAY)
        at += MONTH
        operations.release_due(at=at)
    with pytest.raises(UnlawfulError, match="P4"):
        hold(ann, {1: 100}, family=Family.FRAUD, at=at, ends_at=at + DAY)
    hold(ann, {1: 100}, at=at)  # a dispute is another ground


def test_the_database_adds_the_holds_on_a_ground_up_too(ann, fin, monkeypatch):
    monkeypatch.setattr(queries, "latest_end", lambda *_, at, **__: at + 180 * DAY)
    first = hold(ann, {1: 100}, family=Family.FRAUD, ends_at=NOW + 100 * DAY)
    hold(ann, {1: 100}, family=Family.FRAUD, ends_at=NOW + 50 * DAY)  # at once: counted once
    total = "P4: money of contract ann-c1 is held on the ground"
    with pytest.raises(DatabaseError, match=total), transaction.atomic():
        hold(ann, {1: 100}, family=Family.FRAUD, at=NOW + DAY, ends_at=NOW + 181 * DAY)
    operations.release_hold(hold=first, reason="Over.", by="Fin", at=NOW + 2 * DAY)


def test_a_dispute_that_goes_to_arbitration_may_be_held_for_longer_once(ann, fin):
    placed = hold(ann, {1: 900})
    told = {"hold": placed, "escalation": "Arbitration 17", "by": fin, "at": NOW + DAY}
    with pytest.raises(UnlawfulError, match=r"ends_at: got .* expected once"):
        operations.extend_hold(ends_at=NOW + 181 * DAY, **told)
    operations.extend_hold(ends_at=NOW + 90 * DAY, **told)
    placed.refresh_from_db()
    with pytest.raises(UnlawfulError, match="expected once"):
        operations.extend_hold(ends_at=NOW + 91 * DAY, **told)
    assert queries.hold_view(placed.pk).ends_at == NOW + 90 * DAY
    assert queries.lapses_at(placed) == NOW + WEEK  # still looked at every week
    fraud = hold(ann, {1: 1}, family=Family.FRAUD)
    with pytest.raises(UnlawfulError, match="Only a hold for a dispute"):
        operations.extend_hold(**told | {"hold": fraud}, ends_at=NOW + 90 * DAY)


LOOK = (
    "INSERT INTO funds_holdreview (hold_id, by_id, reasons, at, next_at) SELECT h.id, s.id, "
    "'{reasons}', h.placed_at + interval '{at}', h.placed_at + interval '{next}' "
    "FROM funds_hold h, accounts_staff s WHERE s.name = '{who}'"
)
LONGER = (
    "INSERT INTO funds_holdextension (hold_id, escalation, by_id, at, ends_at) SELECT h.id, "
    "'{why}', s.id, h.placed_at, h.placed_at + interval '{ends}' "
    "FROM funds_hold h, accounts_staff s WHERE s.name = 'Fin'"
)
IN_TIME = {"reasons": "x", "at": "0 days", "next": "1 day", "who": "Fin"}
ATTACKS = {
    "look at it when it has lapsed": (
        LOOK.format(**IN_TIME | {"at": "7 days", "next": "8 days"}),
        "P4: the hold lapsed on .* and goes on for nobody",
    ),
    "look at it for a month": (
        LOOK.format(**IN_TIME | {"next": "1 month"}),
        "P4_hold_is_looked_at_every_week",
    ),
    "look at it without a word": (
        LOOK.format(**IN_TIME | {"reasons": " "}),
        "P4_hold_review_says_why",
    ),
    "let somebody unqualified look": (
        LOOK.format(**IN_TIME | {"who": "Pia"}),
        "P4: a hold goes on only if a qualified person has looked at it",
    ),
    "make a hold longer for ever": (
        LONGER.format(why="x", ends="181 days"),
        "P4: money of contract ann-c1 is held on the ground",
    ),
    "make a hold longer when its end has come": (
        LONGER.format(why="x", ends="90 days").replace("h.placed_at,", "h.ends_at,"),
        "P4: the hold lapsed on .* and goes on for nobody",
    ),
    "make a hold longer for nothing": (
        LONGER.format(why="", ends="90 days"),
        "P4_hold_is_extended_for_an_escalation",
    ),
    "forget that it was looked at": ("DELETE FROM funds_holdreview", "P8"),
    "say that it was looked at later": (
        "UPDATE funds_holdreview SET next_at = next_at + interval '1 day'",
        "P8",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_nobody_can(ann, fin, name):
    people.accounts.employ(name="Pia", email="pia@example.org", roles=[], at=people.ADOPTED)
    placed = hold(ann, {1: 900}, ends_at=NOW + 5 * DAY)
    look(placed, fin, NOW)
    sql, promise = ATTACKS[name]
    with pytest.raises(DatabaseError, match=promise):
        attack(sql)


def test_one_hold_keeps_money_of_a_contract_in_two_currencies(ann):
    asked = {pot(ann, 1): euros(900), pot(ann, 1, "USD"): Money(10_000, "USD")}
    assert queries.holdable(ann, Family.PERFORMANCE) == asked
    told = {"account": ann, "family": Family.PERFORMANCE, "cause": "decision 1", "by": "Rita"}
    more = asked | {pot(ann, 1, "USD"): Money(10_001, "USD")}
    with pytest.raises(UnlawfulError, match=r"100\.01 USD .* at most 100\.00 USD"):
        operations.place_hold(**told, amounts=more, ends_at=NOW + WEEK, at=NOW)
    operations.place_hold(**told, amounts=asked, ends_at=NOW + WEEK, at=NOW)
    held = {one: of.held for one, of in queries.balances(ann).items()}
    assert held == asked
    assert queries.check_ledger() == []
