"""Where a member stands, inside a page of the marketplace: nobody else's page may show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from goodstanding.accounts import queries as accounts
from goodstanding.config.clock import now
from goodstanding.interfaces import links, speaking
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.portal.pages import stands

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase


@audience("public")
@never_cache
@require_GET
def standing(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where a member stands, by a link of an hour; signs nobody in, and changes nothing."""
    try:
        member = accounts.account(links.who(token, door="embed"))
    except (links.InvalidLinkError, LookupError) as wrong:
        response = render(request, "portal/embed_outside.html", {"why": wrong}, status=403)
    else:
        with speaking.for_account(request, member.language):
            page = stands(member, at=now())
            response = render(request, "portal/embed.html", page)
    return _framed(request, response)


def _framed(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Let the marketplace's own pages show it, and no other."""
    if not settings.EMBED_ORIGINS:
        return response

    @xframe_options_exempt
    @csp_replace({"frame-ancestors": settings.EMBED_ORIGINS})
    def shown(_request: HttpRequest) -> HttpResponseBase:
        return response

    return shown(request)
