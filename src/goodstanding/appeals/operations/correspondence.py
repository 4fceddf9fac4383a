"""Appeal by mail: what comes to the address of a decision, or to a case with an appeal."""

from datetime import datetime

from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.appeals import queries
from goodstanding.appeals.models import Appeal
from goodstanding.appeals.operations.dialogue import add
from goodstanding.appeals.operations.filing import file
from goodstanding.appeals.operations.telling import say, serve
from goodstanding.cases import operations as cases
from goodstanding.cases import queries as known
from goodstanding.cases.drafting import words
from goodstanding.cases.drafting.quoting import quoted
from goodstanding.cases.models import Case, Decision, Letter, QuarantineEnd
from goodstanding.cases.operations import Mail
from goodstanding.law.appeal import Door
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices.models import Notice


def receive(*, token: str, mail: Mail, at: datetime, number: int = 0) -> Letter:
    """Keep a mail to a case's address, or to one of its decisions', and take it for what it is.

    A mail of the member's, or of who speaks for them, to the address of a decision is an appeal
    against it, confirmed at once. While an appeal in the case waits, whatever they write is part of
    its dialogue. Any other mail is the case's (`cases.operations.receive`).

    Args:
        token: what makes the case's addresses its own.
        mail: the mail.
        at: now.
        number: which decision of the case the address is for; 0 where it is for the case.

    Raises:
        UnknownCaseError: no case has this address.
    """
    first = _taker(token, mail, number, at=at)
    return cases.receive(token=token, mail=mail, at=at, first=first, number=number)


def admit(*, letter: Letter, reasons: str, by: Staff, at: datetime) -> QuarantineEnd:
    """Take a mail kept apart for the member's word: for an appeal, where it was sent as one.

    Args:
        letter: the mail.
        reasons: how one knows that it is theirs.
        by: the case manager who looked.
        at: now.

    Raises:
        UnlawfulError: as `cases.operations.admit` says.
    """
    mail = Mail(letter.message_id, letter.sender, letter.subject, letter.text)
    first = _taker(letter.case.token, mail, letter.number, at=at)
    return cases.admit(letter=letter, reasons=reasons, by=by, at=at, first=first)


def _taker(token: str, mail: Mail, number: int, *, at: datetime) -> cases.Taker:
    """Takes a mail for an appeal, or as a part of the one that waits."""

    def first(case: Case, speaker: str) -> Notice | None:
        decision = known.offered(token, number) if number else None
        if decision is not None:
            return _appeal(decision, mail, by=speaker, at=at)
        waiting = queries.open_in(case)
        return _add(waiting, mail, by=speaker, at=at) if waiting else None

    return first


def _appeal(decision: Decision, mail: Mail, *, by: str, at: datetime) -> Notice:
    """File it; where it was filed, add to it; where it was answered, say so."""
    filed = Appeal.objects.filter(decision=decision).select_related("outcome__decided_by").first()
    if filed is not None:
        return _again(filed, mail, by=by, at=at)
    try:
        return file(decision=decision, text=mail.words, by=by, at=at, door=Door.MAIL).receipt
    except UnlawfulError as refused:
        return _confirm(decision, "not_filed", mail, words.TEAM, why=str(refused), at=at)


def _again(appeal: Appeal, mail: Mail, *, by: str, at: datetime) -> Notice:
    outcome = getattr(appeal, "outcome", None)
    if outcome is None:
        return _add(appeal, mail, by=by, at=at)
    answered_by = outcome.decided_by.name
    return _confirm(appeal.decision, "answered", mail, answered_by, outcome=outcome, at=at)


def _confirm(
    decision: Decision, template: str, mail: Mail, signed_by: str, *, at: datetime, **known: object
) -> Notice:
    def said() -> str:
        return say(template, decision, quoted=quoted(mail.words), **known)

    def subject() -> str:
        return gettext("We have your mail")

    return serve(decision, "answer_received", subject, said, signed_by=signed_by, at=at)


def _add(appeal: Appeal, mail: Mail, *, by: str, at: datetime) -> Notice:
    return add(appeal=appeal, text=mail.words, by=by, at=at, door=Door.MAIL).notice
