"""Money held, what is due to be released, and whether the ledger adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.funds import queries as funds
from goodstanding.interfaces.console.clocks import clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.stakes import said
from goodstanding.law.procedure import Due
from goodstanding.law.terms import Money

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """Every part held, the earliest end first, and every problem of the ledger."""
    parts = funds.unreleased().select_related("hold__account").order_by("hold__ends_at", "pk")
    lines = [
        {
            "part": part,
            "money": Money(part.amount, part.currency),
            "clock": clock(Due(part.hold.ends_at, "release", "platform"), at=request.at),
        }
        for part in parts
    ]
    page = {
        "here": "funds",
        "lines": lines,
        "total": said(line["money"] for line in lines if isinstance(line["money"], Money)),
        "excess": {part.pk for part in funds.above_contest()},
        "problems": funds.check_ledger(),
    }
    return render(request, "console/funds.html", page)
