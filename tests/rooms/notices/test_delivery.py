"""A notice is queued with what it is about, delivered after, once, and kept."""

import email
import socket
from datetime import timedelta
from email import policy

import pytest
from aiosmtpd.controller import Controller
from django.db import DatabaseError, connection, transaction

from goodstanding.law.statement import StatementOfReasons
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import operations, queries
from goodstanding.notices.models import DeliveryAttempt, MailboxMessage, Notice, Statement
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class PostOffice:
    """A real mail server that takes what it is told to take."""

    def __init__(self):
        self.taken, self.refuse = [], False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        if self.refuse:
            return "451 later"
        self.taken.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def post(settings):
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    yield office
    controller.stop()


def serve(account, **changed):
    values = {
        "account": account,
        "kind": "coaching_note",
        "subject": "A note",
        "text": "Dear **Ann**,\n\n> your words\n\nRita",
        "reference": "GS-TEST-CASE",
        "cause": "test",
        "signed_by": "Rita",
        "reply_to": "case+abc@cases.example.org",
        "at": NOW,
    }
    return operations.serve(**values | changed)


def test_a_notice_reaches_her_by_mail_and_portal_in_the_same_words(post):
    notice = serve(people.member("ann"))
    assert queries.delivered_at(notice) is None
    assert operations.deliver_due(at=NOW) == 2
    (mail,) = post.taken
    assert mail["To"] == "ann@example.org"
    assert mail["Reply-To"] == "case+abc@cases.example.org"
    assert mail["Subject"] == "[GS-TEST-CASE] A note"
    assert "Rita" in mail["From"]
    assert mail["References"] == mail["In-Reply-To"] == "<gs-test-case@cases.example.org>"
    assert mail["Content-Language"] == notice.language
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"][:3]) == (
        "auto-generated",
        "OOF",
    )
    plain = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert plain.strip() == notice.text
    assert "<strong>Ann</strong>" in mail.get_body(("html",)).get_content()
    assert queries.delivered_at(notice) == NOW


def test_a_mail_server_that_is_down_is_tried_again_later_with_the_same_message_id(post):
    notice = serve(people.member("ann"))
    post.refuse = True
    assert operations.deliver_due(at=NOW) == 1
    assert operations.deliver_due(at=NOW + timedelta(minutes=1)) == 0
    post.refuse = False
    assert operations.deliver_due(at=NOW + timedelta(minutes=6)) == 1
    assert operations.deliver_due(at=NOW + timedelta(minutes=30)) == 0
    (mail,) = post.taken
    assert mail["Message-ID"] == f"<{notice.id}@cases.example.org>"
    failed = DeliveryAttempt.objects.get(delivered=False)
    assert "451" in failed.detail


def test_without_a_mail_address_the_portal_still_has_it(post):
    account = people.member("ann")
    account.email = ""
    notice = serve(account)
    assert operations.deliver_due(at=NOW) == 1
    assert post.taken == []
    assert list(queries.of(account)) == [notice]


def test_on_a_developers_machine_mail_is_caught_once(settings):
    settings.EMAIL_BACKEND = "goodstanding.notices.channels.mailbox.MailboxBackend"
    notice = serve(people.member("ann"))
    operations.deliver_due(at=NOW)
    (caught,) = queries.mailbox()
    assert caught.text == notice.text
    assert MailboxMessage.objects.count() == 1


def test_nothing_is_queued_when_what_it_is_about_fails():
    account = people.member("ann")

    def decide_and_fail():
        with transaction.atomic():
            serve(account)
            msg = "the rest of the decision fails"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError):
        decide_and_fail()
    assert not Notice.objects.exists()
    assert operations.deliver_due(at=NOW) == 0


FIELDS = (
    *("measure", "scope", "duration", "facts", "evidence", "source", "policy", "explanation"),
    *("proportion", "remedy", "contact", "redress", "language"),
)


def statement(**changed):
    says = dict.fromkeys(FIELDS, "said") | {
        "automated_detection": True,
        "automated_decision": False,
        "appeal_until": NOW + timedelta(days=180),
    }
    return StatementOfReasons(**says | changed)


def test_a_statement_that_leaves_something_out_is_not_served():
    account = people.member("ann")
    with pytest.raises(UnlawfulError, match="remedy"):
        serve(account, kind="statement_of_reasons", statement=lambda: statement(remedy=" "))
    assert not Notice.objects.exists()


def test_the_database_keeps_no_empty_statement_whoever_writes_it():
    notice = serve(people.member("ann"), kind="statement_of_reasons")
    with pytest.raises(DatabaseError, match="P2_statement_says_facts"), transaction.atomic():
        Statement.objects.create(notice=notice, **vars(statement(facts="  ")))


@pytest.mark.parametrize("table", ["notice", "delivery", "deliveryattempt"])
def test_what_was_told_is_never_changed(table, settings):
    settings.EMAIL_BACKEND = "goodstanding.notices.channels.mailbox.MailboxBackend"
    serve(people.member("ann"))
    operations.deliver_due(at=NOW)
    with pytest.raises(DatabaseError, match="P8"), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM notices_{table}")


def test_raw_html_and_script_links_in_a_notice_are_shown_as_text():
    page = queries.render("Hi <script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script" not in page
    assert "href" not in page
