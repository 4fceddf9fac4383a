"""S13: another person looks again, with reasons; whoever decided cannot."""

from uuid import uuid4

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.cases import queries
from goodstanding.funds import queries as funds
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Capability, StaffRole
from tests.interfaces.console.reading import marks, words
from tests.people import ADOPTED, NOW


def path(appeal, act=""):
    return f"/console/appeals/{appeal.id}/{act}"


def test_all_that_was_relied_on_is_there_to_look_at_again(sign_in, appeal):
    page = words(sign_in("Sue").get(path(appeal)))
    assert "Answer due in 14 days 15 Jun 2026, 10:00" in page
    assert "Decided by Sam, 31 May 2026" in page
    assert "Those clients cancelled first." in page
    assert "I was ill in March & wrote to every client." in page
    assert "Eleven of twenty clients got nothing" in page
    assert "Restriction, and a hold on contested money. This stops applying for jobs" in page
    assert "The 11 records this rests on" in page
    assert "measures lifted, the hold released, the strike removed" in page


def test_the_first_decider_is_told_that_someone_else_must(sign_in, appeal):
    page = sign_in("Sam").get(path(appeal))
    text = words(page)
    assert (
        "Sam had a hand in this case; another reviewer must look again (P7). Open to: Sue." in text
    )
    assert "Answer the appeal" not in text
    assert page.status_code == 200


@pytest.mark.parametrize("act", ["take", "answer"])
def test_the_first_decider_is_refused_by_the_law_too(sign_in, appeal, act):
    told = {"outcome": "reject", "reasons": "I was right."}
    answer = sign_in("Sam").post(path(appeal, act), told)
    assert answer.status_code == 422
    assert "Sam had a hand in this case; another reviewer must look again (P7)." in words(answer)
    assert queries.decision(appeal.decision.case) is not None
    assert not hasattr(type(appeal).objects.get(pk=appeal.pk), "outcome")


def test_sue_upholds_and_everything_is_undone(sign_in, appeal):
    client = sign_in("Sue")
    told = {"outcome": "uphold", "reasons": "The clients cancelled first; we counted that wrong."}
    assert client.post(path(appeal, "answer"), told)["Location"] == path(appeal)
    assert queries.may("ann", Capability.APPLY, at=NOW).allowed
    assert funds.balances(appeal.account)[Pot("ann-c0", "EUR")].held.minor == 0
    page = words(client.get(path(appeal)))
    assert "The decision is reversed. Sue, 1 Jun 2026, 10:00" in page
    assert "we counted that wrong" in page
    assert "Decision of 31 May 2026 reversed, with all it caused Sue" in page
    assert "No appeal is waiting." in words(client.get("/console/appeals/"))


def test_sue_rejects_with_reasons_and_the_decision_stays(sign_in, appeal):
    client = sign_in("Sue")
    told = {"outcome": "reject", "reasons": "The contracts show that nothing was sent."}
    client.post(path(appeal, "answer"), told)
    assert not queries.may("ann", Capability.APPLY, at=NOW).allowed
    assert "The decision is confirmed. Sue" in words(client.get(path(appeal)))


def test_an_answer_without_reasons_is_none_and_keeps_the_choice(sign_in, appeal):
    answer = sign_in("Sue").post(path(appeal, "answer"), {"outcome": "uphold", "reasons": " "})
    assert answer.status_code == 422
    assert "reasons: got nothing, expected an answer to each point (P7)." in words(answer)
    assert 'id="uphold" value="uphold" checked' in marks(answer)


def test_an_answer_without_an_outcome_keeps_the_reasons(sign_in, appeal):
    answer = sign_in("Sue").post(path(appeal, "answer"), {"reasons": "I looked at it all."})
    assert answer.status_code == 422
    assert "outcome: got nothing, expected one of uphold, modify" in words(answer)
    assert "I looked at it all." in marks(answer)


def test_an_appeal_is_answered_once(sign_in, appeal):
    told = {"outcome": "reject", "reasons": "Nothing was sent."}
    client = sign_in("Sue")
    client.post(path(appeal, "answer"), told)
    again = client.post(path(appeal, "answer"), told | {"outcome": "uphold"})
    assert again.status_code == 422
    assert "This appeal has been answered." in words(again)


def test_who_is_no_reviewer_reads_and_is_told(sign_in, appeal):
    manager = [StaffRole.CASE_MANAGER]
    accounts.employ(name="Uma", email="uma@example.org", roles=manager, at=ADOPTED)
    page = words(sign_in("Uma").get(path(appeal)))
    assert "Uma is not a reviewer (P7)." in page


def test_an_appeal_nobody_could_take_is_taken_once_a_reviewer_comes(sign_in, decided, staff):
    from goodstanding.appeals import operations as appeals

    accounts.employ(name="Sue", email="sue@example.org", roles=[], at=NOW)
    filed = appeals.file(decision=decided, text="Wrong.", by="ann", at=NOW)
    page = words(sign_in("Sam").get(path(filed)))
    assert "Nobody else is a reviewer now; one has to be named." in page
    reviewer = [StaffRole.REVIEWER]
    accounts.employ(name="Uma", email="uma@example.org", roles=reviewer, at=ADOPTED)
    client = sign_in("Uma")
    assert "Take this appeal" in words(client.get(path(filed)))
    assert client.post(path(filed, "take")).status_code == 302
    assert "Reviewer Uma" in words(client.get(path(filed)))


def test_there_is_no_such_appeal(sign_in, staff):
    assert sign_in("Sue").get(f"/console/appeals/{uuid4()}/").status_code == 404


def test_the_list_goes_on_after_the_last_of_the_page_before(sign_in, appeal):
    sue = sign_in("Sue")
    assert appeal.decision.case.reference in words(sue.get("/console/appeals/"))
    after = words(sue.get(f"/console/appeals/?after={appeal.pk}"))
    assert appeal.decision.case.reference not in after
    assert "What is due first" in after
    assert appeal.decision.case.reference in words(sue.get("/console/appeals/?after=nothing"))
