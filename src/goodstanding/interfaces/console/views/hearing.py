"""Hear the member first: choose what to propose, read the notice, serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import proposal, rulings, words
from goodstanding.interfaces.console import ladder
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find
from goodstanding.law import clocks, procedure
from goodstanding.law.procedure import CaseStep
from goodstanding.law.terms import MeasureKind, StaffRole, UnlawfulError
from goodstanding.notices import queries as notices

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.cases.models import Case
    from goodstanding.interfaces.console.door import StaffRequest


@require_http_methods(["GET", "POST"])
@for_staff(StaffRole.CASE_MANAGER)
def page(request: StaffRequest, reference: str) -> HttpResponse:
    """Draft the preliminary notice of a measure; sent as a form, serve it."""
    case = find(reference)
    typed = request.POST if request.method == "POST" else request.GET
    asked = typed.get("measure", "")
    if request.method == "POST":
        try:
            operations.serve_preliminary_notice(
                case=case, measure=_measure(asked), by=request.staff, at=request.at
            )
        except UnlawfulError as refusal:
            return _show(request, case, asked, problem=str(refusal))
        return redirect("console:case", reference)
    return _show(request, case, asked)


def _measure(asked: str) -> MeasureKind:
    if asked not in set(MeasureKind):
        raise UnlawfulError(f"measure: got {asked!r}, expected one of the policy's ladder.")
    return MeasureKind(asked)


def _show(request: StaffRequest, case: Case, asked: str, *, problem: str = "") -> HttpResponse:
    choices = ladder.proposable(case, by=request.staff, at=request.at)
    chosen = next((one for one in choices if one.measure == asked), None)
    chosen = chosen or next(iter(choices), None)
    text = ""
    if chosen:
        text = proposal.draft(case, chosen.measure, by=request.staff, at=request.at)
    context = {
        "here": "queue",
        "case": case,
        "choices": [(one.measure, ladder.spoken(one.measure)) for one in choices],
        "chosen": chosen.measure if chosen else "",
        "notice": notices.render(text, inside=1),
        "subject": f"Your side first: {case.policy.title.lower()}",
        "manager": rulings.manager(case),
        "address": words.address(case),
        "respond_by": request.at + clocks.RESPONSE_WINDOW,
        "problem": problem or _shut(request, case),
    }
    return render(
        request, "console/hearing.html", context, status=422 if request.method == "POST" else 200
    )


def _shut(request: StaffRequest, case: Case) -> str:
    """Why no notice can be served now; "" where one can."""
    try:
        procedure.require(cases.state(case, at=request.at), CaseStep.SERVE_PRELIMINARY_NOTICE)
    except UnlawfulError as refusal:
        return str(refusal)
    return ""
