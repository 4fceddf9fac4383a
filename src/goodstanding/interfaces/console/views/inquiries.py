"""What people without a case ask at the front door, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.interfaces.console.door import for_staff
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.support import operations as support
from goodstanding.support import queries

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest
    from goodstanding.support.models import Inquiry

A_PAGE = 25
EARLIER = 3
"""What the same address asked before, beside an inquiry."""
NOTHING = "Write an answer, or say that it needs none."


@require_GET
@for_staff()
def listed(request: StaffRequest) -> HttpResponse:
    """What waits for an answer, or with `show=answered` what was answered."""
    return _show(request)


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    """Answer what somebody asked, or say that it needs no answer."""
    one, text = _inquiry(reference), request.POST.get("text", "")
    needs_none = request.POST.get("act") == "none"
    if not needs_none and not text.strip():
        return _show(request, problem=NOTHING, about=reference)
    try:
        said = "" if needs_none else text
        support.answer_inquiry(inquiry=one, text=said, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _show(request, problem=str(refusal), about=reference, typed=text)
    return redirect("console:inquiries")


def _inquiry(reference: str) -> Inquiry:
    try:
        return queries.inquiry(reference)
    except queries.UnknownInquiryError as unknown:
        raise Http404(str(unknown)) from None


def _show(
    request: StaffRequest, *, problem: str = "", about: str = "", typed: str = ""
) -> HttpResponse:
    answered = request.GET.get("show") == "answered"
    found = queries.ended() if answered else queries.waiting()
    part = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "here": "inquiries",
        "answered": answered,
        "part": part,
        "inquiries": [(one, list(queries.earlier(one)[:EARLIER])) for one in part],
        "problem": problem,
        "about": about,
        "typed": typed,
        "manages": StaffRole.CASE_MANAGER in request.roles,
    }
    return render(request, "console/inquiries.html", page, status=409 if problem else 200)
