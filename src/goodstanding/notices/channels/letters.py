"""A letter to a person of the team, as a mail to the address they sign in with."""

from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage

from goodstanding.notices.models import StaffLetter


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
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        mail.send()
    except OSError:  # SMTPException is an OSError too
        return False
    return True
