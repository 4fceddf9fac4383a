"""Comment, vote, answer officially, and sum up."""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Account, Staff
from goodstanding.accounts.queries import roles
from goodstanding.consultations.models import Closing, Comment, Vote
from goodstanding.consultations.operations.telling import say, tell
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.policies.models import PolicyVersion

LONGEST = 5_000
"""Letters of a comment; a longer one is for two."""

A_DAY = 30
"""Comments of one member within 24 hours."""

OPEN_FOR = timedelta(days=14)
"""For so long no consultation is closed (the database knows the same)."""


def comment(
    *,
    policy: PolicyVersion,
    text: str,
    by: Account,
    at: datetime,
    quotes: Comment | None = None,
    quoted: str = "",
) -> Comment:
    """A member comments on a version, while its consultation is open.

    Args:
        policy: the version.
        text: what they say.
        by: the member.
        at: now.
        quotes: the comment it answers, or None.
        quoted: words of that comment, or else of the policy, word for word; may be "".

    Raises:
        UnlawfulError: nothing or too much said, too often, misquoted, or the consultation is over.
    """
    _require_open(policy, at=at)
    _require_said(text)
    since = at - timedelta(days=1)
    if by.comments.filter(at__gt=since).count() >= A_DAY:
        raise UnlawfulError(f"text: got more than {A_DAY} comments in a day; go on tomorrow")
    said = _quoted(policy, quotes, quoted)
    return Comment.objects.create(
        policy=policy, account=by, quotes=quotes, quoted=said, text=text.strip(), at=at
    )


@transaction.atomic
def answer(
    *, policy: PolicyVersion, text: str, by: Staff, at: datetime, quotes: Comment | None = None
) -> Comment:
    """A policy owner answers officially: one comment, whose author is told, or all of them.

    Raises:
        UnlawfulError: nothing said, no policy owner, or the consultation was closed.
    """
    _require_owner(by, at=at)
    _require_said(text)
    if Closing.objects.filter(policy=policy).exists():
        raise UnlawfulError("The consultation was closed and summed up; nothing is added to it.")
    _quoted(policy, quotes, "")
    said = Comment.objects.create(policy=policy, staff=by, quotes=quotes, text=text.strip(), at=at)
    if quotes is not None and quotes.account is not None:
        told = partial(say, "answered", comment=quotes, answer=said, by=by.name)
        tell(
            quotes,
            "comment_answered",
            lambda: gettext("The policy team answered your comment"),
            partial(told, site=settings.SITE_ADDRESS),
            by=by.name,
            at=at,
        )
    return said


@transaction.atomic
def vote(*, comment: Comment, value: int, by: Account, at: datetime) -> Vote:
    """A member is for (1) or against (-1) a comment, or takes that back (0); the latest counts.

    Raises:
        UnlawfulError: no such vote, their own comment, or the consultation is over.
    """
    _require_open(comment.policy, at=at)
    if value not in (-1, 0, 1):
        raise UnlawfulError(f"vote: got {value}, expected 1, -1 or 0")
    if comment.account_id == by.pk:
        raise UnlawfulError("vote: nobody votes on their own comment")
    Account.objects.select_for_update(no_key=True).get(pk=by.pk)  # two clicks take turns
    before = Vote.objects.filter(comment=comment, account=by, after=None).first()
    if before is not None and before.value == value:
        return before
    return Vote.objects.create(comment=comment, account=by, value=value, before=before, at=at)


def close(*, policy: PolicyVersion, summary: str, by: Staff, at: datetime) -> Closing:
    """A policy owner closes a consultation and says what was said and what becomes of it.

    Raises:
        UnlawfulError: nothing said, no policy owner, closed before, or open for under 14 days.
    """
    _require_owner(by, at=at)
    if not summary.strip():
        raise UnlawfulError("summary: got nothing, expected what was said and what becomes of it")
    if Closing.objects.filter(policy=policy).exists():
        raise UnlawfulError("summary: the consultation was closed before")
    if at < (first := policy.adopted_at + OPEN_FOR):
        raise UnlawfulError(
            f"summary: a consultation is open for {OPEN_FOR.days} days at least, "
            f"until {first:%Y-%m-%d %H:%M} UTC"
        )
    return Closing.objects.create(policy=policy, summary=summary.strip(), by=by, at=at)


def _require_open(policy: PolicyVersion, *, at: datetime) -> None:
    closed = Closing.objects.filter(policy=policy).exists()
    if closed or not policy.adopted_at <= at < policy.in_force_from:
        raise UnlawfulError(f"The consultation on {policy} is over.")


def _require_owner(by: Staff, *, at: datetime) -> None:
    if StaffRole.POLICY_OWNER not in roles(by, at=at):
        raise UnlawfulError(f"by: got {by.name}, expected a policy owner")


def _require_said(text: str) -> None:
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected some words")
    if len(text) > LONGEST:
        raise UnlawfulError(f"text: got {len(text):,} letters, expected {LONGEST:,} or fewer")


def _quoted(policy: PolicyVersion, quotes: Comment | None, quoted: str) -> str:
    """The quoted words on one line, once they are seen to be there."""
    words = " ".join(quoted.split())
    if quotes is not None and quotes.policy_id != policy.pk:
        raise UnlawfulError("quotes: got a comment on another policy, expected one on this")
    source = quotes.text if quotes is not None else policy.text
    if words not in " ".join(source.split()):
        raise UnlawfulError("quoted: these words are not there; quote word for word")
    return words
