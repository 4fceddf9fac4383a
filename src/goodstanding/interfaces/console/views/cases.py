"""A case: its story, its evidence, what the law allows, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import managing
from goodstanding.interfaces.console import casefile, drafting, reports, talking
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.forms import NewCaseForm
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.policies import queries as policies

if TYPE_CHECKING:
    from uuid import UUID

    from goodstanding.cases.models import Case
    from goodstanding.interfaces.console.door import StaffRequest


def find(reference: str) -> Case:
    """A case by its reference, or the page that says there is none."""
    try:
        return cases.case(reference)
    except cases.UnknownCaseError as unknown:
        raise Http404(str(unknown)) from unknown


@require_GET
@for_staff()
def page(request: StaffRequest, reference: str) -> HttpResponse:
    """The case page; `?draft=` chooses the measure whose notice is drafted."""
    case = find(reference)
    if StaffRole.CASE_MANAGER in request.roles:
        operations.claim(case=case, by=request.staff, at=request.at)
    return show(request, case)


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def put_down(request: StaffRequest, reference: str) -> HttpResponse:
    """Put down a case that one has open, so that others may take it up at once."""
    operations.put_down(case=find(reference), by=request.staff, at=request.at)
    return redirect("console:queue")


def show(request: StaffRequest, case: Case, **more: Any) -> HttpResponse:  # noqa: ANN401 - the page's own
    """The case page; `more` is what went wrong with something asked for on it."""
    draft = request.GET.get("draft", "")
    shown = casefile.shown(case, by=request.staff, at=request.at, draft=draft)
    shown["reports"] = reports.rows(case, by=request.staff)
    shown["may_take_over"] = managing.may_take_over(case, request.staff, at=request.at)
    shown |= talking.notes(case, request.GET.get("notes", ""))
    shown |= drafting.begun(request, case)
    shown["claim"] = cases.claim_of(case, at=request.at)
    manages = StaffRole.CASE_MANAGER in request.roles
    context = {"here": "queue", "manages": manages, "now": request.at} | shown | more
    return render(request, "console/case.html", context, status=422 if more else 200)


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def lift(request: StaffRequest, reference: str, id_: UUID) -> HttpResponse:
    """End a measure before its end, with a cause."""
    case = find(reference)
    measure = cases.measures_in(case).filter(pk=id_).first()
    if measure is None:
        raise Http404(f"Case {reference} has no measure {id_}.")
    cause = request.POST.get("cause", "")
    try:
        operations.lift_measure(measure=measure, cause=cause, by=request.staff.name, at=request.at)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field=f"cause-{id_}", typed=cause)
    return redirect("console:case", reference)


@require_http_methods(["GET", "POST"])
@for_staff(StaffRole.CASE_MANAGER)
def new(request: StaffRequest) -> HttpResponse:
    """Open a case by hand; where the law finds no ground, say why."""
    form = NewCaseForm(request.POST or None)
    problem = ""
    if form.is_valid():
        try:
            case = _open(request, form)
        except (UnlawfulError, LookupError) as refusal:
            problem = str(refusal)
        else:
            return redirect("console:case", case.reference)
    context = {
        "here": "new",
        "form": form,
        "problem": problem,
        "policies": policies.all_in_force(at=request.at),
        "account": request.GET.get("account", ""),
    }
    failed = request.method == "POST"
    return render(request, "console/new_case.html", context, status=422 if failed else 200)


def _open(request: StaffRequest, form: NewCaseForm) -> Case:
    got = form.cleaned_data
    policy = policies.in_force(got["policy"], at=request.at)
    if policy is None:
        raise LookupError(f"policy: got {got['policy']!r}, expected one that is in force.")
    return operations.open_by_hand(
        account=accounts.account(got["account"]),
        policy=policy,
        why=got["why"],
        by=request.staff,
        at=request.at,
    )
