"""Addresses of signing in, of the second factor, and of where one is signed in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as company
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path

from goodstanding.interfaces import leaving
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.console.door import for_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


def _open(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever is not signed in yet."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return path(address, audience("public")(opened), name=name)


def _leave(request: HttpRequest) -> HttpResponseBase:
    """Sign out, and leave nothing in the browser."""
    answer: HttpResponseBase = account.logout(request)
    return leaving.behind_nothing(answer)


def _own(address: str, view: Callable[..., HttpResponseBase], name: str, does: str) -> URLPattern:
    """A page about one's own sign-in, which has to be there before the second factor is."""

    @wraps(view)
    def owned(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    owned.__doc__ = does
    return path(address, for_staff(second_factor=False)(owned), name=name)


urlpatterns: list[URLPattern] = [
    _open("sign-in", account.login, "account_login"),
    _open("sign-out", _leave, "account_logout"),
    _open("sign-in/gone", account.account_inactive, "account_inactive"),
    _open("sign-in/new", account.signup, "account_signup"),
    _open("sign-in/second", second.authenticate, "mfa_authenticate"),
    _open("sign-in/passkey", keys.login_webauthn, "mfa_login_webauthn"),
    _open("sign-in/company/<str:provider_id>/", company.login, "openid_connect_login"),
    _open("sign-in/company/<str:provider_id>/back", company.callback, "openid_connect_callback"),
    _open("sign-in/company-not", social.login_cancelled, "socialaccount_login_cancelled"),
    _open("sign-in/company-error", social.login_error, "socialaccount_login_error"),
    _own(
        "you/again",
        account.reauthenticate,
        "account_reauthenticate",
        "Give your password again before your sign-in is changed.",
    ),
    _own(
        "you/again/second",
        second.reauthenticate,
        "mfa_reauthenticate",
        "Give your second factor again before your sign-in is changed.",
    ),
    _own(
        "you/again/key",
        keys.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        "Show your key again before your sign-in is changed.",
    ),
    _own(
        "you/password", account.password_change, "account_change_password", "Change your password."
    ),
    _own("you/password/first", account.password_set, "account_set_password", "Set a password."),
    _own("you/second/", second.index, "mfa_index", "See your second factors."),
    _own("you/second/app", app.activate_totp, "mfa_activate_totp", "Set an authenticator app up."),
    _own("you/second/app/off", app.deactivate_totp, "mfa_deactivate_totp", "Take the app away."),
    _own("you/second/keys/", keys.list_webauthn, "mfa_list_webauthn", "See your keys."),
    _own("you/second/keys/add", keys.add_webauthn, "mfa_add_webauthn", "Add a key or passkey."),
    _own(
        "you/second/keys/<int:pk>/remove",
        keys.remove_webauthn,
        "mfa_remove_webauthn",
        "Remove a key.",
    ),
    _own("you/second/keys/<int:pk>", keys.edit_webauthn, "mfa_edit_webauthn", "Name a key."),
    _own(
        "you/second/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes", "See your codes."
    ),
    _own(
        "you/second/codes/new",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        "Make new codes for a day without phone and key.",
    ),
    _own(
        "you/second/codes/file",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
        "Take the codes away as a file.",
    ),
    _own(
        "you/sessions/",
        sessions.list_usersessions,
        "usersessions_list",
        "See where you are signed in, and sign out elsewhere.",
    ),
]
