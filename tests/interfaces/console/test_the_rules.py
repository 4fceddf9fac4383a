"""The page of rules says what each decides alone; Pia gives one back, once it was changed."""

import pytest

from tests import scams
from tests.interfaces.console.reading import words

RULE = "/console/rules/job_posts/"
TYPED = {"change": "scam-job-posts, version 2", "reasons": "Notaries' fees are no sign now."}


@pytest.fixture
def lost(staff, sign_in):
    """The rule held Ben's posts back, and Sam or Sue found that it was wrong."""
    scams.overturn(scams.held_back())
    scams.pia()
    return sign_in("Pia")


def test_each_rule_is_told_with_its_figures(lost):
    seen = words(lost.get("/console/rules/"))
    assert "job_posts Scam job posts A person decides since 1 Jun 2026, 10:00 3 1" in seen
    assert "applications Spam applications Acts alone 0 0 none yet 10 %" in seen
    assert "outcomes Poor performance A person decides, as its policy says" in seen


def test_pia_reads_what_would_happen_and_then_gives_it_back(lost):
    seen = words(lost.post(f"{RULE}return", {**TYPED, "step": "preview"}))
    assert "Nothing is done yet" in seen
    assert "scam-job-posts, version 2" in seen
    assert "A person decides since" in words(lost.get(RULE))
    assert lost.post(f"{RULE}return", {**TYPED, "step": "confirm"})["Location"] == RULE
    seen = words(lost.get(RULE))
    assert "Acts alone" in seen
    assert "Pia gave it back. Changed: scam-job-posts, version 2." in seen
    assert "lost. Of 3 decisions 1 was reversed, last in GS-" in seen


@pytest.mark.parametrize("field", ["change", "reasons"])
def test_a_change_and_reasons_are_needed_and_what_was_typed_stays(lost, field):
    answer = lost.post(f"{RULE}return", {**TYPED, field: " ", "step": "preview"})
    assert answer.status_code == 422
    other = next(value for name, value in TYPED.items() if name != field)
    assert f"{field}: got nothing" in words(answer)
    assert other.replace("'", "&#x27;") in answer.content.decode()


def test_rita_reads_it_and_cannot_give_it_back(lost, sign_in):
    rita = sign_in("Rita")
    assert "A policy owner can let it act alone again" in words(rita.get(RULE))
    assert rita.post(f"{RULE}return", {**TYPED, "step": "confirm"}).status_code == 403


def test_a_rule_there_is_not_is_not_found(lost):
    assert lost.get("/console/rules/gut-feeling/").status_code == 404


def test_everyone_reads_who_decides(lost, client):
    seen = words(client.get("/policies/"))
    assert "job_posts decides nothing alone since 1 June 2026: a person decides." in seen
    assert "The rule applications acts alone where a step says so." in seen
    seen = words(client.get("/policies/scam-job-posts/"))
    assert "Of 3 decisions that rested on it, 1 was reversed." in seen
