"""Zoe, who has no case, asks something; a person answers under their own name, once."""

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import operations as deliveries
from goodstanding.notices.models import ReporterLetter
from goodstanding.support import operations, queries
from goodstanding.support.operations import Asked
from tests import people
from tests.people import NOW, timedelta

pytestmark = pytest.mark.django_db
ASKED = Asked("How do I join?", "zoe@example.com", "Zoe")


@pytest.fixture
def inquiry():
    return operations.open_inquiry(asked=ASKED, at=NOW)


@pytest.fixture
def team():
    people.rulebook()
    return people.team()


def test_what_zoe_asks_is_confirmed_and_answered_by_a_person(inquiry, team, mailoutbox):
    told = {"inquiry": inquiry, "text": "By its sign-up page.", "at": NOW + timedelta(days=1)}
    operations.answer_inquiry(by=team["Rita"], **told)
    deliveries.send_to_reporters_due(at=NOW + timedelta(days=1))
    receipt, answer = mailoutbox
    assert receipt.to == answer.to == ["zoe@example.com"]
    assert inquiry.reference in receipt.subject
    assert "By its sign-up page.\n\nRita\n" in answer.body
    assert "> How do I join?" in answer.body
    assert answer.reply_to == ["help@cases.example.org"]
    assert not queries.waiting().exists()
    assert queries.ended().get() == inquiry
    with pytest.raises(UnlawfulError, match="was answered before"):
        operations.answer_inquiry(by=team["Rita"], **told)


def test_an_advertisement_needs_no_answer(inquiry, team):
    end = operations.answer_inquiry(inquiry=inquiry, text=" ", by=team["Rita"], at=NOW)
    assert (end.text, end.letter) == ("", None)


def test_only_case_managers_answer_and_nobody_is_answered_without_an_address(team):
    asked = Asked("Who am I?", "", message_id="<1@x>")
    nobody = operations.open_inquiry(asked=asked, at=NOW)
    assert nobody.receipt is None
    with pytest.raises(UnlawfulError, match="has no address to send it to"):
        operations.answer_inquiry(inquiry=nobody, text="Ann?", by=team["Rita"], at=NOW)
    with pytest.raises(UnlawfulError, match="by: got Sue, expected a case manager"):
        operations.answer_inquiry(inquiry=nobody, text="", by=team["Sue"], at=NOW)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(" ", "zoe@example.com"), "question: got nothing, expected what you want to ask"),
        (Asked("x" * 20_001, "zoe@example.com"), "question: got 20001 letters, expected at most"),
        (Asked("How?", ""), "email: got nothing, expected your mail address"),
        (Asked("How?", "zoe"), "email: got 'zoe', expected your mail address"),
    ],
)
def test_a_form_says_what_is_wrong_with_it(asked, why):
    with pytest.raises(UnlawfulError) as refused:
        operations.open_inquiry(asked=asked, at=NOW)
    assert why in str(refused.value)


def test_the_form_floods_nobody_with_mail():
    for number in range(operations.RECEIPTS + 2):
        operations.open_inquiry(asked=Asked(f"Buy {number}!", "victim@example.com"), at=NOW)
    assert ReporterLetter.objects.count() == operations.RECEIPTS
    assert queries.waiting().count() == operations.RECEIPTS + 2


@pytest.mark.promise(8)
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE support_inquiry SET text = 'x'",
        "DELETE FROM support_inquiry",
        "UPDATE support_inquiryend SET text = 'x'",
        "DELETE FROM support_inquiryend",
    ],
)
def test_what_was_asked_and_answered_stays(inquiry, team, attack):
    operations.answer_inquiry(inquiry=inquiry, text="So.", by=team["Rita"], at=NOW)
    refused = pytest.raises(DatabaseError, match="P8: the record is append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_a_question_its_answer_and_both_letters_can_be_erased_one_day(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation FROM chain_erasable() WHERE class IN ('inquiries', 'reports')"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == {
        "support_inquiry",
        "support_inquiryend",
        "cases_report",
        "notices_reporterletter",
    }
