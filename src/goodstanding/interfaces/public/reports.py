"""Report an account's conduct without one of one's own, by a form; see how it goes by its link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.queries import reports
from goodstanding.config.clock import now
from goodstanding.interfaces import refusals, reporting
from goodstanding.interfaces.audience import audience
from goodstanding.law.report import Way
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from goodstanding.cases.models import Report


@audience("public")
@never_cache
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Report something without an account; the page that follows is the report's own."""
    at, wrong, typed = now(), None, request.POST
    if request.method == "POST":
        name, email = typed.get("name", "").strip(), typed.get("email", "").strip()
        try:
            by = cases.Reporter(name=name[:200], email=email)
            one = reporting.take(typed.dict(), by=by, door=Way.PUBLIC, at=at)
        except UnlawfulError as refused:
            wrong = refusals.read(refused)
        else:
            return redirect("public:reported", one.token)
    context = {"policies": reporting.choices(at=at), "typed": typed or request.GET, "wrong": wrong}
    return render(request, "public/report_form.html", context, status=422 if wrong else 200)


@audience("public")
@never_cache
@require_GET
def page(request: HttpRequest, token: str) -> HttpResponse:
    """A report's own page, for who knows its address."""
    return _show(request, _by(token))


@audience("public")
@never_cache
@require_POST
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """Ask another person to look again at what was reported."""
    one, text = _by(token), request.POST.get("text", "")
    try:
        appeals.file_for_reporter(report=one, text=text, door=Way.PUBLIC, at=now())
    except UnlawfulError as refused:
        return _show(request, one, typed=text, wrong=refusals.said(refused))
    return redirect("public:reported", token)


@audience("public")
@never_cache
@require_POST
def add(request: HttpRequest, token: str) -> HttpResponse:
    """Write to who looks again at what was reported."""
    one, text = _by(token), request.POST.get("text", "")
    try:
        reporting.add(one, text, door=Way.PUBLIC, at=now())
    except UnlawfulError as refused:
        return _show(request, one, typed=text, wrong=refusals.said(refused))
    return redirect("public:reported", token)


def _by(token: str) -> Report:
    try:
        return reports.by_token(token)
    except reports.UnknownReportError as unknown:
        raise Http404(str(unknown)) from unknown


def _show(request: HttpRequest, one: Report, *, typed: str = "", wrong: str = "") -> HttpResponse:
    context = {"view": reporting.shown(one), "typed": typed, "wrong": wrong}
    answer = render(request, "public/report.html", context, status=422 if wrong else 200)
    answer["Referrer-Policy"] = "no-referrer"  # the address is the key
    return answer
