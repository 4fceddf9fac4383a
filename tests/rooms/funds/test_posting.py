"""The ledger follows what the marketplace reports, once, in any order, and loses nothing."""

from itertools import permutations

import pytest

from goodstanding.events import queries as events
from goodstanding.funds import operations, queries
from goodstanding.funds.models import Contest, Entry, LedgerAccount
from goodstanding.funds.operations import posting
from goodstanding.funds.postings import ledger, meaning
from goodstanding.law.terms import Family, Money
from tests import people
from tests.rooms.funds.money import (
    NOW,
    contested,
    earned,
    ended,
    euros,
    hold,
    paid_out,
    pot,
    refunded,
    report,
    settled,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return people.member("ann")


def payable(account, n=1):
    return queries.balances(account)[pot(account, n)].payable


def test_what_is_earned_refunded_and_paid_out_leaves_the_rest_payable(ann):
    assert report(earned(1, 300), refunded(1, 50), paid_out(1, "200.50")) == 3
    assert payable(ann) == euros("49.50")
    assert queries.check_ledger() == []


def test_every_entry_says_which_event_moved_it_and_who_told(ann):
    report(earned(1, 300))
    entry = Entry.objects.get()
    assert entry.cause.startswith("event ")
    assert (entry.by, entry.at) == ("max", people.START)


def test_posting_again_changes_nothing(ann):
    told = [earned(1, 300), paid_out(1, 400), contested(1, 100), settled(1)]
    report(*told)
    before = list(LedgerAccount.objects.values()), list(Entry.objects.values())
    assert report(*told) == 0
    ledger.post(rows=events.since(0, kinds=meaning.KINDS, limit=10), at=NOW)
    assert (list(LedgerAccount.objects.values()), list(Entry.objects.values())) == before
    assert Contest.objects.count() == 1


def test_many_batches_are_as_good_as_one(ann, monkeypatch):
    monkeypatch.setattr(posting, "BATCH", 2)
    assert report(*(earned(n, 10) for n in range(7))) == 7
    assert sum(b.payable.minor for b in queries.balances(ann).values()) == euros(70).minor


def test_someone_of_whom_nothing_was_known_is_known_by_their_first_payment():
    report(earned(1, 10, name="abe"))
    assert LedgerAccount.objects.get(purpose="payable").owner.name == "abe"


def test_a_payout_above_what_is_payable_is_kept_told_and_made_up_for(ann):
    report(earned(1, 100), paid_out(1, 150))
    assert payable(ann) == euros(100)
    [problem] = queries.check_ledger()
    assert "payout.sent of 150.00 EUR on contract ann-c1: only 100.00 EUR is payable" in problem
    assert report(earned(1, 80, day=9)) == 2
    assert payable(ann) == euros(30)
    assert queries.check_ledger() == []


def test_a_payout_reported_before_what_was_earned_is_posted_after_it(ann):
    report(paid_out(1, 60))
    assert report(earned(1, 100)) == 2
    assert payable(ann) == euros(40)


def test_held_money_that_was_paid_out_all_the_same_is_followed_once_it_is_released(ann):
    report(earned(1, 100), contested(1, 70))
    placed = hold(ann, {1: 70})
    report(paid_out(1, 100))
    assert len(queries.check_ledger()) == 1
    operations.release_hold(hold=placed, reason="Over.", by="Sam", at=NOW)
    assert operations.post_events(at=NOW) == 1
    assert payable(ann) == euros(0)
    assert queries.check_ledger() == []


def test_two_payouts_wait_and_the_money_is_enough_for_one(ann):
    report(paid_out(1, 60), paid_out(1, 60, day=4), earned(1, 100))
    assert payable(ann) == euros(40)
    assert queries.outstanding().count() == 1


def test_a_contract_paid_in_two_currencies_keeps_them_apart(ann):
    report(earned(1, 100), earned(1, 5, currency="USD", day=2), paid_out(1, 2, currency="USD"))
    balances = queries.balances(ann)
    assert balances[pot(ann, 1)].payable == euros(100)
    assert balances[pot(ann, 1, "USD")].payable == Money(300, "USD")
    assert queries.check_ledger() == []


def test_a_payout_in_a_currency_the_contract_was_never_paid_in_is_told(ann):
    report(earned(1, 100), paid_out(1, 5, currency="USD"))
    [problem] = queries.check_ledger()
    assert "payout.sent of 5.00 USD on contract ann-c1: only 0.00 USD is payable" in problem


def test_a_dispute_in_a_currency_never_paid_holds_nothing_and_is_said_so(ann):
    report(earned(1, 100), contested(1, 100, currency="USD"))
    assert queries.unpaid_contests(ann) == {pot(ann, 1, "USD"): Money(10_000, "USD")}
    assert queries.holdable(ann, Family.PERFORMANCE) == {}
    assert queries.check_ledger() == []


def test_two_members_may_name_a_contract_alike_and_keep_their_own_money(ann):
    abe = people.member("abe")
    report(earned(1, 100), earned(1, 7, name="abe"))
    assert payable(ann) == euros(100)
    assert payable(abe) == euros(7)


@pytest.mark.parametrize("ending", [ended(1), settled(1)])
def test_a_dispute_and_what_settles_it_may_be_told_in_any_order(ending):
    for number, told in enumerate(permutations([earned(1, 100), contested(1, 40), ending])):
        for event in told:
            report(_of(event, f"member-{number}"))
    assert Contest.objects.count() == 6
    assert not Contest.objects.filter(end=None).exists()


def _of(event, name):
    changed = {"account": name, "id": event.id.replace("ann", name)}
    return type(event)(**{f: getattr(event, f) for f in event.__struct_fields__} | changed)


def test_the_first_ending_after_a_dispute_is_its_end(ann):
    report(contested(1, 40, day=5), settled(1, day=9), ended(1, day=7), ended(1, day=2))
    assert Contest.objects.get().end.at == people.START.replace(day=people.START.day + 7)


def test_of_one_moment_a_dispute_told_after_the_good_end_is_still_open(ann):
    report(earned(1, 100))
    report(ended(1, day=5))
    report(contested(1, 40, day=5))
    assert Contest.objects.get(end=None).amount == 4_000
    report(settled(1, day=5))
    assert not Contest.objects.filter(end=None).exists()
