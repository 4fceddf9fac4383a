"""Days that a reversed measure took are not held against Ann, and nothing of it is left linked."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.findings import queries as findings
from goodstanding.law.lost import LostDays
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def decision():
    """Rita restricts Ann, who delivered nothing to eleven of twenty clients."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on(at=NOW)
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    notices.deliver_due(at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=rita, at=NOW + 8 * DAY)
    notices.deliver_due(at=NOW + 8 * DAY)
    return decision


@pytest.fixture
def reversed_(decision):
    """Three days into it another person finds that Ann is right."""
    at = decision.effect_at + 3 * DAY
    appeal = appeals.file(decision=decision, text="They cancelled.", by="ann", at=at)
    reviewer = appeal.assignment.reviewer
    appeals.uphold(appeal=appeal, reasons="They did cancel.", by=reviewer, at=at)
    return decision


def test_the_days_until_the_reversal_are_lost_and_no_other(reversed_):
    account, start = reversed_.case.account, reversed_.effect_at
    assert queries.lost_days(account) == (LostDays(start, start + 3 * DAY),)


def test_a_measure_that_stands_takes_no_lost_days(decision):
    assert queries.lost_days(decision.case.account) == ()


def test_nothing_of_a_reversed_decision_is_left_against_her(reversed_):
    """Findings are all that links a member to anything; none of these counts any more."""
    account, later = reversed_.case.account, reversed_.effect_at + 4 * DAY
    relied = [one.finding for one in reversed_.relied.all()]
    assert relied
    assert all(one.set_aside for one in relied)
    assert not findings.suspects(account, reversed_.policy, at=later)
    assert queries.standing(account, at=later).strikes == []
