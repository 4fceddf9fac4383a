"""Whoever heard the member in a case does not look at it again, whatever door they try."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goodstanding.accounts.models import Staff
from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries
from goodstanding.appeals.models import AppealOutcome
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind, UnlawfulError
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=9)


@pytest.fixture
def appeal():
    """Sam heard Ann, Rita decided, and Ann appeals."""
    people.rulebook()
    staff = people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=staff["Sam"], at=NOW)
    wish = Wish(measure, "Eleven clients got nothing.")
    made = cases.decide(case=case, wish=wish, by=staff["Rita"], at=NOW + timedelta(days=8))
    return appeals.file(decision=made, text="They cancelled first.", by="ann", at=LATER)


def heard_by(appeal):
    return appeal.decision.case.preliminary_notices.get().by


def test_the_reviewer_had_no_hand_in_the_case(appeal):
    assert appeal.assignment.reviewer.name == "Sue"
    assert queries.hands(appeal.decision) >= {"Rita", "Sam"}


def test_a_list_says_the_same_of_each_as_the_law_is_asked(appeal):
    hands = queries.hands(appeal.decision)
    barred = {one.name for one in Staff.objects.all() if queries.barred([appeal], one)}
    assert barred == {one.name for one in Staff.objects.all() if one.name in hands}
    assert barred


def test_who_heard_her_is_refused_by_the_law(appeal):
    with pytest.raises(UnlawfulError, match="Sam had a hand in this case"):
        appeals.reject(appeal=appeal, reasons="It stays.", by=heard_by(appeal), at=LATER)


def test_who_heard_her_is_refused_by_the_database(appeal):
    with pytest.raises(DatabaseError, match="P7: whoever had a hand"), transaction.atomic():
        AppealOutcome.objects.create(
            appeal=appeal,
            outcome="confirmed",
            reasons="It stays.",
            decided_by=heard_by(appeal),
            at=LATER,
            notice=appeal.receipt,
        )
