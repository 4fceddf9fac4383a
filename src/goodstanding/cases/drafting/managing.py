"""Who manages a case: one person for its whole life, or who took it over openly."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Absence, Staff
from goodstanding.cases.models import Case, Handover
from goodstanding.law.terms import StaffRole


def manager(one: Case) -> Staff | None:
    """The case manager; None while nobody is assigned."""
    latest = max(one.handovers.all(), key=lambda each: each.pk, default=None)
    if latest is not None:
        return latest.staff
    assigned = getattr(one, "assignment", None)
    return assigned.staff if assigned else None


def away(one: Case, *, at: datetime) -> Absence | None:
    """The absence its case manager is in, with who stands in; None where they are there."""
    found = manager(one)
    return accounts.absence(found, at=at) if found else None


def reader(one: Case, *, at: datetime) -> Staff | None:
    """Who reads what the member writes now: the case manager, or who stands in for them."""
    absence = away(one, at=at)
    return (absence.stand_in if absence else None) or manager(one)


def managed_by(staff: Staff, *, of: str = "") -> Q:
    """Which cases a person manages, as a condition.

    Args:
        staff: who.
        of: how what is asked for names its case, "case__"; "" for cases themselves.
    """
    later = Handover.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    theirs = Handover.objects.filter(~Exists(later), staff=staff)
    kept = Q(**{f"{of}assignment__staff": staff, f"{of}handovers": None})
    return kept | Q(**{f"{of}handovers__in": theirs})


def may_take_over(one: Case, by: Staff, *, at: datetime) -> bool:
    """Whether a person may take a case over from its manager.

    They manage cases, and stand in for the manager, or the manager manages no cases any more.
    """
    now = manager(one)
    if now is None or now == by or StaffRole.CASE_MANAGER not in accounts.roles(by, at=at):
        return False
    gone = StaffRole.CASE_MANAGER not in accounts.roles(now, at=at)
    return gone or now.pk in accounts.stands_in_for(by, at=at)
