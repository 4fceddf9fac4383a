"""The numbers behind the drawings and sums of a case, as tables to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from goodstanding.events.queries import moment
from goodstanding.findings import queries as findings
from goodstanding.funds import queries as funds
from goodstanding.interfaces import moneyflow
from goodstanding.interfaces.console import taking
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.stakes import flows, stakes
from goodstanding.interfaces.console.views.cases import find
from goodstanding.interfaces.console.views.members import member_of
from goodstanding.interfaces.console.views.readings import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpResponse

    from goodstanding.cases.models import Case
    from goodstanding.interfaces.console.door import StaffRequest
    from goodstanding.interfaces.console.stakes import Line
    from goodstanding.law.terms import Money

RECORD = (
    "detector",
    "number",
    "at",
    "outcome",
    "bad",
    "bad_so_far",
    "tolerated_so_far",
    "e_value",
    "event",
)
MONEY = ("contract", "currency", "contested", "held", "payable", "may_be_held")


@require_GET
@for_staff()
def record(request: StaffRequest, reference: str) -> HttpResponse:
    """Every outcome the detectors of the case's policy count, first to last, times in UTC."""
    return taking.table(request, f"{reference}-record.csv", RECORD, _outcomes(find(reference)))


@require_GET
@for_staff()
def money(request: StaffRequest, reference: str) -> HttpResponse:
    """The money the case is about, a line for each contract and currency; empty for none."""
    case = find(reference)
    lines = stakes(case.account, case, at=request.at).lines
    return taking.table(request, f"{reference}-money.csv", MONEY, (_sums(one) for one in lines))


@require_GET
@for_staff()
def flow(request: StaffRequest, reference: str) -> HttpResponse:
    """Where the money of a case's contracts came from and went, as its picture shows it."""
    case = find(reference)
    found = moneyflow.rows(flows(case.account, case, at=request.at))
    return taking.table(request, f"{reference}-flow.csv", moneyflow.COLUMNS, found)


@require_GET
@for_staff()
def member_money(request: StaffRequest, name: str) -> HttpResponse:
    """The same of all of a member's money."""
    found = moneyflow.rows(flows(member_of(name), at=request.at))
    return taking.table(request, "money.csv", moneyflow.COLUMNS, found)


@require_GET
@for_staff()
def all_money(request: StaffRequest) -> HttpResponse:
    """The same of everybody whose record this person may read."""
    found = moneyflow.rows(funds.flow_of_all(hidden=request.hidden))
    return taking.table(request, "flow.csv", moneyflow.COLUMNS, found)


def _outcomes(case: Case) -> Iterator[Sequence[object]]:
    for one in findings.record(case.account, case.policy):
        for point in one.path:
            yield (
                one.detector,
                point.n,
                moment(point.at).isoformat(),
                plain(point.label),
                "yes" if point.bad else "no",
                point.bad_so_far,
                f"{point.tolerated_so_far:.6g}",
                f"{point.e_value:.6g}",
                point.row,
            )


def _sums(line: Line) -> Sequence[str]:
    kinds = (line.contested, line.held, line.payable, line.holdable)
    currency = next((one.currency for one in kinds if one), "")
    return (plain(line.contract), currency, *map(_amount, kinds))


def _amount(money: Money | None) -> str:
    """An amount as a spreadsheet reads it: no currency, no commas."""
    return money.amount.replace(",", "") if money else ""
