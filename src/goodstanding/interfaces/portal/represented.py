"""The one case a representative speaks in: read it, answer, ask for a talk, appeal."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries as filed
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.hearings import reading
from goodstanding.config.clock import now
from goodstanding.interfaces import refusals, uploads
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.portal.acts import NOTHING_DECIDED, NOTHING_WAITS
from goodstanding.interfaces.portal.pages import case_page
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from goodstanding.cases.models import Representative

P = ParamSpec("P")
SPEAKS = "representative"


@audience("public")
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by the link in the mail."""
    try:
        one = reading.by_token(token)
    except reading.NoRepresentativeError as wrong:
        return render(request, "portal/outside.html", {"why": wrong}, status=403)
    request.session.cycle_key()
    request.session[SPEAKS] = one.pk
    return redirect("portal:represented")


def for_representatives(
    view: Callable[Concatenate[HttpRequest, Representative, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who speaks for a member, to that member's one case, while they do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            one = reading.speaking(request.session.get(SPEAKS, 0))
        except reading.NoRepresentativeError as wrong:
            return render(request, "portal/outside.html", {"why": wrong}, status=403)
        return view(request, one, *args, **kwargs)

    kept_nowhere = never_cache(guarded)
    return audience("representative")(
        cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", kept_nowhere)
    )


def _show(
    request: HttpRequest,
    one: Representative,
    *,
    typed: str = "",
    typed_message: str = "",
    wrong: str = "",
) -> HttpResponse:
    typing = {"typed": typed, "typed_message": typed_message, "wrong": wrong}
    return case_page(request, one.case.account, one.case.reference, **typing, speaks_for=one)


@require_GET
@for_representatives
def page(request: HttpRequest, one: Representative) -> HttpResponse:
    """The case; that somebody else than the member read it is kept."""
    shown = _show(request, one)
    cases.note_reading(
        account=one.case.account,
        case=one.case,
        address=request.get_full_path(),
        by=f"{one.name}, for the member",
        at=now(),
    )
    return shown


@require_POST
@for_representatives
def answer(request: HttpRequest, one: Representative) -> HttpResponse:
    """Tell the member's side."""
    text = request.POST.get("text", "")
    try:
        files = uploads.checked(request)
        cases.answer(case=one.case, text=text, by=str(one), at=now(), files=files)
    except UnlawfulError as refused:
        return _show(request, one, typed=text, wrong=refusals.said(refused))
    return redirect("portal:represented")


@require_POST
@for_representatives
def talk(request: HttpRequest, one: Representative) -> HttpResponse:
    """Ask to talk with a person."""
    text = request.POST.get("text", "")
    try:
        cases.ask_to_talk(case=one.case, text=text, by=str(one), at=now())
    except UnlawfulError as refused:
        return _show(request, one, typed=text, wrong=refusals.said(refused))
    return redirect("portal:represented")


@require_POST
@for_representatives
def appeal(request: HttpRequest, one: Representative) -> HttpResponse:
    """Ask another person to look again."""
    text = request.POST.get("text", "")
    decision = filed.appealable(one.case) or queries.decision(one.case)
    if decision is None:
        return _show(request, one, typed=text, wrong=NOTHING_DECIDED)
    try:
        files = uploads.checked(request)
        appeals.file(decision=decision, text=text, by=str(one), at=now(), files=files)
    except UnlawfulError as refused:
        return _show(request, one, typed=text, wrong=refusals.said(refused))
    return redirect("portal:represented")


@require_POST
@for_representatives
def remark(request: HttpRequest, one: Representative) -> HttpResponse:
    """Write to who looks again."""
    text = request.POST.get("text", "")
    waiting = filed.open_in(one.case)
    if waiting is None:
        return _show(request, one, typed=text, wrong=NOTHING_WAITS)
    try:
        files = uploads.checked(request)
        appeals.add(appeal=waiting, text=text, by=str(one), at=now(), files=files)
    except UnlawfulError as refused:
        return _show(request, one, typed=text, wrong=refusals.said(refused))
    return redirect("portal:represented")


@require_POST
@for_representatives
def message(request: HttpRequest, one: Representative) -> HttpResponse:
    """Write to the case manager."""
    text = request.POST.get("text", "")
    try:
        files = uploads.checked(request)
        cases.add(case=one.case, text=text, by=str(one), at=now(), files=files)
    except UnlawfulError as refused:
        return _show(request, one, typed_message=text, wrong=refusals.said(refused))
    return redirect("portal:represented")


@require_GET
@for_representatives
def attachment(request: HttpRequest, one: Representative, id_: int) -> HttpResponse:
    """Take away a file of the case; that somebody else than the member did is kept."""
    given = uploads.download(one.case, id_)
    cases.note_reading(
        account=one.case.account,
        case=one.case,
        address=request.get_full_path(),
        by=f"{one.name}, for the member",
        at=now(),
    )
    return given
