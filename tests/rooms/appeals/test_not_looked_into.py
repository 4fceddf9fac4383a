"""No machine turns an appeal away; a person may, for a reason of the closed list that fits."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goodstanding.appeals import operations as appeals
from goodstanding.appeals.models import AppealOutcome
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.appeal import Door, Inadmissible
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices import operations as deliveries
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "It came eight months after you were told."


@pytest.fixture
def decision():
    """Ann was heard and warned."""
    people.rulebook()
    staff = people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    kind = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=kind, by=staff["Rita"], at=NOW)
    wish = Wish(MeasureKind.WARNING, "Eleven got nothing.")
    made = cases.decide(case=case, wish=wish, by=staff["Rita"], at=NOW + 8 * DAY)
    deliveries.deliver_due(at=NOW + 8 * DAY)
    return made


def filed(decision, at=NOW + 9 * DAY, door=Door.PORTAL):
    return appeals.file(decision=decision, text="They cancelled.", by="ann", at=at, door=door)


def aside(appeal, code, at=None):
    by = appeal.assignment.reviewer
    at = at or appeal.filed_at + DAY
    return appeals.find_inadmissible(appeal=appeal, code=code, reasons=WHY, by=by, at=at)


def test_a_late_appeal_is_taken_and_a_person_says_why_it_is_not_looked_into(decision):
    appeal = filed(decision, at=NOW + 250 * DAY)
    assert "were open until" in appeal.receipt.text
    assert "a person says so, and why" in appeal.receipt.text
    outcome = aside(appeal, Inadmissible.OUT_OF_TIME)
    assert outcome.outcome == "inadmissible"
    assert "because it came after the last day for it" in outcome.notice.text
    assert WHY in outcome.notice.text
    assert "Outside this marketplace you can turn to" in outcome.notice.text


def test_a_late_appeal_may_be_answered_all_the_same(decision):
    appeal = filed(decision, at=NOW + 250 * DAY)
    by = appeal.assignment.reviewer
    outcome = appeals.uphold(appeal=appeal, reasons="Right.", by=by, at=appeal.filed_at)
    assert outcome.outcome == "reversed"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (Inadmissible.OUT_OF_TIME, "It came in time"),
        (Inadmissible.NOT_CONCERNED, "filed it themself"),
        (Inadmissible.ANSWERED_BEFORE, "No earlier appeal"),
    ],
)
def test_a_reason_the_record_gainsays_is_refused(decision, code, why):
    with pytest.raises(UnlawfulError, match=why):
        aside(filed(decision), code)


def test_what_was_filed_by_somebody_else_may_turn_out_not_to_be_hers(decision):
    appeal = filed(decision, door=Door.API)
    assert "The marketplace filed it for you" in appeal.receipt.text
    assert aside(appeal, Inadmissible.NOT_CONCERNED).inadmissible == "not_concerned"


def test_what_was_not_decided_here_is_not_looked_into(decision):
    outcome = aside(filed(decision), Inadmissible.NOTHING_DECIDED)
    assert "was not decided here" in outcome.notice.text


def forged(decision, **values):
    appeal = filed(decision)
    return AppealOutcome.objects.create(
        appeal=appeal,
        reasons="Forged.",
        decided_by=appeal.assignment.reviewer,
        at=appeal.filed_at,
        notice=appeal.decision.notice,
        **values,
    )


@pytest.mark.parametrize("code", ["", "form"])
def test_p7_no_appeal_is_inadmissible_without_a_code_of_the_list(decision, code):
    with pytest.raises(DatabaseError, match="P7_inadmissible_names_a_code"), transaction.atomic():
        forged(decision, outcome="inadmissible", inadmissible=code)


def test_p7_an_answer_on_the_merits_has_no_such_code(decision):
    with pytest.raises(DatabaseError, match="P7_inadmissible_names_a_code"), transaction.atomic():
        forged(decision, outcome="confirmed", inadmissible="not_concerned")


def test_p7_an_appeal_in_time_is_not_out_of_time(decision):
    with pytest.raises(DatabaseError, match="P7: this appeal came in time"), transaction.atomic():
        forged(decision, outcome="inadmissible", inadmissible="out_of_time")


def test_p7_nothing_is_answered_before_that_was_not(decision):
    with pytest.raises(DatabaseError, match="P7: no earlier appeal"), transaction.atomic():
        forged(decision, outcome="inadmissible", inadmissible="answered_before")
