"""On a developer's machine mail is caught in a mailbox and shown in the console, not sent."""

from collections.abc import Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from goodstanding.notices.models import MailboxMessage


class MailboxBackend(BaseEmailBackend):
    """Keeps each mail once by its Message-ID, as a mail server that recognises repeats would."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; the time of each is its own Date header."""
        for mail in email_messages:
            headers = {str(k): str(v) for k, v in mail.extra_headers.items()}
            html = [str(part[0]) for part in getattr(mail, "alternatives", [])]
            MailboxMessage.objects.get_or_create(
                message_id=headers["Message-ID"],
                defaults={
                    "recipients": ", ".join(mail.to),
                    "sender": mail.from_email,
                    "subject": str(mail.subject),
                    "text": str(mail.body),
                    "html": html[0] if html else "",
                    "headers": headers,
                    "at": parsedate_to_datetime(headers["Date"]).astimezone(UTC),
                },
            )
        return len(email_messages)
