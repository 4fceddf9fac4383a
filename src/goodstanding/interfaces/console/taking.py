"""Tables that the team takes away from the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodstanding.interfaces import exporting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


def table(
    request: StaffRequest, name: str, heads: Sequence[str], lines: Iterable[Sequence[object]]
) -> HttpResponse:
    """A table as a CSV file; who took how much of it, about whom, is kept."""
    return file(request, name, exporting.written(heads, lines))


def file(request: StaffRequest, name: str, told: str) -> HttpResponse:
    """The same for a table that is written already."""
    return exporting.taken(
        request,
        told,
        name,
        rows=exporting.counted(told),
        account=request.about.account if request.about else None,
        by=request.staff,
        at=request.at,
    )
