"""Max files an appeal for Ann, who is told directly and answered by a person like anyone."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from goodstanding.accounts import operations as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.appeals.models import Appeal
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import queries as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DECIDED = NOW + timedelta(days=8)
FILED = DECIDED + timedelta(days=1)


@pytest.fixture
def decision():
    """Ann was heard, and may not apply for a while."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    return cases.decide(case=case, wish=wish, by=by, at=DECIDED)


@pytest.fixture
def ask(client):
    """Ask the day after with a key for appeals, unless another is shown."""
    scopes = ["appeals:write"]
    _, ours = accounts.issue_key(label="max", scopes=scopes, at=people.ADOPTED)

    def send(method, path="", body=None, *, key=ours, at=FILED):
        headers = {"Authorization": f"Bearer {key}"}
        with time_machine.travel(at, tick=False):
            return client.generic(
                method, f"/v1/appeals{path}", json.dumps(body), "application/json", headers=headers
            )

    return send


def test_she_is_told_directly_that_it_was_filed_for_her_and_when_it_is_answered(decision, ask):
    filing = {"decision": str(decision.id), "text": "They cancelled first.", "member": "ann"}
    said = ask("POST", body=filing)
    assert said.status_code == 200, said.content
    assert said.json()["state"] == "waiting"
    assert said.json()["reply_due_at"].startswith("2026-06-24")
    receipt = notices.of(decision.case.account).get(kind="appeal_received")
    assert "The marketplace filed it for you" in receipt.text
    assert "> They cancelled first." in receipt.text
    assert Appeal.objects.get().door == "api"


def test_a_case_s_reference_names_its_decision_and_the_same_words_are_kept_once(decision, ask):
    filing = {"decision": decision.case.reference, "text": "They cancelled first."}
    first, again = ask("POST", body=filing), ask("POST", body=filing)
    assert first.json() == again.json()
    appeal = Appeal.objects.get()
    assert not appeal.remarks.exists()
    more = filing | {"text": "Here is the contract."}
    assert ask("POST", body=more).json()["id"] == ask("POST", body=more).json()["id"]
    assert [(one.text, one.door) for one in appeal.remarks.all()] == [
        ("Here is the contract.", "api")
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"decision": "GS-NONE"}, "decision: got 'GS-NONE', expected the id of a decision"),
        ({"decision": str(uuid4())}, "expected the id of a decision"),
        ({"member": "ben"}, "member: got 'ben', expected whom the decision is about"),
        ({"text": " "}, "text: got nothing, expected why you think this is wrong"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_told_by_field_value_and_what_was_expected(decision, ask, wrong, said):
    filing = {"decision": str(decision.id), "text": "They cancelled first."} | wrong
    refused = ask("POST", body=filing)
    assert refused.status_code == 422
    assert said in json.dumps(refused.json()["detail"])
    assert not Appeal.objects.exists()


def test_max_sees_where_it_is_and_never_the_reasons(decision, ask):
    filing = {"decision": str(decision.id), "text": "They cancelled first."}
    id_ = ask("POST", body=filing).json()["id"]
    late = FILED + timedelta(days=14)
    assert ask("GET", f"/{id_}", at=late).json()["state"] == "overdue"
    appeal = Appeal.objects.get()
    by = appeal.assignment.reviewer
    appeals.reject(appeal=appeal, reasons="Nothing was sent.", by=by, at=late)
    answered = ask("GET", f"/{id_}", at=late)
    assert (answered.json()["state"], answered.json()["outcome"]) == ("answered", "confirmed")
    assert "Nothing was sent" not in answered.content.decode()
    refused = ask("POST", body=filing | {"text": "Again."}, at=late)
    assert "This appeal has been answered" in refused.json()["detail"]


def test_no_such_appeal_and_no_such_key(decision, ask):
    assert ask("GET", f"/{uuid4()}").status_code == 404
    _, other = accounts.issue_key(label="x", scopes=["may:read"], at=people.ADOPTED)
    assert ask("POST", body={}, key=other).status_code == 403
    assert ask("POST", body={}, key="gs_x_y").status_code == 401
