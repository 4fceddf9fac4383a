"""What members say of a policy: answered officially, removed with reasons, summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.consultations import operations, queries
from goodstanding.interfaces import consulting
from goodstanding.interfaces.console.door import for_staff
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_GET
@for_staff()
def page(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """What members say of an announced version, and what the team answers."""
    return _show(request, slug, number)


@require_POST
@for_staff(StaffRole.POLICY_OWNER)
def answer(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """Answer officially: all of the members, or one comment."""
    shown = consulting.shown(slug, number, {}, at=request.at)
    text, id_ = request.POST.get("text", ""), request.POST.get("quotes", "")
    quotes = consulting.named(id_)
    try:
        operations.answer(
            policy=shown["version"],  # type: ignore[arg-type]
            text=text,
            by=request.staff,
            at=request.at,
            quotes=quotes,
        )
    except UnlawfulError as refused:
        return _show(request, slug, number, problem=str(refused), typed={id_ or "all": text})
    messages.success(request, "Your official answer is published.")
    return redirect("console:consultation", slug=slug, number=number)


@require_POST
@for_staff(StaffRole.POLICY_OWNER)
def close(request: StaffRequest, slug: str, number: int) -> HttpResponse:
    """Close a consultation: what was said, and what becomes of it."""
    shown = consulting.shown(slug, number, {}, at=request.at)
    text = request.POST.get("summary", "")
    try:
        operations.close(
            policy=shown["version"],  # type: ignore[arg-type]
            summary=text,
            by=request.staff,
            at=request.at,
        )
    except UnlawfulError as refused:
        return _show(request, slug, number, problem=str(refused), typed={"summary": text})
    messages.success(request, "The consultation is closed and summed up.")
    return redirect("console:consultation", slug=slug, number=number)


@require_POST
@for_staff(StaffRole.POLICY_OWNER)
def remove(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Remove a comment by a rule of the community usage policy; its author is told why."""
    one, typed = consulting.said(id_), request.POST
    slug, number = one.policy.slug, one.policy.version
    try:
        operations.remove(
            comment=one,
            rule=typed.get("rule", ""),
            reasons=typed.get("reasons", ""),
            by=request.staff,
            at=request.at,
        )
    except UnlawfulError as refused:
        return _show(request, slug, number, problem=str(refused))
    messages.success(request, f"The comment by {one.account} is removed, and they are told why.")
    return redirect("console:consultation", slug=slug, number=number)


@require_POST
@for_staff()
def answer_objection(request: StaffRequest, id_: int) -> HttpResponse:
    """Say whether a removed comment is shown again; never who removed it."""
    objection = queries.objections().filter(pk=id_).first()
    if objection is None:
        raise Http404("No objection waits there.")
    one = objection.removal.comment
    slug, number = one.policy.slug, one.policy.version
    try:
        operations.answer_objection(
            objection=objection,
            restored=request.POST.get("restored") == "yes",
            reasons=request.POST.get("reasons", ""),
            by=request.staff,
            at=request.at,
        )
    except UnlawfulError as refused:
        return _show(request, slug, number, problem=str(refused))
    messages.success(request, f"{one.account} is told your answer.")
    return redirect("console:consultation", slug=slug, number=number)


def _show(
    request: StaffRequest,
    slug: str,
    number: int,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    context = consulting.shown(slug, number, request.GET, at=request.at)
    context |= {
        "here": "policies",
        "owner": StaffRole.POLICY_OWNER in request.roles,
        "reviewer": bool(request.roles & {StaffRole.POLICY_OWNER, StaffRole.REVIEWER}),
        "objections": queries.objections().filter(
            removal__comment__policy__slug=slug, removal__comment__policy__version=number
        ),
        "problem": problem,
        "typed": typed or {},
    }
    return render(request, "console/consultation.html", context, status=422 if problem else 200)
