"""Rita keeps what she began to write and comes back to it; nobody else sees it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from goodstanding.cases import operations
from goodstanding.cases.models import Draft
from tests.interfaces.console.reading import words
from tests.people import NOW

WHY = "Eleven of twenty clients got nothing, & a warning came before."


def keeps_a_decision(rita, case, **typed):
    at = f"/console/cases/{case.reference}/decide/"
    told = {"measure": "restriction", "reasons": WHY, "step": "keep"} | typed
    return rita.post(at, told, follow=True)


def test_a_message_is_kept_offered_again_and_goes_when_it_is_sent(sign_in, case):
    rita, at = sign_in("Rita"), f"/console/cases/{case.reference}/"
    rita.post(f"{at}messages", {"text": "Dear Ann,", "keep": "1"})
    rita.post(f"{at}messages", {"text": "Dear Ann, which clients\0", "keep": "1"})
    shown = rita.get(at)
    assert "You have a draft from 1 Jun 2026, 10:00 of a message." in words(shown)
    assert ">Dear Ann, which clients</textarea>" in shown.text
    assert not case.messages.exists()
    rita.post(f"{at}messages", {"text": "Dear Ann, which clients paid late?"})
    assert "You have a draft" not in words(rita.get(at))
    assert case.messages.get().text == "Dear Ann, which clients paid late?"


def test_a_decision_is_kept_and_taken_up_where_it_was_left(sign_in, heard):
    rita = sign_in("Rita")
    page = keeps_a_decision(rita, heard, capabilities=["apply"], ends_on="2026-06-20")
    assert "You have a draft from 1 Jun 2026, 10:00 of a decision: restriction." in words(page)
    assert not heard.decisions.exists()
    again = rita.get(f"/console/cases/{heard.reference}/decide/?measure=restriction")
    assert "This is the draft you kept." in words(again)
    assert WHY.replace("&", "&amp;") in again.text
    assert 'value="2026-06-20"' in again.text
    bare = keeps_a_decision(rita, heard, reasons="")
    assert "You have a draft" in words(bare)
    empty = rita.get(f"/console/cases/{heard.reference}/decide/?measure=restriction")
    assert "This was not done" not in words(empty)
    other = rita.get(f"/console/cases/{heard.reference}/decide/?measure=warning")
    assert "This is the draft you kept." not in words(other)


def test_a_draft_is_its_writers_alone(sign_in, heard):
    keeps_a_decision(sign_in("Rita"), heard)
    sam, at = sign_in("Sam"), f"/console/cases/{heard.reference}/"
    assert "You have a draft" not in words(sam.get(at))
    assert WHY.replace("&", "&amp;") not in sam.get(f"{at}decide/?measure=restriction").text
    sam.post(f"{at}drafts/decision/drop")
    assert Draft.objects.count() == 1
    sign_in("Rita").post(f"{at}drafts/decision/drop")
    assert not Draft.objects.exists()


def test_it_goes_when_it_is_decided(sign_in, heard):
    rita, at = sign_in("Rita"), f"/console/cases/{heard.reference}/decide/"
    keeps_a_decision(rita, heard)
    told = {"measure": "restriction", "reasons": WHY, "capabilities": ["apply"]}
    read = rita.post(at, told | {"step": "preview"})
    rita.post(at, told | {"step": "confirm", "seen": read.context["seen"]})
    assert heard.decisions.exists()
    assert not Draft.objects.exists()


def test_nobody_comes_back_to_it_for_a_month_and_it_is_gone(case, staff):
    told = {"case": case, "form": operations.MESSAGE, "by": staff["Rita"]}
    operations.keep_draft(**told, fields={"text": ["Dear"]}, at=NOW)
    assert operations.forget_drafts(at=NOW + timedelta(days=30)) == 0
    assert operations.forget_drafts(at=NOW + timedelta(days=31)) == 1


def test_only_forms_of_a_case_are_kept(case, staff):
    told = {"case": case, "by": staff["Rita"], "at": NOW}
    with pytest.raises(IntegrityError, match="draft_form_known"), transaction.atomic():
        operations.keep_draft(**told, form="other", fields={})
