"""Enter a neutral's award, and carry it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.cases import operations as cases
from goodstanding.interfaces.console import held
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.holds import find, show
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff(StaffRole.FINANCE_OFFICER)
def enter(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Move exactly what an award says from what is held of a contract, and tell both parties."""
    hold = find(id_)
    try:
        said = held.awarded(hold, request.POST)
        made = cases.carry_out_award(
            account=hold.account,
            recipient=accounts.account(said.client),
            contract=said.contract,
            money=said.money,
            cause=said.reference,
            reasons=said.reasons,
            by=f"{said.neutral} (entered by {request.staff})",
            at=request.at,
        )
    except UnlawfulError as refusal:
        return show(request, hold, problem=str(refusal), field="award")
    messages.success(
        request,
        f"{said.money} went to {made.recipient}. Both parties and the marketplace are told.",
    )
    return redirect("console:hold", id_)
