"""What was said in a case, by whom, when and which way; and what of it waits for us."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.db.models import Min, Q

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import managing
from goodstanding.cases.models import Answer, Case, Message

SHOWN = 50
"""Members who wait, in one list."""


@dataclass(frozen=True)
class Said:
    """One thing said in a case.

    Attributes:
        text: the very words.
        by: who said it.
        door: which way it came: the portal, mail, or our console.
        at: when.
        sender: whose address the mail came from, where it came by mail.
        is_ours: whether the team said it.
        is_answer: whether it is the member's answer to a preliminary notice.
        message: the message, where it is one that may wait.
    """

    text: str
    by: str
    door: str
    at: datetime
    sender: str = ""
    is_ours: bool = False
    is_answer: bool = False
    message: Message | None = None


def said_in(case: Case, *, apart: Collection[UUID | None] = ()) -> list[Said]:
    """Everything member and case manager wrote to each other in a case, in order, each once.

    A mail of somebody else's is not among it, nor what is said in an appeal to who looks again.

    Args:
        case: the case.
        apart: receipts of mails that are read elsewhere, e.g. in an appeal.
    """
    messages = case.messages.select_related("heed__by", "heed__answer").order_by("at", "id")
    letters = [one for one in case.letters.all() if one.from_member]
    senders = {one.receipt_id: one.sender for one in letters if one.receipt_id}
    told = [
        Said(
            text=one.text,
            by=one.by,
            door=one.door,
            at=one.at,
            sender=senders.get(one.notice_id, ""),
            is_ours=one.staff_id is not None,
            message=one,
        )
        for one in messages
    ]
    answers = list(case.answers.all())
    told += [_answer(one, senders.get(one.receipt_id, "")) for one in answers]
    known = {one.receipt_id for one in answers} | {one.notice_id for one in messages} | set(apart)
    told += [
        Said(letter.text, letter.sender, "mail", letter.at, sender=letter.sender)
        for letter in letters
        if letter.receipt_id is None or letter.receipt_id not in known
    ]
    return sorted(told, key=attrgetter("at"))


def _answer(one: Answer, sender: str) -> Said:
    door = "mail" if sender else "portal"
    return Said(one.text, one.by, door, one.at, sender=sender, is_answer=True)


def waits_since(case: Case) -> datetime | None:
    """When the member wrote the first thing that nobody has heeded; None where nothing waits."""
    waiting = case.messages.filter(staff=None, heed=None).order_by("at", "id")
    return waiting.values_list("at", flat=True).first()


@dataclass(frozen=True)
class Unheeded:
    """A case in which the member waits for a word, since when, and by when we said they have it."""

    case: Case
    since: datetime
    target: datetime


def target(since: datetime) -> datetime:
    """By when who wrote at a time has a word from a person: what we published, and no law."""
    return since + timedelta(days=settings.REPLY_DAYS)


def unheeded(staff: Staff, *, at: datetime, hidden: Collection[int] = ()) -> list[Unheeded]:
    """Cases of a person, of whom they stand in for, and of nobody, where the member waits for us.

    Args:
        staff: the case manager.
        at: now.
        hidden: keys of accounts that whoever asks may not read.

    Returns:
        Who waits longest first, at most `SHOWN`.
    """
    away = accounts.absences(at=at).filter(stand_in=staff, starts_at__lte=at)
    theirs = managing.managed_by(staff, of="case__") | Q(case__assignment=None)
    for one in away:
        theirs |= managing.managed_by(one.staff, of="case__")
    waiting = Message.objects.filter(theirs, staff=None, heed=None)
    waiting = waiting.exclude(case__account__in=hidden)
    since = waiting.values_list("case").annotate(since=Min("at")).order_by("since", "case")
    first = dict(since[:SHOWN])
    found = Case.objects.select_related("account", "policy").in_bulk(list(first))
    return [Unheeded(found[key], at, target(at)) for key, at in first.items()]
