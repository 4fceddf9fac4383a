"""Light or dark: as the device says, or as the reader chose. No script is needed for it.

The choice is a cookie, and only one small stylesheet is made by it: pages that are the same for
everyone stay the same for everyone.
"""

from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import conditional_page, require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.links import ours

YEAR = 365 * 24 * 60 * 60
DARK = Path(__file__).parents[1].joinpath("static", "dark.css").read_text(encoding="utf-8")


class Look(StrEnum):
    """What a page may look like."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


SHEETS = {
    Look.DEVICE: f"""@media screen {{ :root {{ color-scheme: light dark; }} }}
@media screen and (prefers-color-scheme: dark) {{\n{DARK}}}\n""",
    Look.LIGHT: ":root { color-scheme: light; }\n",
    Look.DARK: f"@media screen {{\n:root {{ color-scheme: dark; }}\n{DARK}}}\n",
}
"""The stylesheet of each. On paper all are light."""


def chosen(request: HttpRequest) -> Look:
    """What a browser's cookie says; a word that is none of ours counts as no choice."""
    said = request.COOKIES.get(settings.LOOK_COOKIE_NAME, "")
    return Look(said) if said in set(Look) else Look.DEVICE


@audience("public")
@require_safe
@vary_on_cookie
@cache_control(private=True, no_cache=True)
@conditional_page
def look_css(request: HttpRequest) -> HttpResponse:
    """The stylesheet of the look that this browser chose."""
    return HttpResponse(SHEETS[chosen(request)], content_type="text/css; charset=utf-8")


@audience("public")
@never_cache
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Choose, and go back to where one was."""
    typed = request.POST or request.GET
    back = ours(request, typed.get("from", ""))
    if request.method == "GET":
        return render(request, "public/look.html", {"look": chosen(request), "back": back})
    said = typed.get("look", "")
    answer = redirect(back)
    if said in {Look.LIGHT, Look.DARK}:
        name, secure = settings.LOOK_COOKIE_NAME, settings.SESSION_COOKIE_SECURE
        answer.set_cookie(name, said, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(settings.LOOK_COOKIE_NAME, samesite="Lax")
    return answer
