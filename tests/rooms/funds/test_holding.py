"""Only what is contested is held, for a set time, and it comes back by itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goodstanding.funds import operations, queries
from goodstanding.funds.models import Entry, Hold, HoldPart, LedgerAccount
from goodstanding.law.terms import Family, Money, UnlawfulError
from tests import people
from tests.rooms.funds.money import (
    MONTH,
    NOW,
    contested,
    earned,
    ended,
    euros,
    hold,
    pot,
    report,
    settled,
)

pytestmark = pytest.mark.django_db

TEN_CONTENT = [earned(n, 210) for n in range(10)]
FIVE_COMPLAIN = [told for n in range(10, 15) for told in (earned(n, 180), contested(n, 180))]
CONTESTED = dict.fromkeys(range(10, 15), 180)


@pytest.fixture
def ann():
    """Ann earned 3,000.00; ten clients are content, five contest 900.00 together."""
    account = people.member("ann")
    report(*TEN_CONTENT, *FIVE_COMPLAIN)
    return account


def payable(account):
    return sum(of.payable.minor for of in queries.balances(account).values())


def held(account):
    return sum(of.held.minor for of in queries.balances(account).values())


def test_of_3000_earned_the_contested_900_are_held_and_2100_are_payable(ann):
    assert payable(ann) == euros(3000).minor
    hold(ann, CONTESTED)
    assert payable(ann) == euros(2100).minor
    assert held(ann) == euros(900).minor
    assert set(queries.contested(ann)) == {pot(ann, n) for n in range(10, 15)}
    assert queries.check_ledger() == []


def test_a_cent_more_than_is_contested_is_refused_by_the_law(ann):
    with pytest.raises(UnlawfulError, match=r"180\.01 EUR on contract ann-c14 .*at most 180\.00"):
        hold(ann, CONTESTED | {14: "180.01"})
    assert held(ann) == 0


def test_a_cent_more_than_is_contested_is_refused_by_the_database(ann):
    hold(ann, dict.fromkeys(range(10, 14), 180))
    payable_pot = LedgerAccount.objects.get(contract="ann-c0", purpose="payable")
    held_pot = LedgerAccount.objects.create(
        owner=ann, contract="ann-c0", currency="EUR", purpose="held"
    )
    with (
        pytest.raises(
            DatabaseError,
            match=r"P5: a hold of 180\.01 EUR on contract ann-c0 is above the contested 0\.00 EUR",
        ),
        transaction.atomic(),
    ):
        _hold_by_hand(ann, payable_pot, held_pot, euros("180.01"))
    assert held(ann) == euros(720).minor


def _hold_by_hand(account, source, target, money):
    one = Hold.objects.create(
        account=account,
        family="performance",
        cause="x",
        placed_by="x",
        placed_at=NOW,
        ends_at=NOW + MONTH,
    )
    entry = Entry.objects.create(
        source=source, target=target, amount=money.minor, cause="x", key="x", by="x", at=NOW
    )
    HoldPart.objects.create(
        hold=one,
        contract=source.contract,
        amount=money.minor,
        currency=money.currency,
        entry=entry,
    )


def test_what_is_held_already_is_not_held_twice(ann):
    hold(ann, {10: 100})
    with pytest.raises(UnlawfulError, match=r"at most 80\.00"):
        hold(ann, {10: 81})
    hold(ann, {10: 80})
    assert queries.holdable(ann, Family.PERFORMANCE, contracts=["ann-c10"]) == {}


def test_a_contract_nobody_contests_is_left_alone(ann):
    with pytest.raises(UnlawfulError, match=r"contract ann-c0 .*at most 0\.00 EUR"):
        hold(ann, {0: 1})


def test_a_contract_nobody_ever_heard_of_is_left_alone(ann):
    with pytest.raises(UnlawfulError, match="contract ann-c99"):
        hold(ann, {99: 1})


def test_money_is_held_in_its_own_currency(ann):
    with pytest.raises(UnlawfulError, match="USD"):
        operations.place_hold(
            account=ann,
            family=Family.PERFORMANCE,
            amounts={pot(ann, 10, "USD"): Money(100, "USD")},
            cause="decision 1",
            ends_at=NOW + MONTH,
            by="Rita",
            at=NOW,
        )


def test_in_fraud_and_only_in_fraud_all_can_be_held(ann):
    everything = dict.fromkeys(range(10), 210) | CONTESTED
    for family in (Family.VIOLATION, Family.PERFORMANCE):
        with pytest.raises(UnlawfulError):
            hold(ann, everything, family=family)
    hold(ann, everything, family=Family.FRAUD)
    assert (payable(ann), held(ann)) == (0, euros(3000).minor)


def test_nobody_can_hold_more_than_is_there_even_in_fraud(ann):
    with pytest.raises(UnlawfulError):
        hold(ann, {0: "210.01"}, family=Family.FRAUD)


def test_a_hold_names_what_it_holds(ann):
    with pytest.raises(UnlawfulError, match="amounts: got nothing"):
        hold(ann, {})


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(-1), timedelta(days=30, seconds=1)])
def test_a_hold_ends_within_the_time_the_law_gives(ann, lasts):
    with pytest.raises(UnlawfulError, match=r"ends_at: got .*P4"):
        hold(ann, CONTESTED, ends_at=NOW + lasts)


def test_a_forgotten_hold_lapses_and_the_money_is_payable(ann):
    end = NOW + timedelta(days=5)
    placed = hold(ann, CONTESTED, ends_at=end)
    assert operations.release_due(at=end - timedelta(seconds=1)) == []
    assert operations.release_due(at=end) == [placed]
    assert operations.release_due(at=end) == []
    assert (payable(ann), held(ann)) == (euros(3000).minor, 0)
    [view] = queries.holds(ann)
    assert view.released_at == end
    assert {part.reason for part in view.parts} == {"The hold reached its end."}


def test_a_person_releases_a_hold_once(ann):
    placed = hold(ann, CONTESTED)
    released = operations.release_hold(hold=placed, reason="Appeal upheld.", by="Sam", at=NOW)
    assert len(released) == 5
    assert {(one.by, one.reason) for one in released} == {("Sam", "Appeal upheld.")}
    assert operations.release_hold(hold=placed, reason="Again.", by="Sam", at=NOW) == []
    assert payable(ann) == euros(3000).minor
    assert queries.check_ledger() == []


def test_a_settled_dispute_lets_go_what_was_held_for_it_and_no_more(ann):
    placed = hold(ann, CONTESTED)
    assert operations.release_settled(at=NOW) == []
    report(settled(10))
    assert any("its release is due" in problem for problem in queries.check_ledger())
    assert operations.release_settled(at=NOW) == [placed]
    assert operations.release_settled(at=NOW) == []
    assert held(ann) == euros(720).minor
    [view] = queries.holds(ann)
    assert view.released_at is None
    assert [p.contract for p in view.parts if p.released_at] == ["ann-c10"]
    assert queries.check_ledger() == []


def test_all_contested_contracts_end_well_and_the_hold_is_gone_that_day(ann):
    hold(ann, CONTESTED)
    report(*(ended(n, day=5) for n in range(10, 15)))
    operations.release_settled(at=NOW)
    assert held(ann) == 0
    assert queries.contested(ann) == {}
    [view] = queries.holds(ann)
    assert view.released_at == NOW


@pytest.mark.parametrize("outcome", ["not_delivered", "unacceptable_work", "cancelled"])
def test_a_contract_that_ends_badly_does_not_settle_its_dispute(ann, outcome):
    hold(ann, CONTESTED)
    report(ended(10, outcome, day=5))
    assert operations.release_settled(at=NOW) == []
    assert held(ann) == euros(900).minor


def test_a_client_may_contest_work_accepted_earlier(ann):
    report(earned(20, 50), ended(20, day=1), contested(20, 50, day=4))
    assert queries.contested(ann, contracts=["ann-c20"]) == {pot(ann, 20): euros(50)}


def test_a_fraud_hold_stays_while_disputes_come_and_go(ann):
    hold(ann, {10: 180}, family=Family.FRAUD)
    report(settled(10))
    assert operations.release_settled(at=NOW) == []
    assert held(ann) == euros(180).minor


@pytest.mark.parametrize(("first", "second"), [(500, 900), (900, 500)])
def test_of_two_holds_on_a_contract_the_one_whose_contest_ended_goes(ann, first, second):
    report(earned(20, 1400), contested(20, first, day=1), contested(20, second, day=4))
    earlier = hold(ann, {20: first})
    hold(ann, {20: second})
    report(settled(20, day=2))
    assert operations.release_settled(at=NOW) == [earlier]
    assert held(ann) == euros(second).minor


def test_never_more_stays_held_than_is_still_contested(ann):
    report(earned(20, 900), contested(20, 400, day=1), contested(20, 500, day=4))
    hold(ann, {20: 900})
    report(settled(20, day=2))
    operations.release_settled(at=NOW)
    assert held(ann) == 0
    assert queries.holdable(ann, Family.PERFORMANCE)[pot(ann, 20)] == euros(500)


def test_a_compensation_is_paid_once_a_cause(ann):
    paid = [
        operations.compensate(
            account=ann,
            money=euros(25),
            contract="ann-c0",
            cause="reversal 1",
            by="Sam",
            at=NOW,
        )
        for _ in range(2)
    ]
    assert paid[0] == paid[1]
    assert queries.balances(ann)[pot(ann, 0)].payable == euros(235)
    assert queries.check_ledger() == []


def test_a_compensation_of_another_sum_for_the_same_cause_is_refused(ann):
    of = {"account": ann, "contract": "ann-c0", "cause": "reversal 1", "by": "Sam", "at": NOW}
    operations.compensate(money=euros(25), **of)
    with pytest.raises(operations.CompensationError, match=r"expected 25\.00 EUR"):
        operations.compensate(money=euros(26), **of)


def test_a_compensation_in_another_currency_is_money_of_its_own(ann):
    of = {"account": ann, "contract": "ann-c0", "cause": "reversal 1", "by": "Sam", "at": NOW}
    operations.compensate(money=euros(25), **of)
    operations.compensate(money=Money(25, "USD"), **of)
    assert queries.balances(ann)[pot(ann, 0, "USD")].payable == Money(25, "USD")
    assert queries.check_ledger() == []
