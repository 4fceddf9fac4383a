"""How a member comes in by the marketplace's own sign-in (OpenID Connect, code flow with PKCE)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from joserfc.errors import JoseError

from goodstanding.accounts import queries as accounts
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.portal import door

if TYPE_CHECKING:
    from collections.abc import Mapping

    from authlib.integrations.django_client import DjangoOAuth2App
    from django.http import HttpRequest, HttpResponse

NEXT = "after_sign_in"
PATIENCE = 10  # seconds for an answer of the marketplace's sign-in
WRONG = (AuthlibBaseError, JoseError, OSError, ValueError, RuntimeError, KeyError)
"""What goes wrong on the way: refused, forged, out of reach, or no OpenID Connect at all."""
AGAIN = gettext_noop(
    "You are not signed in: %(market)s did not say who you are. Try again, or use a link from it."
)


@audience("public")
@never_cache
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Send a member to the marketplace's own sign-in; `?next=` is where they wanted to go."""
    wanted = request.GET.get("next", "")
    local = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    request.session[NEXT] = wanted if local and wanted.startswith("/portal/") else ""
    back = settings.SITE_ADDRESS + reverse("portal:signed_in")
    try:
        answer: HttpResponse = _place(_told()).authorize_redirect(request, back)
    except WRONG:
        return door.outside(request, _again(), status=502)
    return answer


@audience("public")
@never_cache
@require_GET
def signed_in(request: HttpRequest) -> HttpResponse:
    """Take a member in who comes back from there."""
    told = _told()
    try:
        said = _said(request, told)
    except WRONG:
        return door.outside(request, _again())
    try:
        member = accounts.account(str(said.get(told["claim"], "")))
    except accounts.UnknownAccountError:
        return door.outside(request, gettext_noop("Nothing is known here of your account yet."))
    wanted = request.session.get(NEXT) or reverse("portal:standing")
    door.let_in(request, member.name)
    return redirect(wanted)


def _again() -> str:
    return gettext(AGAIN) % {"market": settings.MARKETPLACE_NAME}


def _told() -> Mapping[str, str]:
    if settings.MEMBERS_SIGN_IN is None:
        raise Http404("No marketplace's sign-in is set up here.")
    return dict(settings.MEMBERS_SIGN_IN)


def _place(told: Mapping[str, str]) -> DjangoOAuth2App:
    return _registered(told["issuer"], told["client"], told["secret"])


@cache
def _registered(issuer: str, client: str, secret: str) -> DjangoOAuth2App:
    return OAuth().register(
        "marketplace",
        client_id=client,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def _said(request: HttpRequest, told: Mapping[str, str]) -> Mapping[str, Any]:
    """What the marketplace signed about who came back, checked.

    Raises:
        KeyError: it signed nothing. Every other fault is of the library, see `WRONG`.
    """
    expected = {
        "iss": {"essential": True, "values": [told["issuer"]]},
        "aud": {"essential": True, "values": [told["client"]]},
    }
    token = _place(told).authorize_access_token(request, claims_options=expected)
    said: Mapping[str, Any] = token["userinfo"]
    return said
