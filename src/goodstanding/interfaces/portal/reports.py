"""Report somebody's conduct, see how it goes, and appeal; also while suspended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.queries import reports
from goodstanding.config.clock import now
from goodstanding.interfaces import refusals, reporting
from goodstanding.interfaces.portal.door import for_members
from goodstanding.law.report import Way
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from uuid import UUID

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Report


@require_http_methods(["GET", "POST"])
@for_members
def page(request: HttpRequest, member: Account) -> HttpResponse:
    """What I reported, and the form to report something."""
    at, wrong = now(), None
    if request.method == "POST":
        by = cases.Reporter(account=member)
        try:
            one = reporting.take(request.POST.dict(), by=by, door=Way.PORTAL, at=at)
        except UnlawfulError as refused:
            wrong = refusals.read(refused)
        else:
            return redirect("portal:report", one.id)
    context = {
        "member": member,
        "reports": [(one, reporting.state(one)) for one in reports.made_by(member)],
        "policies": reporting.choices(at=at),
        "typed": request.POST or request.GET,
        "wrong": wrong,
    }
    return render(request, "portal/reports.html", context, status=422 if wrong else 200)


@require_GET
@for_members
def report(request: HttpRequest, member: Account, id_: UUID) -> HttpResponse:
    """One of my reports: where it is, and what I was told."""
    return _show(request, member, _own(member, id_))


@require_POST
@for_members
def appeal(request: HttpRequest, member: Account, id_: UUID) -> HttpResponse:
    """Ask another person to look again at what I reported."""
    one, text = _own(member, id_), request.POST.get("text", "")
    try:
        appeals.file_for_reporter(report=one, text=text, door=Way.PORTAL, at=now())
    except UnlawfulError as refused:
        return _show(request, member, one, typed=text, wrong=refusals.said(refused))
    return redirect("portal:report", id_)


@require_POST
@for_members
def add(request: HttpRequest, member: Account, id_: UUID) -> HttpResponse:
    """Write to who looks again at what I reported."""
    one, text = _own(member, id_), request.POST.get("text", "")
    try:
        reporting.add(one, text, door=Way.PORTAL, at=now())
    except UnlawfulError as refused:
        return _show(request, member, one, typed=text, wrong=refusals.said(refused))
    return redirect("portal:report", id_)


def _own(member: Account, id_: UUID) -> Report:
    found = reports.made_by(member).filter(pk=id_).first()
    if found is None:
        raise Http404(f"You made no report {id_}.")
    return found


def _show(
    request: HttpRequest, member: Account, one: Report, *, typed: str = "", wrong: str = ""
) -> HttpResponse:
    context = {"member": member, "view": reporting.shown(one), "typed": typed, "wrong": wrong}
    return render(request, "portal/report.html", context, status=422 if wrong else 200)
