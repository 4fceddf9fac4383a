"""Ann writes to the general address: it reaches her case; a stranger's does not."""

import pytest
from django.conf import settings

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Letter
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import queries as notices
from goodstanding.notices.models import ReporterLetter
from goodstanding.support.models import Inquiry
from tests.interfaces.mail.test_mail import case, letter  # noqa: F401 - a fixture
from tests.people import NOW, timedelta

pytestmark = pytest.mark.django_db(transaction=True)
DECIDED = NOW + timedelta(days=8)
LATER = NOW + timedelta(days=100)


def to_the_door(case, text, **headers):  # noqa: F811
    mail = letter(case, text, **headers)
    mail.replace_header("To", settings.HELP_ADDRESS)
    mail.replace_header("Subject", headers.get("Subject", "Help!"))
    return mail


def test_what_ann_writes_to_the_general_address_is_her_answer(case, send):  # noqa: F811
    send(to_the_door(case, "I was ill in March."))
    assert case.answers.get().text == "I was ill in March."
    assert not Inquiry.objects.exists()
    (receipt,) = notices.of(case.account).filter(kind="answer_received")
    assert receipt.reference == case.reference


def test_while_her_measure_is_in_force_it_is_a_message_in_her_case(case, send):  # noqa: F811
    decided(case)
    send(to_the_door(case, "May I finish contract 7?"), at=DECIDED + timedelta(days=2))
    assert case.messages.get().text == "May I finish contract 7?"
    assert not Inquiry.objects.exists()


def decided(case):  # noqa: F811
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven of twenty clients got nothing.")
    cases.decide(case=case, wish=wish, by=case.assignment.staff, at=DECIDED)


def test_long_after_an_answer_to_a_notice_still_finds_its_case(case, send):  # noqa: F811
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW)
    wish = Wish(MeasureKind.NO_ACTION, "She was ill.")
    cases.decide(case=case, wish=wish, by=case.assignment.staff, at=DECIDED)
    told = notices.of(case.account).first()
    send(to_the_door(case, "Another thing."), at=LATER)
    assert Inquiry.objects.get().text == "Another thing."
    answer = {"In_Reply_To": f"<{told.pk}@{settings.MAIL_DOMAIN}>", "message_id": "<2@x>"}
    send(to_the_door(case, "About what you wrote.", **answer), at=LATER)
    assert case.messages.get().text == "About what you wrote."


def test_nobody_comes_into_anothers_case_by_naming_it(case, send):  # noqa: F811
    told = notices.of(case.account).first()
    naming = {"In_Reply_To": f"<{told.pk}@{settings.MAIL_DOMAIN}>"}
    send(to_the_door(case, "Let me in.", sender="mallory@example.com", **naming))
    (inquiry,) = Inquiry.objects.all()
    assert (inquiry.sender, inquiry.door) == ("mallory@example.com", "mail")
    assert not Letter.objects.exists()
    (told,) = ReporterLetter.objects.all()
    assert told.address == "mallory@example.com"
    assert case.reference not in told.text + told.subject


def test_a_mail_that_cannot_be_proven_hers_is_kept_apart(case, send, settings):  # noqa: F811
    settings.MAIL_AUTHENTICATED_BY = "mx.example.net"
    send(to_the_door(case, "I admit everything."))
    assert case.letters.get().apart == "unproven"
    assert not case.answers.exists()
    assert not Inquiry.objects.exists()


def test_machines_ask_nothing_and_a_mail_comes_once(case, send):  # noqa: F811
    stranger = {"sender": "zoe@example.com"}
    send(to_the_door(case, "I am away.", **stranger, Auto_Submitted="auto-replied"))
    assert not Inquiry.objects.exists()
    asked = to_the_door(case, "How do I join?", **stranger)
    send(asked)
    send(asked)
    assert Inquiry.objects.count() == 1


def test_who_speaks_for_ann_reaches_her_case_too(case, send):  # noqa: F811
    named = {"name": "Una Union", "email": "una@union.example", "by": "ann", "at": NOW}
    cases.name_representative(case=case, **named)
    send(to_the_door(case, "She was ill.", sender="una@union.example"))
    assert case.answers.get().by == "Una Union, for Ann"
    assert queries.of_sender("UNA@union.example", subject="", at=NOW) == case
