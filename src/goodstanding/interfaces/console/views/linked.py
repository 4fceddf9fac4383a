"""Which accounts share something with the member's of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.cases import queries as cases
from goodstanding.interfaces.console import linkgraph, taking
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find
from goodstanding.interfaces.console.views.readings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest

LISTED = 200


@require_GET
@for_staff()
def page(request: StaffRequest, reference: str) -> HttpResponse:
    """The accounts, drawn and as a table."""
    case = find(reference)
    links = cases.linked(case.account, hidden=request.hidden, at=request.at)
    page = {
        "here": "queue",
        "case": case,
        "links": links[:LISTED],
        "more": max(0, len(links) - LISTED),
        "graph": linkgraph.graph(str(case.account), links),
        "few": cases.FEW,
    }
    return render(request, "console/linked.html", page)


@require_GET
@for_staff()
def as_csv(request: StaffRequest, reference: str) -> HttpResponse:
    """All of them as a table to take away."""
    case = find(reference)
    links = cases.linked(case.account, hidden=request.hidden, at=request.at)
    lines = linkgraph.rows(links)
    return taking.table(request, f"{reference}-links.csv", linkgraph.COLUMNS, _safe(lines))


def _safe(lines: Iterable[Sequence[object]]) -> Iterable[Sequence[object]]:
    """The marketplace's own words never begin a formula in a spreadsheet."""
    return ([plain(one) if isinstance(one, str) else one for one in line] for line in lines)
