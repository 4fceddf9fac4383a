"""Take over a case whose manager is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodstanding.cases import operations
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def take_over(request: StaffRequest, reference: str) -> HttpResponse:
    """Take over a case as who stands in for its manager, and tell the member so."""
    case, text = find(reference), request.POST.get("text", "")
    try:
        operations.take_over(case=case, text=text, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field="take-over", typed=text)
    return redirect("console:case", reference)
