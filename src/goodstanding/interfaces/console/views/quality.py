"""Samples of what was decided, judged by somebody who had no hand in it; how often they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.appeals import operations
from goodstanding.appeals import queries as appeals
from goodstanding.appeals.queries import samples
from goodstanding.cases.drafting import rulings
from goodstanding.interfaces.console import taking
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.exhibits import exhibit
from goodstanding.interfaces.console.ladder import spoken
from goodstanding.interfaces.console.records import records
from goodstanding.law.quality import Opinion
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.appeals.models import Sample
    from goodstanding.interfaces.console.door import StaffRequest

OPINIONS = (
    (Opinion.AGREED, "I agree", "I would have decided the same."),
    (Opinion.TOO_HARSH, "Too harsh", ""),
    (
        Opinion.TOO_MILD,
        "Too mild",
        "Nothing changes for the member; the case manager reads your reasons.",
    ),
    (
        Opinion.FLAWED,
        "Right, but flawed",
        "Something should have been done otherwise and would have led to the same.",
    ),
)
"""What a reviewer may think, and what follows from it."""
REVERSES = (
    "It is reversed at once with all it caused, the member is told with your reasons and under "
    "your name, and it is counted as an error of its rule."
)
NO_MEASURE = (
    "Nothing is reversed by it: nothing was done to the member, or an appeal decides. The case "
    "manager reads your reasons."
)
HEADS = ("kind", "about", "answered", "agreed", "too_harsh", "too_mild", "waits", "bound")


@require_GET
@for_staff()
def listed(request: StaffRequest) -> HttpResponse:
    """What waits to be judged, and how often reviewers agreed."""
    reviews = StaffRole.REVIEWER in request.roles
    context = {
        "here": "quality",
        "samples": samples.waiting(request.staff, hidden=request.hidden) if reviews else [],
        "reviews": reviews,
        "agreement": samples.agreement(hidden=request.hidden),
    }
    return render(request, "console/quality.html", context)


@require_GET
@for_staff()
def as_csv(request: StaffRequest) -> HttpResponse:
    """How often reviewers agreed, as a table."""
    found = samples.agreement(hidden=request.hidden)
    told = [
        (o.kind, o.about, o.answered, o.agreed, o.too_harsh, o.too_mild, o.waits, f"{o.bound:.4f}")
        for o in found
    ]
    return taking.table(request, "quality.csv", HEADS, told)


@require_GET
@for_staff(StaffRole.REVIEWER)
def page(request: StaffRequest, id_: int) -> HttpResponse:
    """A case as it stood when it was decided, without who decided."""
    return _show(request, _sample(id_))


@require_POST
@for_staff(StaffRole.REVIEWER)
def answer(request: StaffRequest, id_: int) -> HttpResponse:
    """Say what one thinks of it."""
    sample, typed = _sample(id_), request.POST
    try:
        opinion = Opinion(typed.get("opinion", ""))
    except ValueError:
        return _show(request, sample, problem="Say what you think of it.")
    try:
        operations.answer_sample(
            sample=sample,
            opinion=opinion,
            reasons=typed.get("reasons", ""),
            by=request.staff,
            at=request.at,
        )
    except UnlawfulError as refusal:
        return _show(request, sample, problem=str(refusal))
    return redirect("console:quality")


def _sample(id_: int) -> Sample:
    try:
        return samples.sample(id_)
    except samples.UnknownSampleError as unknown:
        raise Http404(str(unknown)) from None


def _show(request: StaffRequest, sample: Sample, *, problem: str = "") -> HttpResponse:
    decision, case = sample.decision, sample.decision.case
    found = rulings.taken(case)
    harsh = REVERSES if samples.is_reversible(decision) else NO_MEASURE
    context = {
        "here": "quality",
        "sample": sample,
        "case": case,
        "decision": decision,
        "measure": spoken(decision.measure),
        "judged": sample.answer.opinion.replace("_", " ") if hasattr(sample, "answer") else "",
        "barred": request.staff.name in appeals.hands(decision),
        "heard": case.preliminary_notices.order_by("served_at"),
        "exhibits": [exhibit(one) for one in found],
        "records": records(case.account, case.policy) if found else [],
        "opinions": [
            (value, name, what or harsh, request.POST.get("opinion") == value)
            for value, name, what in OPINIONS
        ],
        "typed": request.POST.get("reasons", ""),
        "problem": problem,
    }
    return render(request, "console/sample.html", context, status=422 if problem else 200)
