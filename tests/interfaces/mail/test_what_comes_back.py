"""Ann's mailbox is gone: her mail comes back, her case shows it, and Max is asked to tell her."""

from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, connection

from goodstanding.cases import operations as cases
from goodstanding.cases.timeline.history import timeline
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Bounce
from goodstanding.webhooks.models import Message
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    notices.deliver_due(at=NOW)
    return case


def back_to():
    """Where the mail that Ann was sent comes back to, by its envelope."""
    (sent,) = (one for one in outbox.outbox if one.to == ["ann@example.org"])
    assert sent.from_email.startswith("bounce+")
    assert "Rita" in sent.extra_headers["From"] or "Sam" in sent.extra_headers["From"]
    return sent.from_email


def given_up(to, action="failed", status="5.1.1"):
    """The report of a mail server, as RFC 3464 has it."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"], report["To"] = "MAILER-DAEMON@mx.example.org", to
    report["Subject"], report["Message-ID"] = "Undelivered", "<b@mx.example.org>"
    report.attach(MIMEText("It could not be delivered."))
    told = EmailMessage()
    told["Final-Recipient"] = "rfc822; ann@example.org"
    told["Action"], told["Status"] = action, status
    told["Diagnostic-Code"] = "smtp; 550 5.1.1 No such mailbox"
    status_part = MIMEMessage(told)
    status_part.replace_header("Content-Type", "message/delivery-status")
    report.attach(status_part)
    return report


def test_a_mail_that_came_back_is_on_the_case_and_max_is_asked_to_tell_her(case, send):
    to = back_to()
    send(given_up(to), envelope_from="")
    send(given_up(to), envelope_from="")
    (bounce,) = Bounce.objects.all()
    assert (bounce.status, bounce.said) == ("5.1.1", "smtp; 550 5.1.1 No such mailbox")
    told = [line.what for line in timeline(case)]
    assert any("Mail to ann@example.org came back (5.1.1)" in one for one in told)
    (asked,) = Message.objects.filter(kind="notice.undelivered")
    assert asked.body["status"] == "5.1.1"
    assert asked.body["account"] == "ann"
    assert len(outbox.outbox) == 1  # nothing is answered to a machine


@pytest.mark.parametrize("kind", ["absence", "delay", "unknown"])
def test_nothing_else_that_comes_there_counts(case, send, kind):
    to = back_to()
    if kind == "absence":
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Auto-Submitted"] = "ann@example.org", to, "auto-replied"
        mail.set_content("I am away.")
    else:
        mail = given_up(to, action="delayed" if kind == "delay" else "failed")
    if kind == "unknown":
        mail.replace_header("To", "bounce+" + "0" * 32 + "@cases.example.org")
    send(mail, envelope_from="")
    assert not Bounce.objects.exists()
    assert not Message.objects.filter(kind="notice.undelivered").exists()
    assert not case.letters.exists()


@pytest.mark.promise(8)
@pytest.mark.parametrize(
    "attack", ["UPDATE notices_bounce SET said = ''", "DELETE FROM notices_bounce"]
)
def test_that_it_came_back_is_never_changed(case, send, attack):
    send(given_up(back_to()), envelope_from="")
    with pytest.raises(DatabaseError, match="P8"):
        connection.cursor().execute(attack)
