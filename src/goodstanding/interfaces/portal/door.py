"""Who is at the portal's door: a member, by a signed link or by the marketplace's sign-in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.interfaces import leaving, links, speaking
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
            return outside(request)
        member = accounts.account(name)
        with speaking.for_account(request, member.language):
            return view(request, member, *args, **kwargs)

    return audience("member")(
        cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", never_cache(guarded))
    )


def outside(request: HttpRequest, why: object = "", *, status: int = 403) -> HttpResponse:
    """Say how a member comes in.

    Args:
        request: what was asked for.
        why: what went wrong, if something did.
        status: of the answer.
    """
    page = {"why": why, "sign_in": way_in(request), "marketplace": settings.MARKETPLACE_NAME}
    return render(request, "portal/outside.html", page, status=status)


def way_in(request: HttpRequest) -> str:
    """Where the marketplace signs a member in, and back to this page; "" where that is not set."""
    if settings.MEMBERS_SIGN_IN is None:
        return ""
    asked = request.get_full_path() if request.method == "GET" else ""
    return f"{reverse('portal:sign_in')}?{urlencode({'next': asked})}"


def let_in(request: HttpRequest, name: str) -> None:
    """Remember a member for this visit.

    Args:
        request: their browser's.
        name: the marketplace's own id of their account.
    """
    request.session.cycle_key()
    request.session[MEMBER] = name


@audience("public")
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a signed link."""
    try:
        name = links.who(token, door="portal")
    except links.InvalidLinkError as wrong:
        return outside(request, wrong)
    let_in(request, name)
    return redirect("portal:standing")


@audience("public")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    request.session.flush()
    return leaving.behind_nothing(outside(request, gettext_noop("You are signed out."), status=200))
