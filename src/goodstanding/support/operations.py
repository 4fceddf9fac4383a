"""Take what somebody asks at the front door, and answer it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.notices.models import ReporterLetter
from goodstanding.support.models import Inquiry, InquiryEnd

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
A_DAY = timedelta(days=1)
RECEIPTS = 3
"""Letters a day that one address is sent before a person has looked: it may be somebody else's."""
MOST = 20_000
"""Characters that are taken."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks.

    Attributes:
        text: in their own words.
        sender: their mail address; "" where nobody can say for sure.
        name: as they call themselves.
        subject: of their mail.
        message_id: of their mail; "" where it came by form.
    """

    text: str
    sender: str
    name: str = ""
    subject: str = ""
    message_id: str = ""

    def check(self) -> None:
        """Refuse what says nothing; by form also what is too long or leaves no address.

        Raises:
            UnlawfulError: naming the field, what it had, and what was expected.
        """
        if not self.text.strip():
            raise UnlawfulError("question: got nothing, expected what you want to ask.")
        if self.message_id:
            return
        if len(self.text) > MOST:
            raise UnlawfulError(f"question: got {len(self.text)} letters, expected at most {MOST}.")
        try:
            validate_email(self.sender)
        except ValidationError:
            got = repr(self.sender) if self.sender else "nothing"
            raise UnlawfulError(f"email: got {got}, expected your mail address.") from None


@transaction.atomic
def open_inquiry(*, asked: Asked, at: datetime) -> Inquiry:
    """Keep what somebody asks, and confirm it to the address they gave.

    Args:
        asked: what they ask; the same mail is kept once.
        at: now.

    Raises:
        UnlawfulError: nothing is said, too much, or a form gives no address.
    """
    known = Inquiry.objects.filter(message_id=asked.message_id).exclude(message_id="").first()
    if known is not None:
        return known
    asked.check()
    reference = f"HELP-{''.join(secrets.choice(LETTERS) for _ in range(8))}"
    return Inquiry.objects.create(
        reference=reference,
        name=asked.name[:200],
        sender=asked.sender[:254],
        subject=asked.subject[:400],
        text=asked.text,
        door="mail" if asked.message_id else "form",
        message_id=asked.message_id or reference,
        at=at,
        receipt=_confirm(reference, asked, at=at),
    )


@transaction.atomic
def answer_inquiry(*, inquiry: Inquiry, text: str, by: Staff, at: datetime) -> InquiryEnd:
    """Answer what somebody asked, by mail, under one's own name.

    Args:
        inquiry: what was asked.
        text: the answer; "" where it needs none, e.g. an advertisement.
        by: the case manager who answers.
        at: now.

    Raises:
        UnlawfulError: it was answered before, has no address, or the person is no case manager.
    """
    if StaffRole.CASE_MANAGER not in accounts.roles(by, at=at):
        raise UnlawfulError(f"by: got {by.name}, expected a case manager.")
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if InquiryEnd.objects.filter(inquiry=inquiry).exists():
        raise UnlawfulError(f"inquiry: {inquiry.reference} was answered before.")
    text = text.strip()
    if text and not inquiry.sender:
        raise UnlawfulError("text: got an answer, but this mail has no address to send it to.")
    letter = None
    if text:
        told = {"text": text, "by": by.name, "asked": inquiry}
        subject = inquiry.subject or "What you asked"
        letter = _write(inquiry.reference, "answer", inquiry.sender, subject, told, at=at)
    return InquiryEnd.objects.create(inquiry=inquiry, text=text, letter=letter, by=by, at=at)


def _confirm(reference: str, asked: Asked, *, at: datetime) -> ReporterLetter | None:
    """Say that it came; not to nobody, and not again and again to who may not have asked."""
    lately = Inquiry.objects.filter(sender__iexact=asked.sender, at__gt=at - A_DAY)
    if not asked.sender or lately.exclude(receipt=None).count() >= RECEIPTS:
        return None
    return _write(reference, "received", asked.sender, "We have your question", {}, at=at)


def _write(
    reference: str, what: str, to: str, subject: str, told: dict[str, object], *, at: datetime
) -> ReporterLetter:
    told = told | {"reference": reference, "marketplace": settings.MARKETPLACE_NAME}
    return notices.write_to_reporter(
        key=f"inquiry {reference} {what}",
        reference=reference,
        address=to,
        subject=subject,
        text=render_to_string(f"support/{what}.md", told).strip(),
        reply_to=settings.HELP_ADDRESS,
        at=at,
    )
