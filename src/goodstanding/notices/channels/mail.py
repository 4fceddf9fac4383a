"""A notice as a mail: text and HTML, answered to the case's own address."""

from datetime import datetime
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from goodstanding.accounts.models import Account
from goodstanding.languages import speaking
from goodstanding.notices import queries
from goodstanding.notices.channels.threading import threading
from goodstanding.notices.models import Delivery

NAME = "mail"


def address(account: Account) -> str:
    """The member's mail address, or "" where none is known."""
    return account.email


def send(delivery: Delivery, *, at: datetime) -> str:
    """Hand the notice to the mail server.

    The Message-ID is the notice's own, so that a repeat after a crash is known for what it is.

    Raises:
        OSError, SMTPException: the mail server could not take it.
    """
    back = f"bounce+{delivery.notice_id.hex}@{settings.MAIL_DOMAIN}"
    return hand_over(delivery, id_=str(delivery.notice_id), back=back, at=at)


def hand_over(delivery: Delivery, *, id_: str, at: datetime, back: str = "") -> str:
    """Hand a notice to the mail server, as a mail of that id.

    `back` is where the mail comes back to if it cannot be delivered; "" is the sender's address.

    Returns:
        What to write down about the delivery.

    Raises:
        OSError, SMTPException: the mail server could not take it.
    """
    notice = delivery.notice
    sender = formataddr((notice.signed_by, settings.DEFAULT_FROM_EMAIL))
    mail = EmailMultiAlternatives(
        subject=f"[{notice.reference}] {notice.subject}",
        body=notice.text,
        from_email=back or sender,
        to=[delivery.address],
        reply_to=[notice.reply_to] if notice.reply_to else None,
        headers={
            "From": sender,
            "Date": format_datetime(at),
            "Content-Language": notice.language,
            **threading(notice.reference, id_=id_),
        },
    )
    page = {"notice": notice, "html": queries.html(notice), "site": settings.SITE_ADDRESS}
    with speaking(notice.language):
        mail.attach_alternative(render_to_string("notices/mail.html", page), "text/html")
    mail.send()
    return f"accepted for {delivery.address}"
