"""Ask a second person to give held money back to a client; hold longer for an escalation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodstanding.cases import operations as cases
from goodstanding.interfaces.console import held
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.holds import find, show
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff()
def ask(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Propose to give held money back to the client who paid it."""
    hold = find(id_)
    try:
        wish = held.asked(hold, request.POST)
        made = cases.propose(case=held.case_of(hold), wish=wish, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, hold, problem=str(refusal), field="why")
    messages.success(request, "A second person is asked. Until they agree nothing moves.")
    return redirect("console:second_look", made.id)


@require_POST
@for_staff()
def longer(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Hold longer because the dispute went on to arbitration or a court."""
    hold, escalation = find(id_), request.POST.get("escalation", "")
    try:
        ends_at = held.day(request.POST.get("ends_on", ""))
        cases.hold_longer(
            hold=hold, escalation=escalation, ends_at=ends_at, by=request.staff, at=request.at
        )
    except UnlawfulError as refusal:
        return show(request, hold, problem=str(refusal), field="escalation")
    messages.success(request, f"It ends on {ends_at:%-d %B %Y} now. {hold.account} is told.")
    return redirect("console:hold", id_)
