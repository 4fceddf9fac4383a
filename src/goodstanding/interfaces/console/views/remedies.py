"""Accept other proof, lift on conditions, put back what was left: by name and with reasons."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import rest
from goodstanding.cases.remedies import reading
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def accept(request: StaffRequest, reference: str, step: int) -> HttpResponse:
    """Accept other proof of a step."""
    case, reasons = find(reference), request.POST.get("reasons", "")
    try:
        row = reading.step(case, step)
    except reading.UnknownStepError as unknown:
        raise Http404(str(unknown)) from unknown
    try:
        operations.accept_proof(step=row, reasons=reasons, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field=f"proof-{step}", typed=reasons)
    return redirect("console:case", reference)


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def reinstate(request: StaffRequest, reference: str, id_: UUID) -> HttpResponse:
    """Lift a measure on conditions until a day."""
    case, conditions = find(reference), request.POST.get("conditions", "")
    measure = cases.measures_in(case).filter(pk=id_).first()
    if measure is None:
        raise Http404(f"Case {reference} has no measure {id_}.")
    try:
        operations.reinstate(
            measure=measure,
            conditions=conditions,
            until=_day(request.POST.get("until", "")),
            by=request.staff,
            at=request.at,
        )
    except UnlawfulError as refusal:
        field = f"conditions-{id_}"
        return show(request, case, problem=str(refusal), field=field, typed=conditions)
    return redirect("console:case", reference)


def _day(typed: str) -> datetime:
    """The end of a day that was typed, UTC."""
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None:
        raise UnlawfulError(f"until: got “{typed}”, expected a day such as 2026-07-31.")
    return datetime.combine(day, time(23, 59, 59), UTC)


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def put_back(request: StaffRequest, reference: str, probation: int) -> HttpResponse:
    """Put back what was left of a measure whose conditions this case tells were broken."""
    case, reasons = find(reference), request.POST.get("reasons", "")
    known = next((one for one in rest.open_in(case, at=request.at) if one.pk == probation), None)
    if known is None:
        raise Http404(f"In case {reference} nothing is put back under {probation}.")
    try:
        operations.put_back(
            case=case, probation=known, reasons=reasons, by=request.staff, at=request.at
        )
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field=f"rest-{probation}", typed=reasons)
    return redirect("console:case", reference)
