"""Ask us something, by a form for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from goodstanding.config.clock import now
from goodstanding.interfaces import asking, refusals
from goodstanding.interfaces.audience import audience
from goodstanding.law.terms import UnlawfulError
from goodstanding.support.operations import Asked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHORT = 200


@audience("public")
@never_cache
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Ask something; what follows is the same for everybody, whoever they are."""
    wrong, typed = None, request.POST
    if request.method == "POST":
        name, email = typed.get("name", "").strip(), typed.get("email", "").strip()
        asked = Asked(typed.get("question", ""), email, name[:SHORT])
        try:
            asking.by_form(asked, at=now())
        except UnlawfulError as refused:
            wrong = refusals.read(refused)
        else:
            return redirect("public:asked")
    page = {"typed": typed, "wrong": wrong}
    return render(request, "public/help.html", page, status=422 if wrong else 200)


@audience("public")
@never_cache
@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """That it came, and what happens next."""
    return render(request, "public/asked.html")
