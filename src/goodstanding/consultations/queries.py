"""What was said of a version before it bound, as people read it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet

from goodstanding.accounts.models import Account
from goodstanding.consultations.models import Closing, Comment, Objection, Vote
from goodstanding.consultations.usage import RULES, Rule
from goodstanding.policies import queries as policies
from goodstanding.policies.models import PolicyVersion

__all__ = [
    "RULES",
    "SORTS",
    "Consultation",
    "Said",
    "UnknownConsultationError",
    "all_of",
    "audience",
    "before",
    "comment",
    "consultation",
    "day",
    "objections",
]

A_PAGE = 50
"""Comments on one page."""


class UnknownConsultationError(LookupError):
    """There is no such version, or no such comment on it."""


@dataclass(frozen=True)
class Said:
    """One comment as it is read.

    Attributes:
        comment: what was written; not to be shown where `removed`.
        score: votes for it less votes against it; `ups` and `downs` the two.
        mine: the reader's own vote that counts: 1, -1, or 0.
        answered: whether a policy owner answered it officially.
        removed: whether it is no longer shown.
        rule: by which rule it was removed, if it was.
        quotable: whether the comment it quotes is still shown.
    """

    comment: Comment
    ups: int = 0
    downs: int = 0
    mine: int = 0
    answered: bool = False
    removed: bool = False
    rule: Rule | None = None
    quotable: bool = True

    @property
    def score(self) -> int:
        """Votes for it less votes against it."""
        return self.ups - self.downs


SORTS: Mapping[str, tuple[str, Callable[[Said], tuple[object, ...]]]] = {
    "newest": ("newest first", lambda one: (-one.comment.at.timestamp(),)),
    "oldest": ("oldest first", lambda one: (one.comment.at.timestamp(),)),
    "score": ("highest score first", lambda one: (-one.score, one.comment.at.timestamp())),
    "waiting": (
        "not answered yet first",
        lambda one: (one.answered, -one.comment.at.timestamp()),
    ),
}
"""How comments can be put in order. All are always shown, whatever their score."""


@dataclass(frozen=True)
class Consultation:
    """A version that was announced, and what was said of it.

    Attributes:
        version: the version; `before` the one it takes over from, or None.
        state: `open`, `over` (it binds, and nothing was summed up yet), or `closed`.
        said: the comments of this page, in the order asked for.
        number: how many comments there are on all pages, of which `answered` were answered.
        official: official answers to all, not to one comment.
    """

    version: PolicyVersion
    before: PolicyVersion | None
    state: str
    closing: Closing | None
    number: int
    said: Sequence[Said] = ()
    official: Sequence[Comment] = ()
    answered: int = 0
    sort: str = "newest"
    page: int = 1
    pages: int = 1
    difference: policies.Difference | None = field(default=None, repr=False)


def day(moment: datetime) -> str:
    """A day as people write it."""
    return f"{moment.day} {moment:%B %Y}"


def before(version: PolicyVersion) -> PolicyVersion | None:
    """The version that one takes over from, or None for the first."""
    earlier = [one for one in policies.versions(version.slug) if one.version < version.version]
    return earlier[-1] if earlier else None


def audience(version: PolicyVersion) -> int:
    """How many members a version is to bind."""
    return Account.objects.filter(role__in=version.settings["applies_to"]).count()


def all_of(*, at: datetime) -> list[Consultation]:
    """Every version members could comment on, latest announced first, without what was said.

    These are all that were adopted before they bound.
    """
    known = PolicyVersion.objects.order_by("-adopted_at", "slug")
    return [_head(one, at=at) for one in known if one.adopted_at < one.in_force_from]


def consultation(
    slug: str,
    number: int,
    *,
    at: datetime,
    sort: str = "newest",
    page: int = 1,
    reader: Account | None = None,
) -> Consultation:
    """One consultation with a page of comments.

    Args:
        slug: the policy.
        number: the version.
        at: when it is read.
        sort: a key of `SORTS`; any other is the newest first.
        page: which page of comments, from 1.
        reader: the member who reads, to show their own votes; None for anybody.

    Raises:
        UnknownConsultationError: there is no such version, or it bound when it was adopted.
    """
    head = _head(_announced(slug, number), at=at)
    every = _said(head.version, reader)
    members = [one for one in every if one.comment.account_id]
    sort = sort if sort in SORTS else "newest"
    sheet = Paginator(sorted(members, key=SORTS[sort][1]), A_PAGE).get_page(page)
    earlier = head.before
    return replace(
        head,
        said=list(sheet),
        official=[o.comment for o in every if o.comment.staff_id and not o.comment.quotes_id],
        answered=sum(one.answered for one in members),
        sort=sort,
        page=sheet.number,
        pages=sheet.paginator.num_pages,
        difference=policies.difference(slug, earlier.version, number) if earlier else None,
    )


def _announced(slug: str, number: int) -> PolicyVersion:
    version = PolicyVersion.objects.filter(slug=slug, version=number).first()
    if version is None or version.adopted_at >= version.in_force_from:
        msg = f"announcement of {slug!r}, version {number}: there is none"
        raise UnknownConsultationError(msg)
    return version


def comment(id_: UUID) -> Comment:
    """One comment.

    Raises:
        UnknownConsultationError: there is none of that id.
    """
    found = Comment.objects.select_related("policy", "account").filter(pk=id_).first()
    if found is None:
        raise UnknownConsultationError(f"comment {id_}: there is none")
    return found


def objections() -> QuerySet[Objection]:
    """Objections to removals that nobody has answered yet, the oldest first."""
    waiting = Objection.objects.filter(outcome=None).order_by("at")
    return waiting.select_related("removal__comment__policy", "removal__comment__account")


def _head(version: PolicyVersion, *, at: datetime) -> Consultation:
    closing = Closing.objects.filter(policy=version).select_related("by").first()
    state = "closed" if closing else "open" if at < version.in_force_from else "over"
    number = version.comments.filter(staff=None).count()
    return Consultation(version, before(version), state, closing, number)


def _said(version: PolicyVersion, reader: Account | None) -> list[Said]:
    """Every comment of a version with its votes, in two questions to the database."""
    known = list(
        version.comments.select_related(
            "account", "staff", "quotes__account", "removal__objection__outcome", "removal__by"
        )
        .prefetch_related("answers__staff")
        .order_by("at", "pk")
    )
    votes: dict[UUID, list[tuple[int, int]]] = {}
    live = Vote.objects.filter(comment__policy=version, after=None)
    for about, account, value in live.values_list("comment", "account", "value"):
        votes.setdefault(about, []).append((account, value))
    hidden = {comment.pk for comment in known if _hidden(comment)}
    return [_one(comment, votes.get(comment.pk, []), reader, hidden) for comment in known]


def _hidden(comment: Comment) -> bool:
    removal = getattr(comment, "removal", None)
    outcome = getattr(getattr(removal, "objection", None), "outcome", None)
    return removal is not None and not (outcome and outcome.restored)


def _one(
    comment: Comment, votes: Sequence[tuple[int, int]], reader: Account | None, hidden: set[UUID]
) -> Said:
    removal = getattr(comment, "removal", None)
    me = reader.pk if reader is not None else None
    return Said(
        comment=comment,
        ups=sum(value > 0 for _, value in votes),
        downs=sum(value < 0 for _, value in votes),
        mine=next((value for account, value in votes if account == me), 0),
        answered=any(answer.staff_id for answer in comment.answers.all()),
        removed=comment.pk in hidden,
        rule=RULES[removal.rule] if removal is not None else None,
        quotable=comment.quotes_id not in hidden,
    )
