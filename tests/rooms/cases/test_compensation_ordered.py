"""The marketplace compensates only as the reversal of a decision about a member orders (P6)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.funds import operations as funds
from goodstanding.funds import queries as money
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from tests import floods, people
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """Ann was warned, wrongly; Sue overturns it."""
    team = people.team()
    floods.adopted()
    people.member("ann")
    people.tell(*floods.flood(-2), *floods.flood(-1), people.earned("ann", 1, 100_000))
    people.work_goes_on()
    case = floods.case_of("application-floods")
    decision = cases.decide(
        case=case, wish=Wish(MeasureKind.WARNING, "Sixty alike."), by=team["Rita"], at=NOW
    )
    return decision, cases.reverse(
        decision=decision, cause="appeal 1", reasons="No.", by=team["Sue"], at=NOW
    )


def given(account, reversal, **other):
    """Ann gets 25.00; then everything that waits for the commit is checked."""
    told = {"cause": f"reversal {reversal.pk}", "by": "Sue", "at": NOW, **other}
    with transaction.atomic():
        funds.compensate(account=account, money=Money(2_500, "EUR"), contract="ann-c1", **told)
        connection.check_constraints()


def test_what_the_reversal_orders_is_paid_once(story):
    decision, reversal = story
    ann = decision.case.account
    given(ann, reversal)
    given(ann, reversal)
    assert money.balances(ann)[Pot("ann-c1", "EUR")].payable == Money(102_500, "EUR")


@pytest.mark.parametrize(
    "other",
    [
        {"cause": "goodwill"},
        {"cause": "reversal 999999"},
        {"cause": "reversal {}, transfer 1"},
        {"cause": "reversal {} and more"},
        {"by": "Rita"},
        {"at": NOW + timedelta(seconds=1)},
    ],
)
def test_nothing_else_is(story, other):
    decision, reversal = story
    other = {name: _named(value, reversal) for name, value in other.items()}
    with pytest.raises(IntegrityError, match="P6: a member is compensated only by the reversal"):
        given(decision.case.account, reversal, **other)


def _named(value, reversal):
    return value.format(reversal.pk) if isinstance(value, str) else value


def test_and_nobody_else_is(story):
    _, reversal = story
    with pytest.raises(IntegrityError, match="P6: a member is compensated only by the reversal"):
        given(people.member("abe"), reversal)
