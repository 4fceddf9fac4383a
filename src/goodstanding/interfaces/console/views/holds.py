"""One hold: look at it and say why it goes on, or let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.cases import operations as cases
from goodstanding.funds import operations
from goodstanding.funds import queries as funds
from goodstanding.interfaces.console import held
from goodstanding.interfaces.console.clocks import clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.law.procedure import Due
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.funds.models import Hold
    from goodstanding.interfaces.console.door import StaffRequest


@require_GET
@for_staff()
def page(request: StaffRequest, id_: UUID) -> HttpResponse:
    """What is held, on which ground, until when, who looked at it, and what one may do."""
    return show(request, find(id_))


@require_POST
@for_staff()
def look(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Say why the hold goes on for another week."""
    hold, reasons = find(id_), request.POST.get("reasons", "")
    try:
        made = operations.review_hold(hold=hold, reasons=reasons, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, hold, problem=str(refusal), field="reasons", typed=reasons)
    until = min(made.next_at, funds.end_of(hold))
    messages.success(request, f"It goes on until {until:%-d %B %Y %H:%M} UTC, unless looked at.")
    return redirect("console:funds")


@require_POST
@for_staff()
def release(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Let go of what is still held, before its end."""
    hold, reason = find(id_), request.POST.get("reason", "")
    try:
        cases.release_early(hold=hold, reason=reason, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, hold, problem=str(refusal), field="reason", typed=reason)
    messages.success(request, f"Released. {hold.account} is told.")
    return redirect("console:funds")


def find(id_: UUID) -> Hold:
    """A hold by its id, or the page that says there is none."""
    found = funds.hold(id_)
    if found is None:
        raise Http404(f"There is no hold {id_}.")
    return found


def show(request: StaffRequest, hold: Hold, **refused: str) -> HttpResponse:
    """The page of a hold; with what was refused, where something was."""
    view = funds.hold_view(hold.pk)
    page = {
        "here": "funds",
        "hold": view,
        "account": hold.account,
        "decision": getattr(hold, "decision", None),
        "clock": clock(Due(view.lapses_at, "look", "platform"), at=request.at),
        "lapsed": view.lapses_at <= request.at,
        "given": any(part.given.minor for part in view.parts),
        "released": any(part.released_at for part in view.parts),
        "may": bool(request.roles & operations.LOOKERS),
        "givable": held.givable(hold),
        "awardable": held.awardable(hold) if StaffRole.FINANCE_OFFICER in request.roles else [],
        "waiting": held.waiting(hold, at=request.at),
        "extension": getattr(hold, "extension", None),
        "latest_end": held.latest_end(hold),
        "sent": request.POST,
        **refused,
    }
    return render(request, "console/hold.html", page, status=422 if refused else 200)
