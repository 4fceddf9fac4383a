"""Where Ann's money came from and where it went: sums that any reader of the ledger can redo."""

from collections import Counter

import pytest

from goodstanding.events import queries as events
from goodstanding.funds import operations, queries
from goodstanding.funds.models import Entry, LedgerAccount
from goodstanding.funds.queries import Place
from goodstanding.law.terms import Family
from tests import people
from tests.rooms.funds.money import (
    NOW,
    contested,
    earned,
    euros,
    hold,
    paid_out,
    refunded,
    report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    """Ann earned 1,000.00 and 500.00; 300.00 are contested, and something of all happened."""
    account = people.member("ann")
    report(earned(1, 1000), earned(2, 500), contested(1, 300))
    report(paid_out(2, 400), refunded(2, 60, day=4))
    hold(account, {1: 200})
    return account


def again(account):
    """The sums of a flow, reckoned row by row from the ledger itself."""
    sums = Counter()
    for one in Entry.objects.select_related("source", "target"):
        if one.target.owner == account and one.source.purpose == "marketplace":
            sums["earned"] += one.amount
        if one.source.owner == account and one.target.purpose == "marketplace":
            told = "refunded" if "refund" in event_of(one).source_id else "paid_out"
            sums[told] += one.amount
        if hasattr(one, "transfer") and one.source.owner == account:
            sums["given_back"] += one.amount
    for pot in LedgerAccount.objects.filter(owner=account, purpose__in=["payable", "held"]):
        sums[pot.purpose] += pot.balance
    return {place: minor for place, minor in sums.items() if minor}


def event_of(entry):
    (row,) = events.by_ids([int(entry.key.removeprefix("event:"))])
    return row


def told(flow):
    return {place.value: money.minor for place, money in {**flow.sources, **flow.ends}.items()}


def test_each_sum_is_that_of_the_ledgers_rows_and_both_sides_are_one(ann):
    (flow,) = queries.flow(ann, at=NOW)
    said = told(flow)
    said["payable"] += said.pop("contested")
    assert said == again(ann)
    assert flow.total == euros(1500)
    assert sum(one.minor for one in flow.ends.values()) == flow.total.minor


def test_what_is_contested_and_not_held_is_payable_and_said_to_be_contested(ann):
    (flow,) = queries.flow(ann, at=NOW)
    assert flow.ends[Place.HELD] == euros(200)
    assert flow.ends[Place.CONTESTED] == euros(100)
    assert flow.ends[Place.PAYABLE] == euros(740)


def test_what_went_to_the_other_party_and_what_made_it_good_are_told_apart(ann):
    ben = people.member("ben", role="client")
    held = hold(ann, {2: 40}, family=Family.FRAUD)
    told_ = {"contract": "ann-c2", "money": euros(40), "cause": "decision 1", "at": NOW}
    rita, fin = people.team()["Rita"], people.fin()
    operations.reverse_to_client(hold=held, client=ben, by=rita, agreed_by=fin, **told_)
    operations.compensate(account=ann, **told_ | {"cause": "reversal 1"}, by="Sam")
    (hers,), (his,) = queries.flow(ann, at=NOW), queries.flow(ben, at=NOW)
    assert (hers.ends[Place.GIVEN_BACK], hers.sources[Place.COMPENSATED]) == (euros(40), euros(40))
    assert told(his) == {"received": 40_00, "payable": 40_00}
    assert sum(one.minor for one in hers.ends.values()) == hers.total.minor == 1540_00


def test_only_some_contracts_are_asked_for(ann):
    assert queries.ever_at_stake(ann) == {"ann-c1"}
    (flow,) = queries.flow(ann, contracts={"ann-c1"}, at=NOW)
    assert told(flow) == {"earned": 1000_00, "held": 200_00, "contested": 100_00, "payable": 700_00}


def test_everybodys_money_is_one_picture_without_those_whose_record_is_kept_apart(ann):
    report(earned(1, 70, name="abe"))
    (flow,) = queries.flow_of_all()
    assert told(flow) == {"earned": 1570_00, "left": 460_00, "held": 200_00, "payable": 910_00}
    (flow,) = queries.flow_of_all(hidden={ann.pk})
    assert told(flow) == {"earned": 70_00, "payable": 70_00}
