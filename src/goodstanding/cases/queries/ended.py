"""Cases that a decision has ended, a page at a time: what was decided last, first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goodstanding.cases.models import Case, Decision
from goodstanding.cases.queries.cases import queued
from goodstanding.cases.queries.places import Search
from goodstanding.cases.queries.written import saying
from goodstanding.funds import queries as funds
from goodstanding.policies import queries as policies


def _endings() -> QuerySet[Decision]:
    """Decisions that end their case; what was placed before hearing or was reopened does not."""
    return Decision.objects.filter(reopening=None).exclude(measure="interim_restriction")


def asked_for(search: Search, *, at: datetime) -> QuerySet[Decision]:
    """The last decision of each case that is asked for and decided, the latest first.

    Args:
        search: what is asked for; whose the case is, is not, and a state of undecided cases finds
            none.
        at: now.
    """
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id"))
    found = _endings().filter(~Exists(_endings().filter(later, case=OuterRef("case"))))
    wanted = {"policy__slug": search.policy, "case__reference": search.reference}
    wanted |= {"case__account__name": search.member, "case__account__language": search.language}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if search.state:
        return found.none()
    if search.days:
        found = found.filter(case__opened_at__lte=at - timedelta(days=search.days))
    if search.skill:
        found = found.filter(policy__slug__in=policies.slugs(search.skill))
    if search.stake:
        found = found.filter(case__account__in=funds.contested_from(search.stake))
    if search.words:
        found = found.filter(case__in=saying(search.words))
    if search.hidden:
        found = found.exclude(case__account__in=search.hidden)
    return found.order_by(F("at").desc(), F("id").desc())


def ending(reference: str) -> Decision | None:
    """The last decision of a case, if it is decided."""
    return _endings().filter(case__reference=reference).order_by("-at", "-id").first()


def before(found: QuerySet[Decision], last: Decision) -> QuerySet[Decision]:
    """Those of some decisions that come after one in their order: decided before it."""
    earlier = Q(at__lt=last.at) | Q(id__lt=last.id)
    return found.filter(earlier, at__lte=last.at)  # the bound lets the index be used


@dataclass(frozen=True)
class Ended:
    """A decided case as a list shows it: what was decided when, and where it stands now."""

    case: Case
    measure: str
    at: datetime
    state: str
    tier: int
    sentence: str


def a_page(found: QuerySet[Decision], length: int, *, at: datetime) -> Sequence[Ended]:
    """The first of some decisions with their cases as the record has them now."""
    made = list(found.select_related("case")[:length])
    of_them = Case.objects.select_related("account", "policy", "assignment__staff")
    known = {
        one.case.pk: one for one in queued(of_them.filter(pk__in=[d.case_id for d in made]), at=at)
    }
    shown = ((one, known[one.case_id]) for one in made)
    return [
        Ended(now.case, one.measure, one.at, now.state, now.tier, now.sentence)
        for one, now in shown
    ]
