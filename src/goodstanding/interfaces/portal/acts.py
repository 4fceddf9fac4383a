"""What a member does: answer, appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries as filed
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.config.clock import now
from goodstanding.interfaces import refusals, uploads
from goodstanding.interfaces.portal import writing
from goodstanding.interfaces.portal.door import for_members
from goodstanding.interfaces.portal.pages import case_page
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case

NOTHING_DECIDED = gettext_noop(
    "Nothing has been decided yet, so there is nothing to appeal against."
)
NOTHING_WAITS = gettext_noop("No appeal waits for an answer here, so there is nothing to add to.")


def _own(member: Account, reference: str) -> Case:
    found = queries.of(member).filter(reference=reference).first()
    if found is None:
        raise Http404(f"You have no case {reference}.")
    return found


@require_POST
@for_members
def answer(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """Tell my side."""
    text = request.POST.get("text", "")
    try:
        own, files = _own(member, reference), uploads.checked(request)
        cases.answer(case=own, text=text, by=member.name, at=now(), files=files)
    except UnlawfulError as refused:
        wrong = refusals.said(refused)
        return writing.form(
            request, member, _own(member, reference), "answer", typed=text, wrong=wrong
        )
    writing.keep(request, reference, "answer", "")
    return redirect("portal:sent", reference, "answer")


@require_POST
@for_members
def talk(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """Ask to talk with a person."""
    text = request.POST.get("text", "")
    try:
        cases.ask_to_talk(case=_own(member, reference), text=text, by=member.name, at=now())
    except UnlawfulError as refused:
        return case_page(request, member, reference, typed=text, wrong=refusals.said(refused))
    return redirect("portal:case", reference)


@require_POST
@for_members
def representative(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """Name who speaks for me; without a name, take it back."""
    case, typed = _own(member, reference), request.POST
    try:
        if typed.get("end"):
            cases.end_representation(case=case, by=member.name, at=now())
        else:
            name, email = typed.get("name", ""), typed.get("email", "")
            cases.name_representative(case=case, name=name, email=email, by=member.name, at=now())
    except UnlawfulError as refused:
        return case_page(request, member, reference, wrong=refusals.said(refused))
    return redirect("portal:case", reference)


@require_POST
@for_members
def appeal(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """Ask another person to look again."""
    text = request.POST.get("text", "")
    case = _own(member, reference)
    decision = filed.appealable(case) or queries.decision(case)
    if decision is None:
        return case_page(request, member, reference, typed=text, wrong=NOTHING_DECIDED)
    try:
        files = uploads.checked(request)
        appeals.file(decision=decision, text=text, by=member.name, at=now(), files=files)
    except UnlawfulError as refused:
        return writing.form(
            request, member, case, "appeal", typed=text, wrong=refusals.said(refused)
        )
    writing.keep(request, reference, "appeal", "")
    return redirect("portal:sent", reference, "appeal")


@require_POST
@for_members
def remark(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """Write to who looks again."""
    text = request.POST.get("text", "")
    waiting = filed.open_in(_own(member, reference))
    if waiting is None:
        return case_page(request, member, reference, typed=text, wrong=NOTHING_WAITS)
    try:
        files = uploads.checked(request)
        appeals.add(appeal=waiting, text=text, by=member.name, at=now(), files=files)
    except UnlawfulError as refused:
        return case_page(request, member, reference, typed=text, wrong=refusals.said(refused))
    return redirect("portal:case", reference)


@require_POST
@for_members
def message(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """Write to the case manager, at any time."""
    text, case = request.POST.get("text", ""), _own(member, reference)
    try:
        cases.add(case=case, text=text, by=member.name, at=now(), files=uploads.checked(request))
    except UnlawfulError as refused:
        return case_page(
            request, member, reference, typed_message=text, wrong=refusals.said(refused)
        )
    return redirect(f"{reverse('portal:case', args=[reference])}#messages")


@require_GET
@for_members
def attachment(request: HttpRequest, member: Account, reference: str, id_: int) -> HttpResponse:  # noqa: ARG001 - the door knows who asks
    """Take away a file of my case."""
    return uploads.download(_own(member, reference), id_)
