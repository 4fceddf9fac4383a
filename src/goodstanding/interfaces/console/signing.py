"""How the team signs in: password or the company's own sign-in, and a second factor.

The library does it; here stands what is ours: who may come in at all, which pages there are and for
whom, and that the secret of an authenticator app is not kept in clear.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.shortcuts import render

from goodstanding.accounts import queries as accounts

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

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
            ImmediateHttpResponse: there is none; it says so.
        """
        if sociallogin.is_existing:
            return
        addresses = [one.email for one in sociallogin.email_addresses if one.verified]
        staff = accounts.staff_at(addresses)
        if staff is None:
            shown = ", ".join(addresses) or "no verified address"
            why = f"Your company account gave {shown}: nobody of the team has it."
            page = render(request, "console/outside.html", {"why": why}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, staff.user)


class Secrets(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of authenticator apps are kept encrypted, by a key made of `SECRET_KEY`."""

    def encrypt(self, text: str) -> str:
        """What is kept."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What it was."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    made = sha256(b"second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(made))


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether somebody who is signed in still has to set a second factor up.

    Who came by the company's own sign-in gave theirs there.
    """
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    records = request.session.get("account_authentication_methods", [])
    by_company = any(one.get("method") == BY_COMPANY for one in records)
    return not by_company and not is_mfa_enabled(request.user)
