"""Ben appeals, by mail, against what a rule held back; a person looks again all the same."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries
from goodstanding.cases import operations as cases
from goodstanding.cases import queries as standing
from goodstanding.law.terms import Capability
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
POST = "You pay a registration fee of 35 dollars. Message us on Telegram."


def test_an_appeal_against_an_interim_restriction_is_upheld_and_nothing_is_left():
    people.rulebook()
    people.team()
    people.member("ben", role="client")
    people.tell(*(people.posted("ben", n, POST) for n in range(3)))
    (case,) = people.work_goes_on()
    at = NOW + timedelta(hours=2)
    mail = cases.Mail(message_id="<1>", sender="ben@example.org", subject="", text="Not a fee.")
    letter = appeals.receive(token=case.token, number=1, mail=mail, at=at)
    appeal = queries.open_in(case)
    assert letter.receipt == appeal.receipt
    about = appeal.decision.measures.get()
    may = {"capability": Capability.POST_JOB, "contract": about.contract, "subject": about.subject}
    assert not standing.may("ben", **may, at=at).allowed
    by = appeal.assignment.reviewer
    appeals.uphold(appeal=appeal, reasons="It is none.", by=by, at=at)
    assert standing.may("ben", **may, at=at).allowed
