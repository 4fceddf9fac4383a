"""Money held, what is due to be released, and whether the ledger adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from goodstanding.funds import queries as funds
from goodstanding.interfaces import moneyflow
from goodstanding.interfaces.console.clocks import clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.stakes import said
from goodstanding.law.hold import Pot
from goodstanding.law.procedure import Due
from goodstanding.law.terms import Money

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.funds.models import Hold
    from goodstanding.interfaces.console.clocks import Clock
    from goodstanding.interfaces.console.door import StaffRequest


@dataclass(frozen=True)
class Line:
    """A hold, what it still keeps of which pot, and when it lapses: at its end, or unless seen."""

    hold: Hold
    held: dict[Pot, Money]
    clock: Clock | None
    at_its_end: bool


@require_GET
@for_staff()
def page(request: StaffRequest) -> HttpResponse:
    """Every hold, what lapses first first; what could not be followed; whether it adds up."""
    lines = [line for line in _lines(at=request.at) if line.hold.account_id not in request.hidden]
    page = {
        "here": "funds",
        "pictures": moneyflow.pictures(funds.flow_of_all(hidden=request.hidden)),
        "lines": lines,
        "total": said(money for line in lines for money in line.held.values()),
        "excess": {part.hold_id for part in funds.above_contest()},
        "problems": funds.check_ledger(),
        "unpaid": [one for one in funds.unpaid_everywhere() if one[0].pk not in request.hidden],
        "unposted": funds.outstanding().exclude(pot__owner__in=request.hidden),
    }
    return render(request, "console/funds.html", page)


def _lines(*, at: datetime) -> list[Line]:
    """A line a hold that keeps something."""
    kept: dict[UUID, dict[Pot, Money]] = {}
    for part in funds.unreleased():
        pot = Pot(part.contract, part.currency)
        kept.setdefault(part.hold_id, {})[pot] = Money(funds.left_of(part), part.currency)
    return [
        Line(
            hold=one,
            held=kept[one.pk],
            clock=clock(Due(lapses, "look", "platform"), at=at),
            at_its_end=lapses >= funds.end_of(one),
        )
        for one, lapses in funds.still_held()
        if one.pk in kept
    ]
