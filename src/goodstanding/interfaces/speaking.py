"""Which language a page of a member is in, and the choice of another. No script is needed for it.

The portal speaks what the reader chose, kept in a cookie of their browser; without a choice the
language of their account, and before anyone has signed in what their browser asks for. All other
pages are in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goodstanding import languages
from goodstanding.accounts import queries as accounts
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.links import ours

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from django.http import HttpRequest, HttpResponse

MEMBER = "member"  # as `portal.door` remembers who is signed in
YEAR = 365 * 24 * 60 * 60
PLACE = "/portal/"


def speaking(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer the portal's pages in the language of who asks, and all others in English."""

    def spoken(request: HttpRequest) -> HttpResponse:
        theirs = request.path.startswith(PLACE)
        asked = (chosen(request) or get_language_from_request(request)) if theirs else "en"
        with languages.speaking(asked):
            response = answer(request)
        if theirs:
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    return spoken


def chosen(request: HttpRequest) -> str:
    """The language a browser's cookie says; "" where it says none of ours."""
    said = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return said if said in languages.COMPLETE else ""


def for_account(request: HttpRequest, tag: str) -> AbstractContextManager[None]:
    """Speak what the reader chose, else the language of their account, of a tag like `es-MX`."""
    return languages.speaking(chosen(request) or tag)


@audience("public")
@never_cache
@require_http_methods(["GET", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language, and go back to where one was."""
    typed = request.POST or request.GET
    back = ours(request, typed.get("from", ""))
    if request.method == "GET":
        page = {"chosen": chosen(request), "offered": languages.offered(), "back": back}
        with for_account(request, _theirs(request) or languages.spoken()):
            return render(request, "portal/language.html", page)
    name, said = settings.LANGUAGE_COOKIE_NAME, typed.get("language", "")
    answer = redirect(back)
    if said in languages.COMPLETE:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(name, said, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(name, samesite="Lax")
    return answer


def _theirs(request: HttpRequest) -> str:
    """The language of the account that is signed in; "" where none is."""
    name = request.session.get(MEMBER)
    return accounts.account(name).language if name else ""
