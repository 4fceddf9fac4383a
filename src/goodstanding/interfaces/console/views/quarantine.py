"""Mails that could not be taken for a member's word: a person looks, and says whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.queries import quarantine
from goodstanding.interfaces.console import protecting
from goodstanding.interfaces.console.door import for_staff
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.cases.models import Letter
    from goodstanding.interfaces.console.door import StaffRequest

A_PAGE = 25
WHY = {
    "another": "It is from an address that is not the member's.",
    "two_senders": "It names one sender inside and another outside.",
    "unproven": "It names the member's address, and the mail server in front could not prove it.",
}
"""Why a mail is kept apart, as the team reads it."""


@require_GET
@for_staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Mails kept apart that nobody has looked at."""
    return _show(request)


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def end(request: StaffRequest, id_: int) -> HttpResponse:
    """Say whether a mail kept apart is the member's word, and how one knows."""
    one, reasons = _letter(request, id_), request.POST.get("reasons", "")
    act = appeals.admit if request.POST.get("act") == "admit" else cases.refuse
    try:
        act(letter=one, reasons=reasons, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _show(request, problem=str(refusal), at=one.pk, typed=reasons)
    return redirect("console:quarantine")


def _letter(request: StaffRequest, id_: int) -> Letter:
    try:
        found = quarantine.letter(id_)
    except quarantine.UnknownLetterError as unknown:
        raise Http404(str(unknown)) from None
    if found.case.account_id in request.hidden:
        msg = f"There is no mail {id_} that you may read."
        raise Http404(msg)
    return found


def _show(
    request: StaffRequest, *, problem: str = "", at: int = 0, typed: str = ""
) -> HttpResponse:
    waiting = quarantine.waiting().exclude(case__account__in=request.hidden)
    letters = list(waiting[:A_PAGE])
    protecting.note_cases(request, [one.case for one in letters])
    page = {
        "here": "quarantine",
        "letters": [(one, WHY.get(one.apart, WHY["another"])) for one in letters],
        "count": waiting.count(),
        "problem": problem,
        "problem_at": at,
        "typed": typed,
        "manages": StaffRole.CASE_MANAGER in request.roles,
    }
    return render(request, "console/quarantine.html", page, status=409 if problem else 200)
