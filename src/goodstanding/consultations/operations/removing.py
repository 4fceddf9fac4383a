"""Remove a comment with reasons; its author objects, and another person answers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from goodstanding.accounts.models import Account, Staff
from goodstanding.accounts.queries import roles
from goodstanding.consultations.models import (
    USAGE,
    Comment,
    Objection,
    ObjectionOutcome,
    Removal,
)
from goodstanding.consultations.operations.telling import say, tell
from goodstanding.consultations.usage import RULES
from goodstanding.law.terms import StaffRole, UnlawfulError

AGAIN = gettext_noop("Your comment is shown again")
STAYS = gettext_noop("Your comment stays removed")


@transaction.atomic
def remove(*, comment: Comment, rule: str, reasons: str, by: Staff, at: datetime) -> Removal:
    """A policy owner removes a comment by a rule of the community usage policy; its author is told.

    The comment stays on the record, and its place in the consultation says that it was removed.

    Raises:
        UnlawfulError: no policy owner, no such rule, no reasons, removed before, or official.
    """
    if StaffRole.POLICY_OWNER not in roles(by, at=at):
        raise UnlawfulError(f"by: got {by.name}, expected a policy owner")
    if rule not in USAGE:
        raise UnlawfulError(f"rule: got {rule!r}, expected one of {', '.join(USAGE)}")
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected why the comment breaks the rule")
    if comment.account is None:
        raise UnlawfulError("comment: an official answer stays")
    if Removal.objects.filter(comment=comment).exists():
        raise UnlawfulError("comment: it was removed before")
    notice = tell(
        comment,
        "comment_removed",
        lambda: gettext("Your comment was removed"),
        lambda: say(
            "removed",
            comment=comment,
            rule=RULES[rule],
            reasons=reasons.strip(),
            by=by.name,
            site=settings.SITE_ADDRESS,
        ),
        by=by.name,
        at=at,
    )
    return Removal.objects.create(
        comment=comment, rule=rule, reasons=reasons.strip(), by=by, at=at, notice=notice
    )


def object_to(*, removal: Removal, text: str, by: Account, at: datetime) -> Objection:
    """The author of a removed comment says why it should be shown.

    Raises:
        UnlawfulError: nothing said, not the author, or objected before.
    """
    if removal.comment.account_id != by.pk:
        raise UnlawfulError("Only who wrote the comment can object to its removal.")
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected why the comment should be shown")
    if Objection.objects.filter(removal=removal).exists():
        raise UnlawfulError("text: you have objected already; another person answers")
    return Objection.objects.create(removal=removal, text=text.strip(), at=at)


@transaction.atomic
def answer_objection(
    *, objection: Objection, restored: bool, reasons: str, by: Staff, at: datetime
) -> ObjectionOutcome:
    """Another person than who removed a comment says whether it is shown again, and why.

    Raises:
        UnlawfulError: who removed it, nobody qualified, no reasons, or answered before.
    """
    removal = objection.removal
    if by.pk == removal.by_id:
        raise UnlawfulError("by: another person than who removed the comment answers")
    if not roles(by, at=at) & {StaffRole.POLICY_OWNER, StaffRole.REVIEWER}:
        raise UnlawfulError(f"by: got {by.name}, expected a policy owner or a reviewer")
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected why")
    if ObjectionOutcome.objects.filter(objection=objection).exists():
        raise UnlawfulError("reasons: the objection was answered before")
    notice = tell(
        removal.comment,
        "objection_answered",
        lambda: gettext(AGAIN if restored else STAYS),
        lambda: say(
            "objection",
            comment=removal.comment,
            restored=restored,
            reasons=reasons.strip(),
            by=by.name,
            site=settings.SITE_ADDRESS,
        ),
        by=by.name,
        at=at,
    )
    return ObjectionOutcome.objects.create(
        objection=objection,
        restored=restored,
        reasons=reasons.strip(),
        by=by,
        at=at,
        notice=notice,
    )
