"""Letters to a person of the team or to somebody who reported, each a mail of its own."""

from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage

from goodstanding.notices.channels.threading import SPOKEN_BY_A_MACHINE, threading
from goodstanding.notices.models import ReporterLetter, StaffLetter


def send(letter: StaffLetter, *, at: datetime) -> bool:
    """Hand the letter to the mail server; whether it took it. If not, it is tried again later.

    The Message-ID is the letter's own, so that a repeat after a crash is known for what it is.
    """
    if not letter.staff.user.email:
        return False
    mail = EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.staff.user.email],
        headers={
            "Message-ID": f"<staff-letter-{letter.pk}@{settings.MAIL_DOMAIN}>",
            "Date": format_datetime(at),
            **SPOKEN_BY_A_MACHINE,
        },
    )
    return _taken(mail)


def send_to_reporter(letter: ReporterLetter, *, at: datetime) -> bool:
    """Hand the letter to the mail server; whether it took it. If not, it is tried again later."""
    mail = EmailMessage(
        subject=f"[{letter.reference}] {letter.subject}",
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.address],
        reply_to=[letter.reply_to],
        headers={
            "Date": format_datetime(at),
            **threading(letter.reference, id_=f"reporter-letter-{letter.pk}"),
        },
    )
    return _taken(mail)


def _taken(mail: EmailMessage) -> bool:
    try:
        mail.send()
    except OSError:  # SMTPException is an OSError too
        return False
    return True
