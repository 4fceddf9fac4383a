"""Who of the team is away, until when, and who stands in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.accounts import operations
from goodstanding.accounts import queries as accounts
from goodstanding.accounts.operations import AbsenceError
from goodstanding.interfaces.console.door import for_staff
from goodstanding.law.terms import StaffRole

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.accounts.models import Staff
    from goodstanding.interfaces.console.door import StaffRequest

DAY = timedelta(days=1)
LONGEST = 3 * 366 * DAY
"""How far ahead the last day of an absence may be."""


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """See who is away, until when, and who stands in."""
    return _show(request)


@require_POST
@for_staff()
def away(request: StaffRequest) -> HttpResponse:
    """Say that one is away oneself, and who stands in."""
    return _goes(request, request.staff.name, form="own")


@require_POST
@for_staff(StaffRole.POLICY_OWNER)
def other_away(request: StaffRequest) -> HttpResponse:
    """Say that somebody else is away, and who stands in."""
    return _goes(request, request.POST.get("who", ""), form="other")


@require_POST
@for_staff()
def end(request: StaffRequest, id_: int) -> HttpResponse:
    """End an absence of one's own early; a policy owner ends those of others."""
    try:
        operations.end_absence(key=id_, by=request.staff, at=request.at)
    except AbsenceError as refused:
        return _show(request, problem=str(refused))
    return redirect("console:absences")


def _goes(request: StaffRequest, name: str, *, form: str) -> HttpResponse:
    said = request.POST
    try:
        first = _day("from", said.get("from", ""), since=request.at.date())
        last = _day("until", said.get("until", ""), since=first)
        operations.go_away(
            staff=_staff("who", name),
            starts_at=max(_midnight(first), request.at),
            ends_at=_midnight(last + DAY),
            stand_in=_staff("stand-in", said["stand_in"]) if said.get("stand_in") else None,
            by=request.staff,
            at=request.at,
        )
    except AbsenceError as refused:
        return _show(request, problem=str(refused), form=form)
    return redirect("console:absences")


def _day(field: str, said: str, *, since: date) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        got = f"“{said}”"
        msg = f"{field}: got {got if said else 'nothing'}, expected a day like {since}"
        raise AbsenceError(msg) from None
    if not since <= day <= since + LONGEST:
        msg = f"{field}: got {day}, expected a day from {since} to {since + LONGEST}"
        raise AbsenceError(msg)
    return day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _staff(field: str, name: str) -> Staff:
    try:
        return accounts.staff(name)
    except LookupError:
        msg = f"{field}: got {name or 'nobody'}, expected somebody of the team"
        raise AbsenceError(msg) from None


def _show(request: StaffRequest, *, problem: str = "", form: str = "") -> HttpResponse:
    owner = StaffRole.POLICY_OWNER in request.roles
    managers = accounts.qualified(StaffRole.CASE_MANAGER, at=request.at)
    everyone = {one for role in StaffRole for one in accounts.qualified(role, at=request.at)}
    page = {
        "here": "absences",
        "absences": [
            {
                "is": one,
                "has_begun": one.starts_at <= request.at,
                "last": one.ends_at - timedelta(microseconds=1),
                "may_end": owner or one.staff == request.staff,
            }
            for one in accounts.absences(at=request.at)
        ],
        "owner": owner,
        "managers": managers,
        "others": sorted(everyone - {request.staff}, key=str) if owner else (),
        "today": request.at.date(),
        "problem": problem,
        "form": form,
        "said": request.POST,
    }
    return render(request, "console/absences.html", page, status=422 if problem else 200)
