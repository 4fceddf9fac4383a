"""What may be kept from a member for a time, and why: never all, never for long, never by one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from goodstanding.law.terms import Family, UnlawfulError


class Code(StrEnum):
    """The closed list of reasons for keeping a record from the person it speaks against. G10, G12.

    Tipping-off and an authority's order come from law on money laundering and inquiries; the other
    two protect people (DSA-17.3b, SEA-070: identity only where strictly necessary).
    """

    TIPPING_OFF = "tipping_off"
    AUTHORITY_ORDER = "authority_order"
    REPORTER_IDENTITY = "reporter_identity"
    SAFETY_OF_OTHERS = "safety_of_others"

    @property
    def spoken(self) -> str:
        """The reason as the member reads it."""
        return _SPOKEN[self]


_SPOKEN = {
    Code.TIPPING_OFF: "telling it now would warn someone whose money is being looked into, "
    "which the law forbids",
    Code.AUTHORITY_ORDER: "an authority ordered us not to tell it yet",
    Code.REPORTER_IDENTITY: "it would show who made a report",
    Code.SAFETY_OF_OTHERS: "telling it now could put another person in danger",
}

REVIEW: Annotated[
    timedelta,
    "What is withheld is looked at again within this, or told. G10 asks for an end; the number "
    "is ours.",
] = timedelta(days=30)

LONGEST: Annotated[
    timedelta,
    "Nothing is withheld longer in all. So at least three of the six months of an appeal "
    "(DSA-20.1) are left once all is told; the number is ours.",
] = timedelta(days=90)

INQUIRY: Annotated[
    timedelta,
    "Where a policy lets facts be withheld, a new finding is shown after this, unless a second "
    "person has agreed to withhold it. The time of the first look; the number is ours.",
] = timedelta(days=3)


@dataclass(frozen=True)
class Record:
    """A record that someone would keep from the member.

    Attributes:
        family: the ground of the case.
        published: the codes under which the case's policy says that it may withhold.
        told_at: when the member was told of it; None while they were not.
        first_at: since when it is withheld, where it was before; None where it never was.
        others: how many other records of the case the member is told.
    """

    family: Family
    published: Collection[str]
    told_at: datetime | None
    first_at: datetime | None
    others: int


def require(record: Record, code: Code, *, at: datetime, review_at: datetime) -> None:
    """Refuse to withhold what may not be, or not so long. P10; G10, G12, DSA-17.3b, P2B-4.5.

    Args:
        record: what would be withheld.
        code: why.
        at: from when.
        review_at: when it would be looked at again; told then, unless renewed.

    Raises:
        UnlawfulError: fraud is not the ground, the policy does not publish the code, the member
            knows it already, nothing would be left to be told, or it would last too long.
    """
    refusals = (
        _not_published(record, code),
        _known(record),
        _nothing_left(record),
        _too_long(record, at=at, review_at=review_at),
    )
    for reason in refusals:
        if reason:
            raise UnlawfulError(reason)


def _not_published(record: Record, code: Code) -> str | None:
    if record.family != Family.FRAUD:
        return f"Only in a case of fraud may anything be withheld; the ground is {record.family}."
    if code not in record.published:
        return f"The policy does not publish that anything may be withheld as {code.upper()}."
    return None


def _known(record: Record) -> str | None:
    if record.told_at is None:
        return None
    return f"The member was told of this on {record.told_at:%-d %B %Y}; it cannot be untold."


def _nothing_left(record: Record) -> str | None:
    if record.others:
        return None
    return "Not everything may be withheld: at least one record of the case is told."


def _too_long(record: Record, *, at: datetime, review_at: datetime) -> str | None:
    latest = latest_review(record, at=at)
    if at < review_at <= latest:
        return None
    if latest <= at:
        return f"This has been withheld for {LONGEST.days} days; it is told now."
    return (
        f"review_at: got {review_at:%-d %B %Y}, expected after {at:%-d %B %Y} "
        f"and by {latest:%-d %B %Y}."
    )


def latest_review(record: Record, *, at: datetime) -> datetime:
    """The latest day on which a record withheld from a time on is looked at again. G10."""
    return min(at + REVIEW, (record.first_at or at) + LONGEST)


def is_shown(
    *, taken_at: datetime, told_at: datetime | None, published: Collection[str], at: datetime
) -> bool:
    """Whether a record that nobody withholds is shown to its member by now. P10; G12, SEA-070.

    At once, but where the policy may withhold: there when a notice tells it, or the time to ask a
    second person has passed. Nothing rests on it before.

    Args:
        taken_at: when it came into the case.
        told_at: when a notice first told it.
        published: the codes under which the policy says that it may withhold.
        at: now.
    """
    if not published or (told_at is not None and told_at <= at):
        return True
    return at >= taken_at + INQUIRY
