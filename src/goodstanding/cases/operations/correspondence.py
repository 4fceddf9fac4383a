"""Mail that comes to a case's own address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.hearings import reading
from goodstanding.cases.hearings.files import Checked, NotKeptError
from goodstanding.cases.models import Case, Decision, Letter
from goodstanding.cases.operations.attaching import attach
from goodstanding.cases.operations.dialogue import keep, page_of
from goodstanding.cases.operations.hearing import answer
from goodstanding.cases.operations.telling import serve
from goodstanding.languages.vocabulary import word
from goodstanding.law.appeal import Door
from goodstanding.law.procedure import STEPS, CaseStep, Due
from goodstanding.notices.models import Notice

OURS = "[GS-"
"""With this a subject of ours names its case; an answer that only repeats it says nothing."""


@dataclass(frozen=True)
class Mail:
    """A mail as it came.

    Attributes:
        message_id: its Message-ID; the same mail is kept once in a case.
        sender: the address it is from, by its own header and by the server that brought it.
        subject: its subject.
        text: what was written, without what it quotes.
        automatic: whether a machine wrote it (an absence note, a bounce); it is never answered.
        proven: whether the mail server in front found its sender genuine; true where none is asked.
        files: what hung on it and may be kept.
        refused: what hung on it and is not kept.
    """

    message_id: str
    sender: str
    subject: str
    text: str
    automatic: bool = False
    proven: bool = True
    files: tuple[Checked, ...] = ()
    refused: tuple[NotKeptError, ...] = ()

    @property
    def words(self) -> str:
        """What it says: its text; else its subject, if not ours; else what its files are called."""
        subject = "" if OURS in self.subject else self.subject.strip()
        names = [one.name for one in self.files] + [one.name for one in self.refused]
        return self.text.strip() or subject or ", ".join(names)


Taker = Callable[[Case, str], Notice | None]
"""Takes a mail for what it is in a case, by the name of who speaks: its receipt, or None."""


@transaction.atomic
def receive(
    *, token: str, mail: Mail, at: datetime, first: Taker | None = None, number: int = 0
) -> Letter:
    """Keep a mail to a case's address, and acknowledge it to the member with the case's clock.

    A mail from the member's known address is the member's word: while an answer is awaited it is
    the answer. A mail from anywhere else, or whose sender is not proven where that is asked for, is
    kept apart until a person of the team has looked at it, and changes nothing.

    Args:
        token: what makes the case's address its own.
        mail: the mail.
        at: now.
        first: who may take the member's word before it is taken for anything else.
        number: which decision of the case the address is for; 0 where it is for the case.

    Raises:
        UnknownCaseError: no case has this address.
    """
    case = queries.by_token(token)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    known = Letter.objects.filter(case=case, message_id=mail.message_id).first()
    if known is not None:
        return known
    speaker = _speaker(case, mail.sender)
    apart, receipt = _apart(mail, speaker), None
    if not apart and not mail.automatic and mail.words:
        receipt = first(case, speaker) if first else None
        receipt = receipt or take(case, mail, by=speaker, at=at)
    if not apart and not mail.automatic:
        _add_files(case, mail, by=speaker, at=at)
    return _kept(case, mail, apart, receipt, number=number, at=at)


def _add_files(case: Case, mail: Mail, *, by: str, at: datetime) -> None:
    """Keep what hung on a member's mail; they are told what was not kept, and why."""
    refused = list(mail.refused)
    for one in mail.files:
        try:
            attach(case, [one], by=by, door=Door.MAIL, at=at)
        except NotKeptError as too_many:
            refused.append(too_many)
    if not refused:
        return

    def text() -> str:
        told = {"refused": [str(one) for one in refused], "page": page_of(case)}
        return words.render("cases/files_refused.md", case, **told)

    def subject() -> str:
        return gettext("Not all of your files could be kept")

    serve(case, "answer_received", subject, text, at=at)


def _kept(
    case: Case, mail: Mail, apart: str, receipt: Notice | None, *, number: int, at: datetime
) -> Letter:
    return Letter.objects.create(
        case=case,
        message_id=mail.message_id,
        sender=mail.sender,
        from_member=not apart,
        apart=apart,
        number=number,
        subject=mail.subject[:400],
        text=mail.text,
        at=at,
        receipt=receipt,
    )


def _apart(mail: Mail, speaker: str) -> str:
    """Why a mail is kept apart; "" where it is the word of who speaks."""
    if speaker:
        return "" if mail.proven else "unproven"
    return "another" if mail.sender else "two_senders"


def _speaker(case: Case, sender: str) -> str:
    """Whose word a mail is: the member's, or of who speaks for them; "" for anyone else's."""
    if case.account.email and sender.lower() == case.account.email.lower():
        return case.account.name
    named = reading.representative(case)
    return str(named) if named and sender.lower() == named.email.lower() else ""


def take(case: Case, mail: Mail, *, by: str, at: datetime) -> Notice:
    """Take a member's mail for what it is now, and say that it came and what happens next.

    Args:
        case: the case, locked.
        mail: the mail.
        by: the member's account name, or who speaks for them.
        at: now.
    """
    if CaseStep.ANSWER in STEPS[queries.state(case, at=at)]:
        return answer(case=case, text=mail.words, by=by, at=at).receipt
    due, decision = queries.next_due(case, at=at), queries.decision(case)
    ours = due if due and due.owner == "platform" else None

    def text() -> str:
        return words.render(
            "cases/letter_received.md",
            case,
            manager=rulings.manager(case),
            next=_next(ours) if ours else "",
            start=" ".join(mail.words.split())[:400],
            redress=_redress(decision),
        )

    receipt = serve(case, "answer_received", lambda: gettext("We have your mail"), text, at=at)
    keep(case, mail.words, by=by, door=Door.MAIL, receipt=receipt, at=at)
    return receipt


def _next(due: Due) -> str:
    return gettext("%(what)s, by %(day)s") % {"what": word(due.what), "day": words.day(due.at)}


def _redress(decision: Decision | None) -> str:
    """How to appeal, where a decision can be appealed against and was not."""
    if decision is None or decision.statement is None or hasattr(decision, "appeal"):
        return ""
    return str(decision.statement.redress)
