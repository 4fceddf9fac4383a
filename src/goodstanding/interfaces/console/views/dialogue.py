"""Write to the member of a case, or say that what they wrote needs no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goodstanding.cases import operations
from goodstanding.interfaces import uploads
from goodstanding.interfaces.console import drafting
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from goodstanding.interfaces.console.door import StaffRequest


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def write(request: StaffRequest, reference: str) -> HttpResponse:
    """Write to the member, by mail and on their page."""
    case, text = find(reference), request.POST.get("text", "")
    if "keep" in request.POST:
        drafting.keep(request, case, operations.MESSAGE)
        return redirect(f"{reverse('console:case', args=[reference])}#conversation")
    try:
        files = uploads.checked(request)
        operations.write(case=case, text=text, by=request.staff, at=request.at, files=files)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal), field="message", typed=text)
    operations.drop_draft(case=case, form=operations.MESSAGE, by=request.staff, at=request.at)
    return redirect(f"{reverse('console:case', args=[reference])}#conversation")


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def heed(request: StaffRequest, reference: str, id_: int) -> HttpResponse:
    """Say that what the member wrote was read and needs no answer."""
    case = find(reference)
    message = case.messages.filter(pk=id_, staff=None).first()
    if message is None:
        raise Http404(f"Case {reference} has no message {id_} of its member's.")
    operations.heed(message=message, by=request.staff, at=request.at)
    return redirect(f"{reverse('console:case', args=[reference])}#conversation")


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def drop(request: StaffRequest, reference: str, form: str) -> HttpResponse:
    """Throw one's own draft away."""
    operations.drop_draft(case=find(reference), form=form, by=request.staff, at=request.at)
    return redirect("console:case", reference)


@require_GET
@for_staff()
def attachment(request: StaffRequest, reference: str, id_: int) -> HttpResponse:  # noqa: ARG001 - who asks is kept by the door
    """Take away a file of a case."""
    return uploads.download(find(reference), id_)
