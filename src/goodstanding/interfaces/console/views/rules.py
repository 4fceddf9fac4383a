"""The rules: what each may decide alone, how often it was wrong, and how one is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.interfaces.console.door import for_staff
from goodstanding.law import automation
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.cases.queries import RuleStanding
    from goodstanding.interfaces.console.door import StaffRequest


@require_GET
@for_staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Every rule: what it may do, and the figures it is judged by."""
    page = {"here": "rules", "rules": cases.rules(at=request.at)}
    return render(request, "console/rules.html", page)


@require_GET
@for_staff()
def page(request: StaffRequest, name: str) -> HttpResponse:
    """One rule: what it may do and why, its losses and returns; a policy owner gives it back."""
    return _show(request, _find(request, name))


@require_POST
@for_staff(StaffRole.POLICY_OWNER)
def give_back(request: StaffRequest, name: str) -> HttpResponse:
    """Show what giving a rule back would do, or do it."""
    rule = _find(request, name)
    change, reasons = request.POST.get("change", ""), request.POST.get("reasons", "")
    typed = {"change": change, "reasons": reasons}
    try:
        if request.POST.get("step") != "confirm":
            decider = accounts.decider(request.staff, at=request.at)
            automation.require_return(change=change, reasons=reasons, by=decider)
            return _show(request, rule, typed=typed, preview=request.POST.get("step") == "preview")
        operations.give_back(
            rule=rule.rule, change=change, reasons=reasons, by=request.staff, at=request.at
        )
    except UnlawfulError as refusal:
        problem = str(refusal)
        field = problem.partition(":")[0] if problem.partition(":")[0] in typed else ""
        return _show(request, rule, typed=typed, problem=problem, field=field)
    messages.success(request, f"{rule.rule} may decide without a person again. The team is told.")
    return redirect("console:rule", name=rule.rule)


def _find(request: StaffRequest, name: str) -> RuleStanding:
    found = next((one for one in cases.rules(at=request.at) if one.rule == name), None)
    if found is None:
        raise Http404(f"There is no rule {name}.")
    return found


def _show(request: StaffRequest, rule: RuleStanding, **more: object) -> HttpResponse:
    page = {
        "here": "rules",
        "rule": rule,
        "may": StaffRole.POLICY_OWNER in request.roles,
        **more,
    }
    return render(request, "console/rule.html", page, status=422 if "problem" in more else 200)
