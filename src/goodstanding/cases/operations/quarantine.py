"""A person looks at a mail that could not be taken for the member's word."""

from datetime import datetime

from django.db import transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Case, Letter, QuarantineEnd
from goodstanding.cases.operations.correspondence import Mail, Taker, take
from goodstanding.law.terms import StaffRole, UnlawfulError


@transaction.atomic
def admit(
    *, letter: Letter, reasons: str, by: Staff, at: datetime, first: Taker | None = None
) -> QuarantineEnd:
    """Take a mail kept apart for the member's word, as from now; it is acknowledged to the member.

    The acknowledgement goes to the address the member is known at, so that whoever did not write it
    learns of it.

    Args:
        letter: the mail.
        reasons: how one knows that it is theirs.
        by: the case manager who looked.
        at: now.
        first: who may take the member's word before it is taken for anything else.

    Raises:
        UnlawfulError: it is not kept apart, somebody has looked already, it says nothing, no
            reasons are given, or the person is no case manager.
    """
    _require(letter, reasons, by, at=at)
    case = Case.objects.select_for_update(of=("self",)).get(pk=letter.case_id)
    mail = Mail(letter.message_id, letter.sender, letter.subject, letter.text)
    if not mail.words:
        raise UnlawfulError("This mail says nothing, so there is no word to take.")
    ended = _end(letter, reasons, by, at=at, admitted=True)
    name = case.account.name
    if not (first and first(case, name)):
        take(case, mail, by=name, at=at)
    return ended


@transaction.atomic
def refuse(*, letter: Letter, reasons: str, by: Staff, at: datetime) -> QuarantineEnd:
    """Say that a mail kept apart is not the member's word; nobody is told, least of all its sender.

    Args:
        letter: the mail.
        reasons: how one knows.
        by: the case manager who looked.
        at: now.

    Raises:
        UnlawfulError: it is not kept apart, somebody has looked already, no reasons are given, or
            the person is no case manager.
    """
    _require(letter, reasons, by, at=at)
    Case.objects.select_for_update(of=("self",)).get(pk=letter.case_id)
    return _end(letter, reasons, by, at=at, admitted=False)


def _require(letter: Letter, reasons: str, by: Staff, *, at: datetime) -> None:
    if StaffRole.CASE_MANAGER not in accounts.roles(by, at=at):
        msg = f"{by} is no case manager; a case manager looks at mail kept apart."
        raise UnlawfulError(msg)
    if letter.from_member:
        raise UnlawfulError("This mail is the member's own; it is not kept apart.")
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected how you know whose mail it is.")


def _end(letter: Letter, reasons: str, by: Staff, *, at: datetime, admitted: bool) -> QuarantineEnd:
    earlier = QuarantineEnd.objects.filter(letter=letter).select_related("by").first()
    if earlier is not None:
        msg = f"{earlier.by} has looked at this mail, on {earlier.at:%-d %B %Y}."
        raise UnlawfulError(msg)
    return QuarantineEnd.objects.create(
        letter=letter, admitted=admitted, reasons=reasons.strip(), by=by, at=at
    )
