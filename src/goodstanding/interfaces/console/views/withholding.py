"""Ask a second person to withhold a record from its member; tell what is withheld."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodstanding.cases import operations
from goodstanding.cases.drafting import sight
from goodstanding.cases.drafting.wishes import Withhold
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.law.withholding import Code

if TYPE_CHECKING:
    from uuid import UUID

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def ask(request: StaffRequest, reference: str, finding: UUID) -> HttpResponse:
    """Propose to withhold a finding of a case for a time."""
    case = find(reference)
    try:
        wish = _wish(request, finding)
        proposal = operations.propose(case=case, wish=wish, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field=f"withhold-{finding}")
    messages.success(request, "A second person is asked. Until they agree nothing is withheld.")
    return redirect("console:second_look", proposal.id)


def _wish(request: StaffRequest, finding: UUID) -> Withhold:
    code, day = request.POST.get("code", ""), request.POST.get("review_on", "")
    if code not in set(Code):
        raise UnlawfulError(f"code: got {code!r}, expected one of {', '.join(Code)}.")
    try:
        on = datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, made UTC below
    except ValueError:
        message = f"review_on: got {day!r}, expected a day such as 2026-06-30."
        raise UnlawfulError(message) from None
    review_at = datetime.combine(on, time(), tzinfo=UTC)
    return Withhold(finding, Code(code), request.POST.get("why", ""), review_at)


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def tell(request: StaffRequest, reference: str, id_: UUID) -> HttpResponse:
    """Tell the member what is withheld, before its date."""
    case = find(reference)
    withheld = sight.withheld(case, at=request.at)
    found = next((one for one in withheld if one.pk == id_), None)
    if found is None:
        raise Http404(f"Nothing in case {reference} is withheld as {id_}.")
    cause = request.POST.get("cause", "")
    try:
        operations.tell_withheld(withholding=found, cause=cause, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field=f"tell-{id_}")
    messages.success(request, f"{case.account} is told.")
    return redirect("console:case", reference)
