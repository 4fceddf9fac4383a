"""The rulebook beside what was adopted of it: preview, difference, adoption."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.consultations import queries as consultations
from goodstanding.interfaces.console.door import for_staff
from goodstanding.law.terms import StaffRole
from goodstanding.notices.queries import render as html
from goodstanding.policies import operations, queries
from goodstanding.policies.operations import NotAdoptedError
from goodstanding.policies.rulebook import drafts, wording

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest
    from goodstanding.policies.rulebook.drafts import Proposed


@require_GET
@for_staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Every policy of the rulebook, what waits to be adopted, and what members comment on."""
    page = {
        "here": "policies",
        "policies": drafts.every(Path(settings.RULEBOOK), at=request.at),
        "talks": consultations.all_of(at=request.at),
        "objections": consultations.objections().exclude(
            removal__comment__account__in=request.hidden
        ),
    }
    return render(request, "console/policies.html", page)


@require_GET
@for_staff()
def draft(request: StaffRequest, slug: str) -> HttpResponse:
    """A policy as the rulebook holds it: what it changes, and how members will read it."""
    return _show(request, _find(request, slug))


@require_POST
@for_staff(StaffRole.POLICY_OWNER)
def adopt(request: StaffRequest, slug: str) -> HttpResponse:
    """Adopt a policy as the rulebook holds it, which announces it; only what was read."""
    found = _find(request, slug)
    if found.version is None or request.POST.get("hash") != found.version.hash:
        return _show(request, found, problem="The rulebook has changed since you read it.")
    try:
        version = operations.adopt(folder=found.folder, by=request.staff.name, at=request.at)
    except NotAdoptedError as refused:
        return _show(request, found, problem=str(refused))
    if version is None:
        return _show(request, found, problem="Exactly this was adopted before.")
    messages.success(request, f"{version} was adopted. Members are told within minutes.")
    if version.adopted_at < version.in_force_from:
        return redirect("console:consultation", slug=slug, number=version.version)
    return redirect("console:policies")


def _find(request: StaffRequest, slug: str) -> Proposed:
    folder = Path(settings.RULEBOOK) / slug  # a slug has no dots and no slashes
    if not folder.is_dir():
        raise Http404(f"The rulebook has no policy {slug}.")
    return drafts.proposed(folder, at=request.at)


def _show(request: StaffRequest, found: Proposed, *, problem: str = "") -> HttpResponse:
    version = found.version
    page = {
        "here": "policies",
        "draft": found,
        "version": version,
        "difference": found.difference,
        "side": request.GET.get("view") == "side",
        "may": StaffRole.POLICY_OWNER in request.roles,
        "problem": problem,
    }
    if version is not None:
        lix = queries.readability(version.text)
        page |= {
            "body": html(wording.body(version.text)),
            "steps": queries.rungs(version),
            "tables": queries.thresholds(version),
            "lix": lix,
            "audience": consultations.audience(version),
        }
    return render(request, "console/policy.html", page, status=422 if problem else 200)
