"""Ann reads what the reviewer asks and adds to her appeal; so does who speaks for her."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.hearings import reading
from goodstanding.interfaces import links
from goodstanding.law.appeal import Door
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
FILED = NOW + timedelta(days=9)


@pytest.fixture
def appeal():
    """Ann is restricted, and appealed by mail; Lena speaks for her."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    cases.name_representative(case=case, name="Lena", email="lena@example.org", by="ann", at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    decision = cases.decide(case=case, wish=wish, by=by, at=NOW + timedelta(days=8))
    mail = cases.Mail(message_id="<1>", sender="ann@example.org", subject="", text="No & no.")
    appeals.receive(token=case.token, number=1, mail=mail, at=FILED)
    return type(decision).objects.get(pk=decision.pk).appeal


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FILED, tick=False) as traveller:
        yield traveller


def enter(client, link):
    client.get(link.split("8000", 1)[1])
    return client


def text(page):
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", plain)


def test_she_adds_to_it_on_her_page_and_reads_it_once_in_order(client, appeal):
    appeals.ask(appeal=appeal, text="Who?", by=appeal.assignment.reviewer, at=FILED)
    page = f"/portal/cases/{appeal.decision.case.reference}/"
    enter(client, links.to_portal("ann"))
    assert client.post(f"{page}remark", {"text": "Client 3."})["Location"] == page
    said = text(client.get(page))
    assert said.count("No &amp; no.") == 1  # it came by mail, and is not shown once more beside it
    assert said.index("Who?") < said.index("Client 3. You, on 10 June 2026")


def test_lena_adds_to_it_by_her_link(client, appeal):
    lena = reading.representative(appeal.decision.case)
    enter(client, reading.link(lena))
    client.post("/portal/represented/remark", {"text": "I have the contract."})
    (said,) = appeal.remarks.all()
    assert (said.by, said.door) == ("Lena, for Ann", Door.PORTAL)
    assert "I have the contract. Lena, for Ann" in text(client.get("/portal/represented/"))


def test_what_she_adds_may_have_files_which_the_reviewer_has_before_them(client, appeal):
    case = appeal.decision.case
    page = f"/portal/cases/{case.reference}/"
    enter(client, links.to_portal("ann"))
    for name, status in (("note.pdf", 422), ("note.txt", 302)):
        note = SimpleUploadedFile(name, b"She was ill.")
        answer = client.post(f"{page}remark", {"text": "The doctor.", "files": note})
        assert answer.status_code == status
    (added,) = queries.attachments(case)
    (said,) = appeal.remarks.all()
    assert "> Files: note.txt" in said.notice.text
    enter(client, links.to_console(appeal.assignment.reviewer.name))
    shown = client.get(f"/console/appeals/{appeal.pk}/").content.decode()
    assert f'href="/console/cases/{case.reference}/files/{added.pk}"' in shown


def test_nothing_is_no_remark_and_nothing_is_added_once_it_is_answered(client, appeal):
    path = f"/portal/cases/{appeal.decision.case.reference}/remark"
    enter(client, links.to_portal("ann"))
    empty = client.post(path, {"text": " "})
    assert empty.status_code == 422
    assert "We expected what you want to say." in text(empty)
    by = appeal.assignment.reviewer
    appeals.reject(appeal=appeal, reasons="It stays.", by=by, at=FILED)
    late = client.post(path, {"text": "But!"})
    assert late.status_code == 422
    assert "No appeal waits for an answer here" in text(late)


def test_her_file_holds_what_was_said_and_how_it_came(client, appeal):
    appeals.ask(appeal=appeal, text="Who?", by=appeal.assignment.reviewer, at=FILED)
    enter(client, links.to_portal("ann"))
    (case,) = client.get("/portal/file.json").json()["cases"]
    kept = case["decisions"][0]["appeal"]
    assert (kept["filed_by"], kept["door"]) == ("ann", "mail")
    assert [one["text"] for one in kept["dialogue"]] == ["Who?"]
    assert f"{appeal.assignment.reviewer} wrote on" in text(client.get("/portal/file"))
