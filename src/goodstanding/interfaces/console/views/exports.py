"""What was taken away as a file, by whom, and how much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.interfaces.console.door import for_staff
from goodstanding.reports import queries as reports

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest

A_PAGE = 50
LARGEST = 2**63 - 1


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """See which files were taken away, by whom and when, the latest first."""
    asked = request.GET.get("before", "")
    before = min(int(asked), LARGEST) if asked.isascii() and asked.isdigit() else 0
    found = list(reports.exports(before=before, hidden=request.hidden)[: A_PAGE + 1])
    shown = found[:A_PAGE]
    last = shown[-1].pk if len(found) > A_PAGE else 0
    page = {"here": "exports", "exports": shown, "before": before, "last": last}
    return render(request, "console/exports.html", page)
