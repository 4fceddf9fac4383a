"""Ann appeals by answering to an address in the notice; nobody else can do it for her."""

import asyncio
import re
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import OperationalError

from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal, Remark
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import words
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Letter
from goodstanding.interfaces.mail.server import Handler
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import queries as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
DECIDED = NOW + 8 * DAY
FILED = DECIDED + DAY
WHY = "Those clients cancelled first."


@pytest.fixture
def decision():
    """Ann was heard, and may not apply for a while."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    return cases.decide(case=case, wish=wish, by=by, at=DECIDED)


def offered(decision):
    """The address that the notice offers."""
    return re.search(r"by mail to <(appeal\+[^>]+)>", decision.notice.text)[1]


def letter(to, text=WHY, sender="ann@example.org", n=1, **headers):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"A <{sender}>", to, "Re: A restriction"
    mail["Message-ID"] = f"<{n}@example.org>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def test_a_mail_to_the_address_in_the_notice_is_an_appeal_confirmed_at_once(decision, send):
    quoted = "On 9 June 2026 at 10:00, Rita <decisions@example.org> wrote:\n> A restriction.\n"
    send(letter(offered(decision), f"{WHY}\n\n{quoted}"), at=FILED)
    appeal = Appeal.objects.get()
    assert (appeal.text.strip(), appeal.door, appeal.filed_by) == (WHY, "mail", "ann")
    receipt = notices.of(appeal.account).get(kind="appeal_received")
    assert receipt.created_at == FILED
    assert "24 June 2026" in receipt.text
    assert Letter.objects.get().receipt == receipt


def test_the_notice_links_the_address(decision):
    to = offered(decision)
    assert f'href="mailto:{to}"' in notices.html(decision.notice)
    assert to in decision.statement.redress


def test_brought_twice_it_is_one_appeal_and_a_second_mail_is_part_of_its_dialogue(decision, send):
    to, case = offered(decision), words.address(decision.case)
    for mail in (letter(to), letter(to), letter(to, "Here is proof.", n=2), letter(case, "!", n=3)):
        send(mail, at=FILED)
    said = [(one.text.strip(), one.by, one.door) for one in queries.dialogue(Appeal.objects.get())]
    assert said == [("Here is proof.", "ann", "mail"), ("!", "ann", "mail")]


def test_from_anywhere_else_nothing_is_filed_and_the_sender_is_told_nothing(decision, send):
    before = notices.of(decision.case.account).count()
    send(letter(offered(decision), sender="mallory@example.com"), at=FILED)
    forged = letter(offered(decision), n=2)
    send(forged, envelope_from="mallory@example.com", at=FILED)
    assert not Appeal.objects.exists()
    assert [one.from_member for one in Letter.objects.all()] == [False, False]
    assert notices.of(decision.case.account).count() == before


def test_an_absence_note_is_no_appeal(decision, send):
    send(letter(offered(decision), "I am away.", Auto_Submitted="auto-replied"), at=FILED)
    assert not Appeal.objects.exists()


def test_who_speaks_for_her_appeals_for_her_and_both_are_told(decision, send):
    case = decision.case
    cases.name_representative(
        case=case, name="Lena", email="lena@example.org", by="ann", at=DECIDED
    )
    send(letter(offered(decision), sender="lena@example.org"), at=FILED)
    appeal = Appeal.objects.get()
    assert appeal.filed_by == "Lena, for Ann"
    channels = {one.channel: one.address for one in appeal.receipt.deliveries.all()}
    assert channels["mail"] == "ann@example.org"
    assert channels["representative"] == "lena@example.org"


def test_once_it_is_answered_she_is_told_where_else_to_turn(decision, send):
    send(letter(offered(decision)), at=FILED)
    appeal = Appeal.objects.get()
    by = appeal.assignment.reviewer
    appeals.reject(appeal=appeal, reasons="Nothing was sent.", by=by, at=FILED + DAY)
    send(letter(offered(decision), "Again.", n=2), at=FILED + 2 * DAY)
    assert not Remark.objects.exists()
    told = notices.of(appeal.account).first()
    assert f"was answered on 11 June 2026 by {by}" in told.text
    assert "you can turn to" in told.text


def test_a_mail_to_both_addresses_is_an_appeal(decision, send):
    both = f"{words.address(decision.case)}, {offered(decision)}"
    send(letter(both), at=FILED)
    assert Appeal.objects.count() == 1
    assert not Remark.objects.exists()


def test_an_address_nobody_was_offered_is_refused(decision, send):
    to = offered(decision).replace("-1@", "-2@")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(letter(to), at=FILED)


def test_a_mail_that_could_not_be_kept_is_asked_for_again():
    answering = Handler().handle_exception(OperationalError("the database is away"))
    with ThreadPoolExecutor() as elsewhere:  # here a browser's driver may run its own loop
        said = elsewhere.submit(asyncio.run, answering).result()
    assert said.startswith("451 ")


def test_a_mail_in_letters_no_machine_knows_is_kept_as_far_as_it_can_be_read(decision, send):
    mail = letter(offered(decision), "Zero \0 is no letter.")
    mail.replace_header("Content-Type", 'text/plain; charset="x-unheard-of"')
    send(mail, at=FILED)
    assert Appeal.objects.get().text.strip() == "Zero  is no letter."


def test_a_mail_that_is_a_page_and_nothing_else_is_read_as_its_reader_sees_it(decision, send):
    mail = letter(offered(decision))
    mail.set_content(
        "<html><head><title>x</title></head><body><p>They &amp; I<br>agreed.</p>"
        "<div>On 9 June 2026 at 10:00, Rita &lt;d@example.org&gt; wrote:</div>"
        "<blockquote>A restriction.</blockquote></body></html>",
        subtype="html",
    )
    send(mail, at=FILED)
    lines = [one.strip() for one in Appeal.objects.get().text.strip().splitlines()]
    assert lines == ["They & I", "agreed."]
