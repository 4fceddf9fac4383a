"""The team's notes: write one in a case, search those of all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.interfaces.console import protecting
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest

SHOWN = 50


@require_POST
@for_staff()
def write(request: StaffRequest, reference: str) -> HttpResponse:
    """Note something in a case."""
    case, text = find(reference), request.POST.get("text", "")
    try:
        operations.note(case=case, text=text, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field="note", typed=text)
    return redirect(f"{reverse('console:case', args=[reference])}#notes")


@require_GET
@for_staff()
def search(request: StaffRequest) -> HttpResponse:
    """Search the notes of all cases; each case of which one is shown was read."""
    words = request.GET.get("words", "")[:200].replace("\0", "")
    found = list(cases.notes(words, hidden=request.hidden)[: SHOWN + 1])
    shown = found[:SHOWN]
    protecting.note_cases(request, [one.case for one in shown])
    page = {"here": "", "words": words, "notes": shown, "more": len(found) > SHOWN, "most": SHOWN}
    return render(request, "console/notes_found.html", page)
