"""Rita reads what Ben reported of Ann, and asks who it was; another person answers his appeal."""

from datetime import timedelta

import pytest

from goodstanding.accounts.queries import account as known
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces import links
from goodstanding.law.report import Way
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW


@pytest.fixture
def report(case):
    people.member("ben", role="client")
    return cases.report(
        about=known("ann"),
        policy=case.policy,
        said=cases.Said("contract ann-c1", "Paid, and nothing came.", True, Way.PORTAL),
        reporter=cases.Reporter(account=known("ben")),
        at=NOW,
    )


@pytest.fixture
def appeal(report, clock):
    wish = Wish(MeasureKind.NO_ACTION, "It seems to be the clients.")
    by = report.case.assignment.staff
    cases.decide(case=report.case, wish=wish, by=by, at=NOW)
    at = NOW + timedelta(hours=1)
    clock.move_to(at + timedelta(hours=1))
    return appeals.file_for_reporter(report=report, text="Look again.", door="portal", at=at)


def test_the_case_page_says_what_was_reported_and_who_only_to_its_manager(sign_in, report, staff):
    path = f"/console/cases/{report.case.reference}/"
    manager = report.case.assignment.staff.name
    client = sign_in(manager)
    page = words(client.get(path))
    assert "Paid, and nothing came." in page
    assert "Reported by" not in page
    asking = f"{path}reports/{report.id}/who"
    assert client.post(asking)["Location"] == f"{path}#reports"
    assert "Reported by Ben, account ben." in words(client.get(path))
    assert report.readings.get().staff.name == manager
    other = next(name for name in ("Rita", "Sam") if name != manager)
    client = sign_in(other)
    assert "Show who reported" not in words(client.get(path))
    refused = client.post(asking)
    assert refused.status_code == 422
    assert "Only the case manager reads who reported." in words(refused)
    assert "account ben" not in words(client.get(path))


def test_another_person_answers_who_reported_and_the_case_goes_on(sign_in, appeal):
    reviewer = appeal.taken.reviewer.name
    client = sign_in(reviewer)
    assert "By who reported" in words(client.get("/console/appeals/"))
    path = f"/console/appeals/reporters/{appeal.id}/"
    page = words(client.get(path))
    assert "Look again." in page
    assert "It seems to be the clients." in page
    assert "account ben" not in page
    assert client.post(f"{path}answer", {"reasons": "x"}).status_code == 422
    refused = client.post(f"{path}answer", {"outcome": "late", "reasons": "x"})
    assert "It came in time" in words(refused)
    client.post(f"{path}answer", {"outcome": "reopen", "reasons": "Eleven say the same."})
    assert "The case is open again." in words(client.get(path))
    assert "By who reported" not in words(client.get("/console/appeals/"))
    assert client.get(f"/console/cases/{appeal.decision.case.reference}/").status_code == 200


def test_who_closed_the_case_reads_it_and_cannot_answer(sign_in, appeal):
    client = sign_in(appeal.decision.decided_by.name)
    path = f"/console/appeals/reporters/{appeal.id}/"
    assert "Not yours to give." in words(client.get(path))
    assert client.post(f"{path}take").status_code in {403, 422}
    assert client.get(path.replace(str(appeal.id), str(appeal.report.id))).status_code == 404


def test_the_reviewer_asks_and_who_reported_answers_on_either_page(sign_in, appeal, report):
    reviewer = appeal.taken.reviewer.name
    client = sign_in(reviewer)
    path = f"/console/appeals/reporters/{appeal.id}/"
    assert client.post(f"{path}ask", {"text": " "}).status_code == 422
    assert client.post(f"{path}ask", {"text": "Which contract was it?"})["Location"] == path
    public = f"/report/{report.token}/"
    assert f"Which contract was it? {reviewer}, on" in words(client.get(public))
    assert client.post(f"{public}add", {"text": "The first."})["Location"] == public
    client.get(links.to_portal("ben").split("8000", 1)[1])
    mine = f"/portal/reports/{report.id}/"
    assert "The first. You, on" in words(client.get(mine))
    assert client.post(f"{mine}add", {"text": "And the second."})["Location"] == mine
    refused = client.post(f"{mine}add", {"text": ""})
    assert refused.status_code == 422
    assert "We expected what you want to say" in words(refused)
    page = words(sign_in(reviewer).get(path))
    assert "And the second. Who reported, " in page
    assert "account ben" not in page


def test_where_no_appeal_waits_there_is_nothing_to_add_to(client, report):
    refused = client.post(f"/report/{report.token}/add", {"text": "But!"})
    assert refused.status_code == 422
    assert "No appeal waits for an answer here" in words(refused)
