"""How the team signs in: password or the company's own sign-in, and a second factor.

The library does it; here stands what is ours: who may come in at all, which pages there are and for
whom, and that the secret of an authenticator app is not kept in clear.
"""

from __future__ import annotations

import logging
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.shortcuts import render

from goodstanding.accounts import queries as accounts
from goodstanding.config.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allauth.socialaccount.models import SocialLogin
    from django.contrib.auth.models import User
    from django.http import HttpRequest

log = logging.getLogger("goodstanding.sign_in")
SEEN = "seen"
"""Under what name a session keeps when its person was last here, in seconds."""
BY_COMPANY = "socialaccount"
"""How the library calls a sign-in at another place, in the session's records."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes themselves a person of the team: `goodstanding employ` does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's form
        """Never."""
        return False


class CompanySignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who comes by the company's own sign-in is known by their verified address, or not let in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person of the team, the first time by their verified address.

        Raises:
            ImmediateHttpResponse: there is none, or the company asked too little; it says so.
        """
        why = too_weak(sociallogin.account.extra_data.get("id_token") or {})
        if why:
            raise _outside(request, why)
        if sociallogin.is_existing:
            return
        addresses = [one.email for one in sociallogin.email_addresses if one.verified]
        staff = accounts.staff_at(addresses)
        if staff is None:
            shown = ", ".join(addresses) or "no verified address"
            why = f"Your company account gave {shown}: nobody of the team has it."
            raise _outside(request, why)
        sociallogin.connect(request, staff.user)


def _outside(request: HttpRequest, why: str) -> ImmediateHttpResponse:
    page = render(request, "console/outside.html", {"why": why}, status=403)
    return ImmediateHttpResponse(page)


def too_weak(claims: Mapping[str, object]) -> str:
    """Why a sign-in at the company is not strong enough here; "" where it is.

    Args:
        claims: of the company's ID token: `acr`, how strong it was; `amr`, by what means.
    """
    acr, amr = claims.get("acr"), claims.get("amr")
    means = amr if isinstance(amr, list) else []
    if settings.COMPANY_ACR and acr not in settings.COMPANY_ACR:
        wanted = " or ".join(settings.COMPANY_ACR)
        said = acr or "nothing"
        return f"Your company says {said} of how strong this sign-in was; we need {wanted}."
    if settings.COMPANY_AMR and not set(settings.COMPANY_AMR) & set(means):
        wanted = " or ".join(settings.COMPANY_AMR)
        said = ", ".join(map(str, means)) or "nothing"
        return f"Your company says you signed in by {said}; we need {wanted} among it."
    return ""


class Secrets(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of authenticator apps are kept encrypted, by a key made of `SECRET_KEY`."""

    def encrypt(self, text: str) -> str:
        """What is kept."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What it was."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = (sha256(b"second factor\0" + one.encode()).digest() for one in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(one)) for one in made])


@receiver(user_logged_in)
def _came_in(request: HttpRequest, user: User, **_: object) -> None:
    request.session[SEEN] = now().timestamp()
    log.info("person %d signed in", user.pk)


@receiver(user_logged_out)
def _went(user: User | None, **_: object) -> None:
    if user is not None:
        log.info("person %d signed out", user.pk)


@receiver(user_login_failed)
def _was_refused(**_: object) -> None:
    log.warning("a sign-in was refused: address and password do not belong together")


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether somebody who is signed in still has to set a second factor up.

    Who came by the company's own sign-in gave theirs there.
    """
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    records = request.session.get("account_authentication_methods", [])
    by_company = any(one.get("method") == BY_COMPANY for one in records)
    return not by_company and not is_mfa_enabled(request.user)
