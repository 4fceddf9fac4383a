"""Who is at the portal's door: a member who came by their signed link."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.interfaces import links
from goodstanding.interfaces.audience import audience

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from goodstanding.accounts.models import Account

P = ParamSpec("P")
MEMBER = "member"


def for_members(
    view: Callable[Concatenate[HttpRequest, Account, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let a member in, with their account; anyone else is told how to come in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        name = request.session.get(MEMBER)
        if name is None:
            return render(request, "portal/outside.html", status=403)
        return view(request, accounts.account(name), *args, **kwargs)

    return audience("member")(
        cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", never_cache(guarded))
    )


@audience("public")
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a signed link."""
    try:
        name = links.who(token, door="portal")
    except links.InvalidLinkError as wrong:
        return render(request, "portal/outside.html", {"why": wrong}, status=403)
    request.session.cycle_key()
    request.session[MEMBER] = name
    return redirect("portal:standing")


@audience("public")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    request.session.flush()
    return render(request, "portal/outside.html", {"why": "You are signed out."})
