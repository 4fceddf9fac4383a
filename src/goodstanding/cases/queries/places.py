"""The queue a page at a time: what breaches next, first, however many cases there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Claim, Escalation, Place
from goodstanding.cases.models.place import ORDER
from goodstanding.cases.queries.cases import Queued, all_cases, queued, undecided
from goodstanding.law import procedure

NOTHING_DUE = datetime(9999, 1, 1, tzinfo=UTC)
COUNTED = 10_000
"""As far as lists are counted; beyond, they are "10,000+"."""


@dataclass(frozen=True)
class Search:
    """What of the queue is asked for; what is empty is not asked.

    Attributes:
        staff: whose: managed by them, or given to them besides.
        member: the marketplace's own id of the account.
        policy: its slug.
        state: as `law.procedure.State` names it.
        language: of the member.
        days: opened at least so many days ago.
        hidden: keys of accounts that whoever asks may not read.
    """

    staff: Staff | None = None
    member: str = ""
    policy: str = ""
    state: str = ""
    language: str = ""
    days: int = 0
    hidden: frozenset[int] = frozenset()


def places(cases: Iterable[UUID], *, at: datetime) -> list[Place]:
    """Where those of some cases stand that are undecided, from the record; nothing is written."""
    found = undecided().filter(pk__in=list(cases))
    return [_place(one, at=at) for one in queued(found, at=at)]


def _place(one: Queued, *, at: datetime) -> Place:
    case, known = one.case, one.times
    running = [each.at for each in procedure.clocks_of(known, at=at)]
    begins = [each for each in (known.interim_at, known.alone_at) if each]
    assigned = getattr(case, "assignment", None)
    return Place(
        case=case,
        due_at=one.due.at if one.due else NOTHING_DUE,
        owner=one.due.owner if one.due else "",
        weakness=3 - one.tier,
        state=one.state,
        manager=assigned.staff if assigned else None,
        policy=case.policy.slug,
        language=case.account.language,
        opened_at=case.opened_at,
        again_at=min((each for each in running + begins if each > at), default=None),
    )


def placed(search: Search, *, at: datetime) -> QuerySet[Place]:
    """The places that are asked for, what breaches next first."""
    asked = {"policy": search.policy, "state": search.state, "language": search.language}
    asked["case__account__name"] = search.member
    found = Place.objects.filter(**{name: value for name, value in asked.items() if value})
    if search.days:
        found = found.filter(opened_at__lte=at - timedelta(days=search.days))
    if search.staff:
        found = found.filter(_of(search.staff))
    if search.hidden:
        found = found.exclude(case__account__in=search.hidden)
    return found.order_by(*ORDER)


def _of(staff: Staff) -> Q:
    """Managed by a person, or given to them besides."""
    besides = Escalation.objects.filter(to=staff, breach__case__place__isnull=False)
    given = list(besides.values_list("breach__case", flat=True)[:COUNTED])
    return Q(manager=staff) | Q(pk__in=given) if given else Q(manager=staff)


def count(places: QuerySet[Place]) -> int:
    """How many places there are, counted to one more than `COUNTED`."""
    return places.order_by()[: COUNTED + 1].count()


def late(places: QuerySet[Place], *, at: datetime) -> QuerySet[Place]:
    """Those of some places whose clock is the platform's and has run out."""
    return places.filter(owner="platform", due_at__lte=at)


def following(places: QuerySet[Place], last: Place) -> QuerySet[Place]:
    """Those of some places that come after one in the queue's order."""
    later = Q(due_at__gt=last.due_at) | Q(weakness__gt=last.weakness)
    later |= Q(weakness=last.weakness, pk__gt=last.pk)
    return places.filter(later, due_at__gte=last.due_at)  # the bound lets the index be used


def place_of(reference: str) -> Place | None:
    """Where a case stands, if it is undecided."""
    return Place.objects.filter(case__reference=reference).first()


def a_page(places: QuerySet[Place], length: int, *, at: datetime) -> list[Queued]:
    """The first of some places as cases with their clocks, read from the record itself."""
    keys = list(places.values_list("pk", flat=True)[:length])
    found = {one.case.pk: one for one in queued(all_cases().filter(pk__in=keys), at=at)}
    return [found[key] for key in keys]


def first_free(places: QuerySet[Place], by: Staff, *, at: datetime) -> str | None:
    """The reference of the first case that no other person has open, if there is one."""
    others = Claim.objects.filter(case=OuterRef("pk"), until__gt=at, end=None).exclude(staff=by)
    free = places.filter(~Exists(others))
    return free.values_list("case__reference", flat=True).first()
