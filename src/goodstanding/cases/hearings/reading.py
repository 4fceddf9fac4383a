"""Who speaks for a member, and which talks are owed, from the rows that remember it."""

from datetime import datetime

from django.conf import settings
from django.core import signing

from goodstanding.cases.models import Case, Representative, TalkRequest

SALT = "representative"


class NoRepresentativeError(LookupError):
    """The link was changed, or whoever it was for speaks for nobody any more."""


def representative(case: Case) -> Representative | None:
    """Who speaks for the member now, if anyone does."""
    return case.representatives.filter(end=None).order_by("-at", "-id").first()


def copy_to(case: Case) -> str:
    """The address that gets a copy of everything the member is told in a case; "" for none."""
    found = representative(case)
    return found.email if found else ""


def link(one: Representative) -> str:
    """The link by which a representative reaches the case, and no other page of the member's."""
    return f"{settings.SITE_ADDRESS}/portal/represent/{signing.dumps(one.pk, salt=SALT)}"


def by_token(token: str) -> Representative:
    """The representative a link is for, while they speak for the member.

    Raises:
        NoRepresentativeError: the link was changed, or they do no longer.
    """
    try:
        return speaking(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        raise NoRepresentativeError("This link is not ours, or was changed.") from None


def speaking(pk: int) -> Representative:
    """A representative who speaks for a member now.

    Raises:
        NoRepresentativeError: they do no longer.
    """
    found = Representative.objects.filter(pk=pk, end=None).select_related("case__account").first()
    if found is None:
        raise NoRepresentativeError("You were taken back as a representative in this case.")
    return found


def speaks_for(case: Case, name: str) -> bool:
    """Whether a name is that of the member, or of who speaks for them now."""
    found = representative(case)
    return name == case.account.name or (found is not None and name == str(found))


def owed_talk(case: Case) -> TalkRequest | None:
    """The talk that was asked for and has neither been held nor offered yet."""
    open_ones = (one for one in case.talk_requests.all() if not hasattr(one, "talk"))
    return min(open_ones, key=lambda one: one.due_at, default=None)


def decidable_from(case: Case, *, at: datetime) -> datetime | None:
    """When a decision need no longer wait for the talk that is owed; None where it need not."""
    owed = owed_talk(case)
    return owed.due_at if owed and owed.at <= at else None
