"""Who read a case, as a table to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from goodstanding.cases import queries as cases
from goodstanding.interfaces.console import taking
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from goodstanding.cases.models import Case
    from goodstanding.interfaces.console.door import StaffRequest

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a spreadsheet takes a cell for something to carry out."""


@require_GET
@for_staff()
def as_csv(request: StaffRequest, reference: str) -> HttpResponse:
    """Everyone who read a case, latest first: when (UTC), who, what page."""
    name, heads = f"{reference}-readings.csv", ("at", "who", "page", "of")
    return taking.table(request, name, heads, _lines(find(reference)))


def _lines(case: Case) -> Iterator[tuple[str, ...]]:
    for one in cases.readings(case).iterator():
        about = "the case" if one.case_id else "the member"
        yield one.at.isoformat(), plain(one.by), plain(one.address), about


def plain(text: str) -> str:
    """A cell that a spreadsheet takes for words, whatever it begins with."""
    return f"'{text}" if text.startswith(FORMULA) else text
