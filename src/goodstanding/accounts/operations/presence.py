"""Who of the team is away, and what each is able to: cases are given out accordingly."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from goodstanding.accounts import queries
from goodstanding.accounts.models import Ability, AbilityEnd, Absence, AbsenceEnd, Staff
from goodstanding.law.terms import StaffRole


class AbsenceError(ValueError):
    """An absence cannot be so; the message names the field, the value and what was expected."""


@transaction.atomic
def go_away(
    *,
    staff: Staff,
    starts_at: datetime,
    ends_at: datetime,
    stand_in: Staff | None = None,
    by: Staff,
    at: datetime,
) -> Absence:
    """Say that a person is away for a while, and who stands in for them.

    Meanwhile no new case is given to them while anybody else is there, and their cases are in the
    stand-in's queue, too. They stay theirs.

    Args:
        staff: who is away.
        starts_at: from when.
        ends_at: until (exclusive) when.
        stand_in: a case manager who is there meanwhile; None for nobody.
        by: who says so.
        at: now.

    Raises:
        AbsenceError: it is over or ends before it begins, they are away then already, or the
            stand-in is themselves, no case manager, or away, too.
    """
    Staff.objects.select_for_update().get(pk=staff.pk)
    if ends_at <= max(starts_at, at):
        msg = f"until: got {ends_at:%Y-%m-%d %H:%M}, expected a time after its beginning and now"
        raise AbsenceError(msg)
    if queries.absences_between(staff, starts_at, ends_at).exists():
        msg = f"from: {staff.name} is away in that time already; end that absence first"
        raise AbsenceError(msg)
    if stand_in is not None:
        _require_there(staff, stand_in, starts_at, ends_at)
    return Absence.objects.create(
        staff=staff, stand_in=stand_in, starts_at=starts_at, ends_at=ends_at, by=by, at=at
    )


def _require_there(staff: Staff, stand_in: Staff, starts_at: datetime, ends_at: datetime) -> None:
    wrong = ""
    if stand_in == staff:
        wrong = "themselves"
    elif StaffRole.CASE_MANAGER not in queries.roles(stand_in, at=starts_at):
        wrong = "who is no case manager then"
    elif queries.absences_between(stand_in, starts_at, ends_at).exists():
        wrong = "who is away then, too"
    if wrong:
        msg = f"stand-in: got {stand_in.name}, {wrong}; expected a case manager who is there"
        raise AbsenceError(msg)


@transaction.atomic
def come_back(*, staff: Staff, by: Staff, at: datetime) -> int:
    """End a person's absences that have not ended, also those yet to begin.

    Returns:
        How many were ended.
    """
    open_ = Absence.objects.select_for_update(of=("self",)).filter(
        staff=staff, ends_at__gt=at, end=None
    )
    return len([AbsenceEnd.objects.create(absence=one, by=by, at=at) for one in open_])


@transaction.atomic
def end_absence(*, key: int, by: Staff, at: datetime) -> AbsenceEnd:
    """End one absence: whoever is away is back, or does not go.

    Args:
        key: of the absence.
        by: whose it is; else a policy owner, who decides about no person.
        at: now.

    Raises:
        AbsenceError: there is no such absence any more, or it is somebody else's.
    """
    found = queries.absences(at=at).select_for_update(of=("self",)).filter(pk=key).first()
    if found is None:
        msg = f"absence: got {key}, expected one that is not over"
        raise AbsenceError(msg)
    if by != found.staff and StaffRole.POLICY_OWNER not in queries.roles(by, at=at):
        msg = f"by: got {by.name}, expected {found.staff.name} or a policy owner"
        raise AbsenceError(msg)
    return AbsenceEnd.objects.create(absence=found, by=by, at=at)


@transaction.atomic
def enable(
    *, staff: Staff, languages: Collection[str], skills: Collection[str], at: datetime
) -> None:
    """Say what a person is able to: exactly these from now on; again changes nothing.

    Args:
        staff: who.
        languages: tags of languages they speak, "uk".
        skills: slugs of policies they know, or whole families.
        at: now.
    """
    Staff.objects.select_for_update().get(pk=staff.pk)
    wanted = {("language", one) for one in languages} | {("skill", one) for one in skills}
    held = {(one.kind, one.name): one for one in queries.abilities(at=at).filter(staff=staff)}
    for key in sorted(held.keys() - wanted):
        AbilityEnd.objects.create(ability=held[key], at=at)
    for kind, name in sorted(wanted - held.keys()):
        Ability.objects.create(staff=staff, kind=kind, name=name, at=at)
