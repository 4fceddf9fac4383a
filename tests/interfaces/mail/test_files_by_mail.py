"""What hangs on Ann's mail is kept with her case; what cannot be kept she is told at once."""

import pytest

from goodstanding.cases.models import Attachment
from goodstanding.cases.operations import attaching
from goodstanding.notices.models import Notice
from tests import people
from tests.interfaces.mail.test_mail import case, letter  # noqa: F401 - a fixture
from tests.rooms.cases.test_attachments import PDF, PNG

pytestmark = pytest.mark.django_db(transaction=True)


def with_files(mail, *files):
    for name, content, kind in files:
        main, sub = kind.split("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail


@pytest.mark.usefixtures("case")
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


def test_more_than_ten_a_day_are_named_and_the_words_are_kept(case, send):  # noqa: F811
    people.tell()
    files = [(f"{number}.txt", b"x", "text/plain") for number in range(attaching.MOST)]
    send(with_files(letter(case), *files))
    more = letter(case, "One more.", message_id="<2@example.org>")
    send(with_files(more, ("more.pdf", PDF, "application/pdf")))
    assert Attachment.objects.count() == attaching.MOST
    (told,) = Notice.objects.filter(subject__contains="Not all of your files")
    assert "more.pdf: at most ten files a day" in told.text
    assert case.letters.count() == 2


def test_what_a_stranger_hangs_on_a_mail_is_not_kept(case, send):  # noqa: F811
    mail = letter(case, sender="mallory@example.org")
    send(with_files(mail, ("me.pdf", PDF, "application/pdf")))
    assert not Attachment.objects.exists()
