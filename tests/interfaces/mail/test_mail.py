"""Ann writes to her case's own address from where she is known; nobody else can speak for her."""

import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import words
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Letter
from goodstanding.cases.timeline.history import timeline
from goodstanding.interfaces import links
from goodstanding.law.procedure import State
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import queries as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
LATER = NOW + DAY
SPAM = "Dear client, I read your job with care and I am the best fit for all of it. Hire me today."


@pytest.fixture
def case():
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    return case


def letter(case, text="I was ill in March.", sender="ann@example.org", **headers):
    mail = EmailMessage()
    mail["From"] = f"Ann <{sender}>"
    mail["To"] = words.address(case)
    mail["Subject"] = f"Re: [{case.reference}] Your side first"
    mail["Message-ID"] = headers.pop("message_id", "<1@example.org>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def test_her_reply_is_her_answer_without_what_it_quotes_and_is_acknowledged_at_once(case, send):
    quoted = "On 1 June 2026 at 10:00, Rita <decisions@example.org> wrote:\n> Nothing is decided.\n"
    send(letter(case, f"I was ill in March.\n\n{quoted}"))
    answer = case.answers.get()
    assert answer.text.strip() == "I was ill in March."
    assert answer.by == "ann"
    assert queries.state(case, at=LATER) == State.READY
    receipt = notices.of(case.account).get(kind="answer_received")
    assert receipt.created_at == LATER
    assert case.assignment.staff.name in receipt.text


def test_the_same_mail_brought_twice_is_kept_once(case, send):
    send(letter(case))
    send(letter(case))
    assert Letter.objects.count() == 1
    assert case.answers.count() == 1


def test_a_mail_to_two_cases_is_kept_in_both(case, send):
    """Ann has a second case, and writes to both addresses in one mail."""
    people.tell(*(people.applied("ann", n, SPAM, start=NOW - 3 * DAY) for n in range(60)))
    people.work_goes_on(at=LATER)
    other = queries.of(case.account).exclude(pk=case.pk).get()
    mail = letter(case)
    mail.replace_header("To", f"{words.address(case)}, {words.address(other)}")
    send(mail)
    assert [one.letters.count() for one in (case, other)] == [1, 1]


def test_a_mail_with_nothing_but_a_subject_is_her_word(case, send):
    mail = letter(case, " ")
    mail.replace_header("Subject", "I was ill in March")
    send(mail)
    assert case.answers.get().text == "I was ill in March"
    assert notices.of(case.account).filter(kind="answer_received").exists()


def test_an_empty_reply_says_nothing(case, send):
    send(letter(case, " "))
    assert case.answers.count() == 0
    assert Letter.objects.count() == 1


def test_a_mail_from_another_address_is_kept_apart_and_changes_nothing(case, send):
    send(letter(case, "I admit everything.", sender="mallory@example.com"))
    kept = Letter.objects.get()
    assert not kept.from_member
    assert not case.answers.exists()
    assert queries.state(case, at=LATER) == State.AWAITING_ANSWER
    assert not notices.of(case.account).filter(kind="answer_received").exists()
    assert "Mail from an unknown sender, kept apart" in [line.what for line in timeline(case)]


def test_a_forged_from_header_does_not_speak_for_her(case, send):
    send(letter(case, "I admit everything."), envelope_from="mallory@example.com")
    assert not Letter.objects.get().from_member
    assert not case.answers.exists()


def test_an_absence_note_is_no_answer_and_is_not_answered(case, send):
    send(letter(case, "I am away until Monday.", Auto_Submitted="auto-replied"))
    assert not case.answers.exists()
    assert not notices.of(case.account).filter(kind="answer_received").exists()


def test_a_mail_after_the_decision_reaches_the_case_and_says_where_to_appeal(case, send):
    send(letter(case))
    wish = Wish(MeasureKind.WARNING, "Eleven clients got nothing.")
    cases.decide(case=case, wish=wish, by=case.assignment.staff, at=LATER)
    send(letter(case, "What now?", message_id="<2@example.org>"))
    told = notices.of(case.account).filter(subject="We have your mail").get()
    assert "This is not taken for an appeal. You can appeal, free, until" in told.text
    assert f"<appeal+{case.token}-1@" in told.text
    assert Letter.objects.filter(from_member=True).count() == 2


def test_rita_sees_every_mail_and_which_is_not_from_ann(case, send, client):
    send(letter(case, "I was ill in March."))
    send(letter(case, "I admit it.", sender="mallory@example.com", message_id="<3@example.com>"))
    with time_machine.travel(LATER, tick=False):
        client.get(links.to_console(case.assignment.staff.name).split("8000", 1)[1])
        page = client.get(f"/console/cases/{case.reference}/").content.decode()
        client.get(links.to_portal("ann").split("8000", 1)[1])
        own = client.get(f"/portal/cases/{case.reference}/").content.decode()
    assert "by mail from ann@example.org" in page
    assert "Not from the member's known address" in page
    assert "I admit it." in page
    assert "I was ill in March." in own
    assert "I admit it." not in own


@pytest.mark.parametrize("to", ["case+ffffffffffffffffffff@cases.example.org", "rita@example.org"])
def test_mail_to_no_case_is_refused_by_the_server_not_lost(case, send, to):
    mail = letter(case)
    mail.replace_header("To", to)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(mail)
    assert not Letter.objects.exists()
