"""What hangs on Ann's mail is kept with her case; what cannot be kept she is told at once."""

from email import message_from_bytes
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import default

import pytest

from goodstanding.cases.models import Attachment
from goodstanding.cases.operations import attaching
from goodstanding.interfaces.mail.hanging import files
from goodstanding.interfaces.mail.reading import read
from goodstanding.notices.models import Notice
from tests import people
from tests.interfaces.mail.test_mail import case, letter  # noqa: F401 - a fixture
from tests.rooms.cases.test_attachments import PDF, PNG

KEPT = pytest.mark.django_db(transaction=True)


def with_files(mail, *files):
    for name, content, kind in files:
        main, sub = kind.split("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail


@KEPT
def test_a_doctors_letter_is_kept_and_a_program_is_not(case, send):  # noqa: F811
    doctor = ("Dr. Müller.pdf", PDF, "application/pdf")
    program = ("photo.exe", b"MZ", "application/octet-stream")
    unnamed = (None, PNG, "image/png")
    send(with_files(letter(case), doctor, program, unnamed))
    kept = Attachment.objects.order_by("id")
    assert [(one.name, one.by, one.door) for one in kept] == [
        ("Dr. Müller.pdf", "ann", "mail"),
        ("file.png", "ann", "mail"),
    ]
    (told,) = Notice.objects.filter(subject__contains="Not all of your files")
    assert "photo.exe: we take PDF, PNG, JPEG, WebP and plain text (.txt)." in told.text
    assert "Dr. Müller" not in told.text


@KEPT
def test_more_than_ten_a_day_are_named_and_the_words_are_kept(case, send):  # noqa: F811
    people.tell()
    many = [(f"{number}.txt", b"x", "text/plain") for number in range(attaching.MOST)]
    send(with_files(letter(case), *many))
    more = letter(case, "One more.", message_id="<2@example.org>")
    send(with_files(more, ("more.pdf", PDF, "application/pdf")))
    assert Attachment.objects.count() == attaching.MOST
    (told,) = Notice.objects.filter(subject__contains="Not all of your files")
    assert "more.pdf: at most ten files a day" in told.text
    assert case.letters.count() == 2


@KEPT
def test_what_a_stranger_hangs_on_a_mail_is_not_kept(case, send):  # noqa: F811
    mail = letter(case, sender="mallory@example.org")
    send(with_files(mail, ("me.pdf", PDF, "application/pdf")))
    assert not Attachment.objects.exists()


def named(mail):
    kept, refused = files(mail)
    return [one.name for one in kept], [str(one) for one in refused]


def within_the_text():
    """As a Mac sends it: the text in two forms, and the file within one of them."""
    text = MIMEMultipart("mixed", _subparts=[MIMEText("<p>See:</p>", "html")])
    file = MIMEApplication(PDF, "pdf")
    file["Content-Disposition"] = 'inline; filename="a.pdf"'
    text.attach(file)
    return MIMEMultipart("alternative", _subparts=[MIMEText("See:"), text])


def beside_a_logo():
    shown = MIMEMultipart("related", _subparts=[MIMEText("<img src='cid:logo'>", "html")])
    logo = MIMEImage(PNG, "png", name="logo.png")
    logo["Content-ID"] = "<logo>"
    shown.attach(logo)
    return MIMEMultipart("mixed", _subparts=[shown, MIMEImage(PNG, "png", name="chat.png")])


def alone():
    return MIMEApplication(PDF, "pdf", name="a.pdf")


def sent_on():
    return MIMEMultipart("mixed", _subparts=[MIMEText("Look."), MIMEMessage(beside_a_logo())])


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (within_the_text, "a.pdf"),
        (beside_a_logo, "chat.png"),
        (alone, "a.pdf"),
        (sent_on, "chat.png"),
    ],
)
def test_a_file_is_found_wherever_it_hangs_and_a_logo_is_none(made, found):
    mail = message_from_bytes(made().as_bytes(), policy=default)
    assert named(mail) == ([found], [])


def test_the_eleventh_file_of_a_mail_is_named_too():
    mail = MIMEMultipart("mixed")
    for number in range(12):
        mail.attach(MIMEApplication(PDF, "pdf", name=f"{number}.pdf"))
    kept, refused = named(mail)
    assert len(kept) == 10
    assert [one.split(":")[0] for one in refused] == ["10.pdf", "11.pdf"]


def test_a_mail_that_is_only_a_file_is_a_word_that_waits_for_an_answer():
    mail = read(alone().as_bytes(), "")
    assert (mail.text.strip(), mail.words) == ("", "a.pdf")
