"""S4: ten clients are content, five complain; only what is contested is held."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests import people
from tests.people import NOW

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.funds import operations as funds
from goodstanding.funds import queries as money
from goodstanding.funds.models import Entry, Hold, HoldPart, LedgerAccount
from goodstanding.law.terms import Family, MeasureKind, Money, UnlawfulError
from goodstanding.notices import queries as notices

pytestmark = pytest.mark.django_db(transaction=True)
CONTESTED = {f"ann-c{n}": Money(18_000, "EUR") for n in range(10, 15)}


@pytest.fixture
def case():
    people.rulebook()
    people.team()
    people.member("ann")
    people.tell(
        *(people.ended("ann", n) for n in range(10)),
        *(people.earned("ann", n, 21_000) for n in range(10)),
        *(people.ended("ann", n, "not_delivered") for n in range(10, 15)),
        *(people.earned("ann", n, 18_000) for n in range(10, 15)),
        *(people.contested("ann", n, 18_000) for n in range(10, 15)),
    )
    (case,) = people.work_goes_on()
    return case


def by(case):
    return case.assignment.staff


def test_at_most_the_contested_sum_is_held_and_the_rest_stays_payable(case):
    assert rulings.hold_ceiling(case) == CONTESTED
    wish = Wish(MeasureKind.COACHING_NOTE, "Five clients got nothing.", hold=CONTESTED)
    decision = cases.decide(case=case, wish=wish, by=by(case), at=NOW)
    balances = money.balances(case.account)
    assert sum(b.held.minor for b in balances.values()) == 90_000
    assert sum(b.payable.minor for b in balances.values()) == 210_000
    assert decision.hold.ends_at == NOW + timedelta(days=30)
    text = notices.of(case.account).get(kind="statement_of_reasons").text
    assert "2,100.00 EUR" in text
    assert "180.00 EUR of contract ann-c10" in text


def test_more_is_refused_by_the_law_and_told_why(case):
    wish = Wish(
        MeasureKind.COACHING_NOTE, "More.", hold=CONTESTED | {"ann-c10": Money(18_001, "EUR")}
    )
    with pytest.raises(UnlawfulError, match=r"180\.01 EUR on contract ann-c10 is not open"):
        cases.decide(case=case, wish=wish, by=by(case), at=NOW)
    assert not case.decisions.exists()


def hold_anyway(account):
    """Hold 1.00 EUR nobody contests, past the law, row by row."""
    pots = LedgerAccount.objects
    held = pots.create(owner=account, contract="ann-c1", currency="EUR", purpose="held")
    entry = Entry.objects.create(
        source=pots.get(contract="ann-c1", purpose="payable"),
        target=held,
        amount=100,
        cause="x",
        key="x",
        by="x",
        at=NOW,
    )
    hold = Hold.objects.create(
        account=account,
        family="performance",
        cause="nothing",
        ends_at=NOW + timedelta(days=30),
        placed_by="Rita",
        placed_at=NOW,
    )
    HoldPart.objects.create(hold=hold, contract="ann-c1", amount=100, currency="EUR", entry=entry)


def test_more_is_refused_by_the_database_whoever_asks(case):
    with pytest.raises(DatabaseError, match="P5"), transaction.atomic():
        hold_anyway(case.account)
    with pytest.raises(UnlawfulError, match="may be held there"):
        funds.place_hold(
            account=case.account,
            family=Family.PERFORMANCE,
            amounts={"ann-c1": Money(100, "EUR")},
            cause="nothing",
            ends_at=NOW + timedelta(days=30),
            by="Rita",
            at=NOW,
        )
    assert money.balances(case.account)["ann-c1"].held.minor == 0
