"""The team notes things for itself; Ann does not see it, and her file says that it is there."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from goodstanding.accounts import operations as accounts
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.models import Note
from goodstanding.interfaces import links
from goodstanding.law.terms import UnlawfulError
from goodstanding.reports.file import as_zip, gather
from tests.interfaces.console.reading import words
from tests.people import NOW

TEXT = "Her clinic closed in March; the doctor is on leave."


@pytest.fixture
def noted(case, staff):
    cases.note(case=case, text="Called the clinic.", by=staff["Rita"], at=NOW)
    return cases.note(case=case, text=TEXT, by=staff["Sue"], at=NOW)


def test_anyone_of_the_team_notes_and_finds_it_on_the_page_of_the_case(case, sign_in):
    page = f"/console/cases/{case.reference}/"
    sue = sign_in("Sue")
    assert sue.post(f"{page}notes", {"text": " "}).status_code == 422
    assert sue.post(f"{page}notes", {"text": TEXT})["Location"] == f"{page}#notes"
    shown = words(sue.get(page))
    assert f"{TEXT} Sue, 1 Jun 2026, 10:00" in shown
    assert "their file says that there is one, and they can ask for its words" in shown
    assert TEXT in words(sue.get(f"{page}?notes=clinic+doctor"))
    shown = words(sue.get(f"{page}?notes=dentist"))
    assert TEXT not in shown
    assert "No note of this case holds “dentist”" in shown


def test_the_search_over_all_cases_finds_it_and_that_is_a_reading(case, staff, noted, sign_in):
    sam = sign_in("Sam")
    shown = words(sam.get("/console/notes/?words=clinic"))
    assert TEXT in shown
    assert "Called the clinic." in shown
    assert "Called" not in words(sam.get("/console/notes/?words=clinic+-called"))
    assert "No note holds “x”" in words(sam.get("/console/notes/?words=x"))
    assert "Notes of the team" in words(sam.get("/console/notes/"))
    read = queries.readings(case).values_list("by", "address")
    assert ("Sam", "/console/notes/?words=clinic") in read
    named = [staff["Rita"], staff["Sue"]]
    accounts.protect(account=case.account, reason="Famous.", readers=named, by=staff["Sue"], at=NOW)
    assert TEXT not in words(sam.get("/console/notes/?words=clinic"))


def test_ann_does_not_see_it_and_her_file_says_that_it_is_there(case, noted):
    ann = Client()
    ann.get(links.to_portal("ann").split("8000", 1)[1])
    assert "clinic" not in ann.get(f"/portal/cases/{case.reference}/").content.decode()
    file = gather(case.account, at=NOW)
    assert file["cases"][0]["notes"] == [{"at": NOW}, {"at": NOW}]
    assert as_zip(file)
    page = words(ann.get("/portal/file"))
    assert "The team made 2 notes of its own here (1 June 2026, 1 June 2026)" in page
    assert f"To have the words, write to case+{case.token}@" in page
    assert "clinic" not in page


def test_a_note_is_by_one_of_the_team_says_something_and_is_never_rewritten(case, staff, noted):
    accounts.employ(name="Sue", email="sue@example.org", roles=[], at=NOW)
    with pytest.raises(UnlawfulError, match="by: got Sue, expected a person of the team"):
        cases.note(case=case, text="More.", by=staff["Sue"], at=NOW)
    insert = "INSERT INTO cases_note (case_id, text, by_id, at) VALUES"
    for attack, refusal in (
        ("UPDATE cases_note SET text = 'x'", "append-only"),
        ("DELETE FROM cases_note", "append-only"),
        (f"{insert} ('{case.pk}', ' ', {staff['Rita'].pk}, now())", "note_says_something"),
    ):
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            connection.cursor().execute(attack)
    assert Note.objects.count() == 2
