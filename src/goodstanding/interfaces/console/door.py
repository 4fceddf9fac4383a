"""Who is at the console's door: a named person of the team, with the roles they have today."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from goodstanding.accounts import queries as accounts
from goodstanding.config.clock import now
from goodstanding.interfaces import links
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.console import protecting, signing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpResponse, HttpResponseBase

    from goodstanding.accounts.models import Protection, Staff
    from goodstanding.law.terms import StaffRole

ANY = "a person of the team"
SEEN_EVERY = 300
"""Seconds between two notes of when somebody was last here: not every page writes one."""


class StaffRequest(HttpRequest):
    """A request of a person of the team: who, with which roles, and when it is.

    `hidden` are accounts whose record is kept from them, `about` whom the page is about, and
    `protection` what keeps that one.
    """

    staff: Staff
    roles: frozenset[StaffRole]
    at: datetime
    has_mailbox: bool
    hidden: frozenset[int]
    about: protecting.About | None
    protection: Protection | None


def for_staff(
    role: StaffRole | None = None, *, second_factor: bool = True
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let people of the team in, or only those with a role; others are told what it takes.

    Args:
        role: the role it takes; None for any role held today.
        second_factor: whether one's second factor must be set up before.
    """

    def keep(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - the view's own
            if not request.user.is_authenticated or _left_alone(request):
                return redirect_to_login(request.get_full_path())
            known = _known(request)
            if known is None or not known.roles or (role and role not in known.roles):
                return refused(request, role)
            if second_factor and signing.lacks_second_factor(request):
                return redirect("mfa_index")
            if protecting.keeps_out(known):
                return render(request, "console/protected.html", {"here": ""}, status=403)
            answer = view(known, *args, **kwargs)
            protecting.note(known, answer)
            return answer

        return audience(f"staff:{role}" if role else "staff")(never_cache(guarded))

    return keep


def _left_alone(request: HttpRequest) -> bool:
    """End a visit in which nothing was done for long; whether it was so."""
    at = now().timestamp()
    since: float = at - request.session.get(signing.SEEN, at)
    if signing.SEEN not in request.session or since > SEEN_EVERY:
        request.session[signing.SEEN] = at
    if since > settings.IDLE_SECONDS:
        logout(request)
    return since > settings.IDLE_SECONDS


def _known(request: HttpRequest) -> StaffRequest | None:
    staff = accounts.staff_of(request.user)
    if staff is None:
        return None
    known = cast("StaffRequest", request)
    known.staff, known.at, known.has_mailbox = staff, now(), settings.DEVELOPMENT
    known.roles = accounts.roles(staff, at=known.at)
    return known


def refused(request: HttpRequest, role: StaffRole | None) -> HttpResponse:
    """Say which role a page needs, and which the person has."""
    held = sorted(one.replace("_", " ") for one in getattr(request, "roles", ()))
    needed = f"a {role.replace('_', ' ')}" if role else ANY
    page = {"needed": needed, "held": held}
    return render(request, "console/refused.html", page, status=403)


@audience("public")
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a signed link, for a day; who has a second factor is asked for it, too."""
    try:
        user = accounts.staff(links.who(token, door="console")).user
    except (links.InvalidLinkError, LookupError) as wrong:
        return render(request, "console/outside.html", {"why": wrong}, status=403)
    if not user.is_active:
        why = "This person no longer signs in here."
        return render(request, "console/outside.html", {"why": why}, status=403)
    answer: HttpResponse = perform_login(request, user, redirect_url=reverse("console:queue"))
    return answer
