"""Who read a case, as a table to take away."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from goodstanding.cases import queries as cases
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find

if TYPE_CHECKING:
    from goodstanding.interfaces.console.door import StaffRequest

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a spreadsheet takes a cell for something to carry out."""


@require_GET
@for_staff()
def as_csv(request: StaffRequest, reference: str) -> HttpResponse:  # noqa: ARG001 - who asks is kept by the door
    """Everyone who read a case, latest first: when (UTC), who, what page."""
    case, written = find(reference), StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["at", "who", "page", "of"])
    for one in cases.readings(case).iterator():
        about = "the case" if one.case_id else "the member"
        rows.writerow([one.at.isoformat(), plain(one.by), plain(one.address), about])
    named = {"Content-Disposition": f'attachment; filename="{reference}-readings.csv"'}
    told = written.getvalue()
    return HttpResponse(told, content_type="text/csv; charset=utf-8", headers=named)


def plain(text: str) -> str:
    """A cell that a spreadsheet takes for words, whatever it begins with."""
    return f"'{text}" if text.startswith(FORMULA) else text
