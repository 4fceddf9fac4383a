"""Rita sees how far Ann is, accepts other proof, lifts on conditions, and puts back by name."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.models import Probation, StepProof
from goodstanding.law.terms import Capability
from tests.interfaces.console.reading import words
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def page(decided):
    return f"/console/cases/{decided.case.reference}/"


def may_apply(at=NOW):
    return queries.may("ann", Capability.APPLY, at=at).allowed


def test_the_case_page_shows_the_same_progress_as_the_member_sees(sign_in, decided, page):
    step = decided.remedy_plan.steps.get(kind="assurance")
    cases.give_assurance(step=step, text="One job at a time.", by="ann", at=NOW)
    seen = words(sign_in("Rita").get(page))
    assert "1 of 3 steps proved" in seen
    assert "Finish two contracts so that their clients accept the work." in seen
    assert "One job at a time." in seen
    assert f"full on {(decided.at + timedelta(weeks=1)).day} Jun 2026" in seen


def test_she_accepts_other_proof_with_reasons_and_the_last_one_lifts(sign_in, decided, page):
    rita = sign_in("Rita")
    steps = list(decided.remedy_plan.steps.order_by("place"))
    refused = rita.post(f"{page}steps/{steps[0].pk}/accept", {"reasons": " "})
    assert refused.status_code == 422
    assert "reasons: got nothing" in words(refused)
    for one in steps:
        assert not may_apply()
        answer = rita.post(f"{page}steps/{one.pk}/accept", {"reasons": "Two clients wrote."})
        assert answer.status_code == 302
    assert may_apply()
    assert "3 of 3 steps proved put right" in words(rita.get(page))
    assert {one.by for one in StepProof.objects.all()} == {"Rita"}


def test_a_step_of_another_case_is_not_found(sign_in, page):
    assert sign_in("Rita").post(f"{page}steps/999/accept", {"reasons": "x"}).status_code == 404


def test_who_manages_no_cases_accepts_nothing(sign_in, decided, page):
    step = decided.remedy_plan.steps.first()
    sue = sign_in("Sue")
    assert "Accept other proof" not in words(sue.get(page))
    assert sue.post(f"{page}steps/{step.pk}/accept", {"reasons": "x"}).status_code == 403


def test_she_lifts_on_conditions_until_a_day(sign_in, decided, page):
    rita, measure = sign_in("Rita"), decided.measures.get()
    where = f"{page}measures/{measure.pk}/reinstate"
    said = {"conditions": "Tell each client in time.", "until": "soon"}
    refused = rita.post(where, said)
    assert refused.status_code == 422
    assert "until: got “soon”, expected a day such as" in words(refused)
    assert "Tell each client in time." in words(refused)
    assert rita.post(where, said | {"until": "2026-07-31"}).status_code == 302
    assert may_apply()
    seen = words(rita.get(page))
    assert "Lifted on conditions until 31 Jul 2026, 23:59" in seen
    assert "Tell each client in time." in seen
    assert Probation.objects.get().by.name == "Rita"


def test_nothing_is_put_back_where_no_conditions_were_broken(sign_in, decided, page):
    answer = sign_in("Rita").post(f"{page}probations/1/put-back", {"reasons": "Again."})
    assert answer.status_code == 404
