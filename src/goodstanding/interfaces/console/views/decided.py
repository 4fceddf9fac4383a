"""Decided cases, found by the queue's search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.cases.queries import ended
from goodstanding.interfaces.console import ending
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.finding import SearchForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest

A_PAGE = 50


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """Find decided cases, what was decided last first."""
    form = SearchForm(request.GET)
    found = ended.asked_for(replace(form.search(), hidden=request.hidden), at=request.at)
    after = request.GET.get("after", "").replace("\0", "")
    decided, last = ending.rows(found, after, A_PAGE, at=request.at)
    context = {
        "here": "queue",
        "form": form,
        "asked": form.as_query(),
        "decided": decided,
        "after": after,
        "last": last,
    }
    return render(request, "console/decided.html", context)
