"""Who has which case open."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Case, Claim


def _in_force(at: datetime) -> QuerySet[Claim]:
    return Claim.objects.filter(until__gt=at, end=None).select_related("staff")


def claim_of(case: Case, *, at: datetime) -> Claim | None:
    """The claim of a case in force, if anybody has it open."""
    return _in_force(at).filter(case=case).order_by("-until").first()


def claimed_by_others(cases: Iterable[UUID], *, than: Staff, at: datetime) -> dict[UUID, str]:
    """Which of some cases another person has open: the case's key to that person's name."""
    found = _in_force(at).filter(case__in=list(cases)).exclude(staff=than)
    return {one.case_id: one.staff.name for one in found}
