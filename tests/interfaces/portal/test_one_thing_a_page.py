"""Ann writes her side on a page of its own, reads it over, sends it, and reads what comes next."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.interfaces import links
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.people import NOW, timedelta

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG = "It began in March.\n" + "I wrote to each of them, and waited. " * 2_000


@pytest.fixture
def ann(client, time_machine):
    """Ann was asked for her side, and has come in."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    time_machine.move_to(NOW + DAY, tick=False)
    client.get(links.to_portal("ann").split("8000", 1)[1], follow=True)
    client.case = case
    return client


def text(page):
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", html.unescape(plain))


def place(ann, rest):
    return f"/portal/cases/{ann.case.reference}/{rest}"


def test_she_saves_it_comes_back_reads_it_over_and_sends_it_whole(ann):
    """No length is too long; nothing is sent before she says so, and it is sent once."""
    writing = place(ann, "write/answer/")
    ann.post(writing, {"text": "It began", "later": "yes"})
    assert "Go on writing your answer" in text(ann.get(place(ann, "")))
    assert "It began" in text(ann.get(writing))
    over = ann.post(writing, {"text": LONG}, follow=True)
    assert "Read it over before you send it" in text(over)
    assert not ann.case.answers.exists()
    kept = re.search(r'name="text" value="([^"]*)"', over.content.decode())[1]
    sent = text(ann.post(place(ann, "answer"), {"text": html.unescape(kept)}, follow=True))
    (answer,) = ann.case.answers.all()
    assert answer.text.strip() == LONG.strip()
    assert f"We have your answer Your reference: {ann.case.reference}" in sent
    assert "Rita reads it before anything is decided." in sent
    assert "due from us by" in sent
    assert "Go on writing" not in text(ann.get(place(ann, "")))


def test_she_sends_a_document_with_it_or_is_told_why_not_and_loses_no_word(ann):
    over = ann.post(place(ann, "write/answer/"), {"text": "I was ill."}, follow=True)
    assert 'enctype="multipart/form-data"' in over.content.decode()
    for name, status in (("note.docx", 422), ("note.txt", 302)):
        note = SimpleUploadedFile(name, b"She was ill.")
        answer = ann.post(place(ann, "answer"), {"text": "I was ill.", "files": note})
        assert answer.status_code == status
        if status == 422:
            assert "note.docx: we take PDF" in text(answer)
            assert "I was ill." in text(ann.get(place(ann, "write/answer/")))
    (said,) = ann.case.answers.all()
    (added,) = queries.attachments(ann.case)
    assert (added.name, added.by, added.door) == ("note.txt", "ann", "portal")
    assert "> I was ill.\n\nFiles: note.txt" in said.receipt.text


def test_nothing_written_is_told_on_top_and_leads_to_the_field(ann):
    refused = ann.post(place(ann, "write/answer/"), {"text": "  "})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert re.search(r"<title>\s*Error:", page)
    assert '<a href="#text">Write what happened, in your own words' in page
    assert 'id="text"' in page
    assert ann.get(place(ann, "write/answer/check")).status_code == 302


def test_where_there_is_nothing_to_write_she_is_led_back_to_her_case(ann):
    """No appeal before a decision, no confirmation of what was not sent, no other form."""
    for rest in ("write/appeal/", "write/appeal/check", "sent/appeal/", "sent/answer/"):
        ended = ann.get(place(ann, rest), follow=True)
        assert ended.redirect_chain[-1][0] == place(ann, ""), rest
    assert ann.get(place(ann, "write/else/")).status_code == 404
    people.member("abe")
    ann.get(links.to_portal("abe").split("8000", 1)[1], follow=True)
    assert ann.get(place(ann, "write/answer/")).status_code == 404
