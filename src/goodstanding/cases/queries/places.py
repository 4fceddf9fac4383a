"""The queue a page at a time: what breaches next, first, however many cases there are."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import managing, words
from goodstanding.cases.models import Case, CaseFinding, Claim, Escalation, Moved, Place, Unplaced
from goodstanding.cases.models.place import ORDER
from goodstanding.cases.queries.cases import Queued, queued, undecided
from goodstanding.cases.queries.written import saying
from goodstanding.funds import queries as funds
from goodstanding.law import procedure
from goodstanding.law.procedure import Due
from goodstanding.policies import queries as policies

log = logging.getLogger(__name__)
NOTHING_DUE = datetime(9999, 1, 1, tzinfo=UTC)
COUNTED = 10_000
"""As far as lists are counted; beyond, they are "10,000+"."""


@dataclass(frozen=True)
class Search:
    """What of the queue is asked for; what is empty is not asked.

    Attributes:
        staff: whose: managed by them or by whom they stand in for, or given to them besides.
        member: the marketplace's own id of the account.
        policy: its slug.
        state: as `law.procedure.State` names it.
        language: of the member.
        days: opened at least so many days ago.
        reference: of the case.
        skill: the family of its policy, "fraud".
        stake: its member has open contests of so many whole units of a currency, or more.
        words: written in it: in a message, the member's answer, or the reasons of a decision.
        hidden: keys of accounts that whoever asks may not read.
    """

    staff: Staff | None = None
    member: str = ""
    policy: str = ""
    state: str = ""
    language: str = ""
    days: int = 0
    reference: str = ""
    skill: str = ""
    stake: int = 0
    words: str = ""
    hidden: frozenset[int] = frozenset()


def places(cases: Iterable[UUID], *, at: datetime) -> list[Place]:
    """Where those of some cases stand that are undecided, from the record; nothing is written."""
    found = undecided().filter(pk__in=list(cases))
    return [_place(one, at=at) for one in queued(found, at=at)]


def places_apart(cases: Iterable[UUID], *, at: datetime) -> tuple[list[Place], dict[UUID, str]]:
    """As `places`; where that fails, each case by itself, so that one keeps no other waiting.

    Returns:
        The places, and of the cases that have none because of an error the key and the error.
    """
    wanted, failed = list(cases), dict[UUID, str]()
    try:
        with transaction.atomic():
            return places(wanted, at=at), failed
    except Exception:  # of whatever kind: which case it is, is found below and told
        log.exception("some of %d cases have no place in the queue", len(wanted))
    found: list[Place] = []
    for one in wanted:
        try:
            with transaction.atomic():
                found += places([one], at=at)
        except Exception as why:
            log.exception("case %s has no place in the queue", one)
            failed[one] = f"{type(why).__name__}: {why}"
    return found, failed


def unplaced(*, hidden: Collection[int] = ()) -> QuerySet[Unplaced]:
    """The cases whose place could not be worked out, the oldest first.

    Args:
        hidden: keys of accounts that whoever asks may not read.
    """
    found = Unplaced.objects.select_related("case__account").order_by("at", "pk")
    return found.exclude(case__account__in=hidden) if hidden else found


def _place(one: Queued, *, at: datetime) -> Place:
    case, known = one.case, one.times
    running = [each.at for each in procedure.clocks_of(known, at=at)]
    begins = [each for each in (known.interim_at, known.alone_at) if each]
    return Place(
        case=case,
        due_at=one.due.at if one.due else NOTHING_DUE,
        what=one.due.what if one.due else "",
        owner=one.due.owner if one.due else "",
        weakness=3 - one.tier,
        state=one.state,
        manager=managing.manager(case),
        policy=case.policy.slug,
        language=case.account.language,
        opened_at=case.opened_at,
        again_at=min((each for each in running + begins if each > at), default=None),
    )


def placed(search: Search, *, at: datetime) -> QuerySet[Place]:
    """The places that are asked for, what breaches next first."""
    asked = {"policy": search.policy, "state": search.state, "language": search.language}
    asked |= {"case__account__name": search.member, "case__reference": search.reference}
    found = Place.objects.filter(**{name: value for name, value in asked.items() if value})
    if search.days:
        found = found.filter(opened_at__lte=at - timedelta(days=search.days))
    if search.skill:
        found = found.filter(policy__in=policies.slugs(search.skill))
    if search.stake:
        found = found.filter(case__account__in=funds.contested_from(search.stake))
    if search.words:
        found = found.filter(pk__in=saying(search.words))
    if search.staff:
        found = found.filter(_of(search.staff, at=at))
    if search.hidden:
        found = found.exclude(case__account__in=search.hidden)
    return found.order_by(*ORDER)


def _of(staff: Staff, *, at: datetime) -> Q:
    """Managed by a person or by whom they stand in for, or given to them besides."""
    besides = Escalation.objects.filter(to=staff, breach__case__place__isnull=False)
    given = list(besides.values_list("breach__case", flat=True)[:COUNTED])
    others = accounts.stands_in_for(staff, at=at)
    theirs = Q(manager__in=[staff.pk, *others]) if others else Q(manager=staff)
    return theirs | Q(pk__in=given) if given else theirs


def count(places: QuerySet[Any]) -> int:
    """How many rows of a list there are, counted to one more than `COUNTED`."""
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


@dataclass(frozen=True)
class Entry:
    """A case in the queue as its page shows it: what is due next, and its strongest finding."""

    case: Case
    state: str
    due: Due | None
    tier: int
    sentence: str
    manager: str


def a_page(places: QuerySet[Place], length: int, *, at: datetime) -> list[Entry]:
    """The first of some places as cases with their clocks; none says what is no longer so.

    Those that something was written in since they were placed are read from the record.
    """
    found = list(places.select_related("case__account", "case__policy", "manager")[:length])
    keys = [one.pk for one in found]
    moved = set(Moved.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    moved |= {one.pk for one in found if one.again_at and one.again_at <= at}
    anew = {one.pk: one for one in _placed_anew(moved, at=at)}
    said = _sentences(keys)
    now = (anew.get(one.pk) if one.pk in moved else one for one in found)
    return [_entry(one, said.get(one.pk, one.case.why)) for one in now if one]


def _placed_anew(cases: Iterable[UUID], *, at: datetime) -> list[Place]:
    wanted = list(cases)
    return places_apart(wanted, at=at)[0] if wanted else []


def _sentences(cases: Iterable[UUID]) -> dict[UUID, str]:
    """The sentence of the strongest finding of each case that has one."""
    taken = CaseFinding.objects.filter(case__in=cases).order_by("finding__tier", "-pk")
    return dict(taken.values_list("case_id", "finding__sentence"))


def _entry(one: Place, sentence: str) -> Entry:
    owner: Any = one.owner
    due = Due(one.due_at, one.what, owner) if one.due_at != NOTHING_DUE else None
    manager = one.manager.name if one.manager else words.TEAM
    return Entry(one.case, one.state, due, 3 - one.weakness, sentence, manager)


def first_free(places: QuerySet[Place], by: Staff, *, at: datetime) -> str | None:
    """The reference of the first case that no other person has open, if there is one."""
    others = Claim.objects.filter(case=OuterRef("pk"), until__gt=at, end=None).exclude(staff=by)
    free = places.filter(~Exists(others))
    return free.values_list("case__reference", flat=True).first()
