"""Sue judges a sample without seeing who decided, and everyone sees how often reviewers agree."""

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.appeals.models import Sample
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from tests.interfaces.console.reading import words
from tests.people import NOW, timedelta


@pytest.fixture
def sample(staff, heard, clock):
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")
    cases.decide(case=heard, wish=wish, by=staff["Rita"], at=NOW)
    clock.move_to(NOW + timedelta(days=8))
    appeals.draw_samples(at=NOW + timedelta(days=8))
    return Sample.objects.get()


def test_she_sees_the_case_and_not_who_decided_and_it_is_undone(sample, sign_in):
    sue = sign_in("Sue")
    listed = words(sue.get("/console/quality/"))
    assert "Ann, Poor performance" in listed
    assert "Poor performance policy 0 0 0 0 1 not known" in listed
    page = words(sue.get(f"/console/quality/{sample.pk}/"))
    for told in ("Eleven of twenty clients", "I was ill in March", "The 11 records this rests on"):
        assert told in page
    assert "Rita" not in page
    assert sample.decision.case.readings.filter(by="Sue").exists()
    empty = sue.post(f"/console/quality/{sample.pk}/answer", {})
    assert (empty.status_code, "Say what you think of it." in words(empty)) == (422, True)
    opinion = {"opinion": "too_harsh", "reasons": " "}
    assert sue.post(f"/console/quality/{sample.pk}/answer", opinion).status_code == 422
    opinion["reasons"] = "The clients cancelled first."
    sue.post(f"/console/quality/{sample.pk}/answer", opinion)
    assert sample.decision.reversal.by.name == "Sue"
    after = words(sue.get("/console/quality/"))
    assert "No sample waits for you." in after
    assert "Poor performance policy 1 0 0 of 1 1 0 0 100.0 %" in after
    judged = words(sue.get(f"/console/quality/{sample.pk}/"))
    assert "too_harsh" not in judged
    assert "Sue, 9 Jun 2026, 10:00: too harsh" in judged
    table = sue.get("/console/quality.csv").content.decode().splitlines()
    assert table[1] == "policy,Poor performance,1,0,1,0,0,1.0000"


def test_who_had_a_hand_in_it_is_told_so_and_others_judge_nothing(sample, sign_in):
    page = sign_in("Rita").get("/console/quality/")
    assert "Reviewers judge samples." in words(page)
    sam = sign_in("Sam")
    assert "Ann, Poor performance" in words(sam.get("/console/quality/"))
    assert sam.get("/console/quality/9999/").status_code == 404
