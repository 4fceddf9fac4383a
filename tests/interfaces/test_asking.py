"""Somebody fills in the form of the front door; Rita reads what belongs in no case, and answers."""

import pytest
from django.test import Client

from goodstanding.cases.models import Letter
from goodstanding.support import queries
from tests.interfaces.console.reading import words
from tests.interfaces.test_one_conversation import case, clock, come_in, rita, staff  # noqa: F401
from tests.people import NOW, timedelta

pytestmark = pytest.mark.django_db


def asks(**filled):
    return Client().post("/help/", filled, follow=True)


def test_zoe_asks_and_rita_answers(rita, clock):  # noqa: F811
    from goodstanding.interfaces import links

    page = asks(question="How do I <join>?", email="zoe@example.com", name="Zoe")
    assert "A person reads what you wrote" in words(page)
    team = come_in(links.to_console(rita.name))
    assert "1 inquiry waits for an answer" in words(team.get("/console/"))
    (inquiry,) = queries.waiting()
    listed = words(team.get("/console/inquiries/"))
    assert f"{inquiry.reference}, from Zoe, zoe@example.com , by the form" in listed
    empty = team.post(f"/console/inquiries/{inquiry.reference}", {"text": " "})
    assert (empty.status_code, "Write an answer" in words(empty)) == (409, True)
    team.post(f"/console/inquiries/{inquiry.reference}", {"text": "By the sign-up page."})
    assert "By the sign-up page." in words(team.get("/console/inquiries/?show=answered"))
    asks(question="Thank you!", email="zoe@example.com")
    again = words(team.get("/console/inquiries/"))
    assert "They wrote before" in again
    (inquiry,) = queries.waiting()
    team.post(f"/console/inquiries/{inquiry.reference}", {"act": "none"})
    assert "Nobody waits for an answer." in words(team.get("/console/inquiries/"))
    assert team.post("/console/inquiries/HELP-X", {"act": "none"}).status_code == 404


def test_who_gives_anns_address_is_kept_apart_with_her_case_and_learns_nothing(case, clock):  # noqa: F811
    stranger = asks(question="How do I join?", email="zoe@example.com")
    page = asks(question="I admit everything.", email="ann@example.org")
    assert words(page) == words(stranger)
    (letter,) = Letter.objects.all()
    assert (letter.case, letter.apart, letter.receipt) == (case, "unproven", None)
    assert queries.waiting().count() == 1


def test_what_is_missing_is_said_beside_the_form(db):
    page = asks(question="", email="zoe")
    assert page.status_code == 422
    assert "Your question: we expected what you want to ask." in words(page)
    wrong = asks(question="How?", email="zoe")
    assert "Your mail address: we got 'zoe', and expected your mail address." in words(wrong)
    assert "How?</textarea>" in wrong.content.decode()


def test_the_page_of_ways_to_us_names_the_door(db):
    assert "help@cases.example.org" in words(Client().get("/contact/"))


def test_a_month_of_questions_is_read_by_pages(rita, clock):  # noqa: F811
    from goodstanding.interfaces import links
    from goodstanding.support import operations
    from goodstanding.support.operations import Asked

    for number in range(26):
        asked = Asked(f"Question {number}", f"p{number}@example.com")
        operations.open_inquiry(asked=asked, at=NOW - timedelta(hours=number))
    team = come_in(links.to_console(rita.name))
    assert "Page 1 of 2" in words(team.get("/console/inquiries/"))
    assert "Question 0" in words(team.get("/console/inquiries/?page=2"))
