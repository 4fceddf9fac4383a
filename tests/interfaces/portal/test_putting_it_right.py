"""Ann, restricted for spam, puts it right on her page: the lesson, the assurance, the end."""

import html
import re
from datetime import timedelta

import pytest
import time_machine

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.interfaces import links
from goodstanding.law.terms import Capability, MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
PITCH = "I read your job with great interest and I have ten years of experience in all of it. " * 3


@pytest.fixture
def decision():
    """Ann spammed, was warned, spammed again, was heard, and may not apply for seven days."""
    people.rulebook()
    rita = people.team()["Rita"]
    people.member("ann")
    for days, day in enumerate("ab"):
        start = NOW + days * DAY
        sent = [people.applied("ann", n, f"{n}. {PITCH}", start=start, day=day) for n in range(60)]
        people.tell(*sent, at=start)
        people.work_goes_on(at=start + DAY)
    case = queries.undecided().get()
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=NOW + 2 * DAY)
    wish = Wish(measure, "She was warned the day before.")
    return cases.decide(case=case, wish=wish, by=rita, at=NOW + 9 * DAY)


@pytest.fixture
def ann(client, decision):
    """Ann is on her page, the day after."""
    with time_machine.travel(decision.at + DAY, tick=False):
        client.get(links.to_portal("ann").split("8000", 1)[1])
        yield client


@pytest.fixture
def address(decision):
    return f"/portal/cases/{decision.case.reference}/remedy/"


def text(page):
    plain = re.sub(r"<[^>]+>", " ", html.unescape(page.content.decode()))
    return re.sub(r"\s+", " ", plain)


def right(decision):
    lesson = decision.remedy_plan.steps.get(kind="lesson")
    return lesson, {f"q{n}": one["right"] for n, one in enumerate(lesson.questions)}


def test_her_pages_lead_to_the_steps_and_say_how_far_she_is(ann, decision, address):
    assert "How to put it right" in text(ann.get("/portal/"))
    case = text(ann.get(f"/portal/cases/{decision.case.reference}/"))
    assert "You can end this yourself: 0 of 2 steps are done." in case
    page = text(ann.get(address))
    assert "0 of 2 steps done" in page
    assert "Read the policy and answer three questions about it." in page
    assert "What counts as a repeat?" in page
    assert "ends the restriction at once" in page


def test_a_wrong_answer_is_explained_and_what_she_chose_stays(ann, decision, address):
    lesson, answers = right(decision)
    page = ann.post(f"{address}{lesson.pk}/lesson", answers | {"q1": "An application to a client"})
    assert page.status_code == 422
    assert "1 of 3 answers are not right yet" in text(page)
    assert text(page).count("Not quite.") == 1
    assert "Only texts that are nearly alike are." in text(page)
    assert page.content.count(b"checked") == 2


def test_the_last_step_ends_the_restriction_at_once(ann, decision, address):
    at = decision.at + DAY
    lesson, answers = right(decision)
    page = text(ann.post(f"{address}{lesson.pk}/lesson", answers, follow=True))
    assert "That step is done." in page
    assert "1 of 2 steps done" in page
    assert not queries.may("ann", Capability.APPLY, at=at).allowed
    step = decision.remedy_plan.steps.get(kind="assurance")
    empty = ann.post(f"{address}{step.pk}/assurance", {"text": " "})
    assert empty.status_code == 422
    assert "expected in your own words" in text(empty)
    said = {"text": "Each one in <b>my own</b> words."}
    page = ann.post(f"{address}{step.pk}/assurance", said, follow=True)
    assert "2 of 2 steps done" in text(page)
    assert b"<b>my own" not in page.content
    assert queries.may("ann", Capability.APPLY, at=at).allowed
    assert "You are in good standing" in text(ann.get("/portal/"))
    again = ann.post(f"{address}{step.pk}/assurance", said)
    assert "the measure has ended" in text(again)


def test_nobody_else_proves_her_steps(ann, decision, address):
    step = decision.remedy_plan.steps.get(kind="assurance")
    people.member("abe")
    ann.get(links.to_portal("abe").split("8000", 1)[1])
    assert ann.get(address).status_code == 404
    assert ann.post(f"{address}{step.pk}/assurance", {"text": "I will."}).status_code == 404
    assert not step.proofs.exists()


def test_a_step_of_another_case_is_not_hers_to_prove_here(ann, decision, address):
    assert ann.post(f"{address}999/assurance", {"text": "I will."}).status_code == 404
