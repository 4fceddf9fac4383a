"""What settings name and must be right: the marketplace's sign-in, who shows our page, and more."""

import os
from pathlib import Path
from urllib.parse import urlsplit

LOCAL = {"127.0.0.1", "localhost", "::1"}


def members_sign_in() -> dict[str, str] | None:
    """The marketplace's own sign-in for its members (OpenID Connect), where it is named.

    Raises:
        ValueError: a part of it is missing.
    """
    issuer = os.environ.get("GOODSTANDING_MEMBERS_OIDC_ISSUER", "")
    if not issuer:
        return None
    told = {
        "GOODSTANDING_MEMBERS_OIDC_CLIENT": os.environ.get("GOODSTANDING_MEMBERS_OIDC_CLIENT"),
        "GOODSTANDING_MEMBERS_OIDC_SECRET": os.environ.get("GOODSTANDING_MEMBERS_OIDC_SECRET"),
    }
    for name, value in told.items():
        if not value:
            msg = f"{name}: got nothing, expected what {issuer} gave the portal"
            raise ValueError(msg)
    client, key = (value or "" for value in told.values())
    claim = os.environ.get("GOODSTANDING_MEMBERS_OIDC_CLAIM", "sub")
    return {"issuer": issuer, "client": client, "secret": key, "claim": claim}


def embedding_origins(*, local: bool) -> list[str]:
    """The origins whose pages may show a member's standing inside their own.

    Args:
        local: whether this machine without TLS may be one, as while developing.

    Raises:
        ValueError: one is no origin.
    """
    named = os.environ.get("GOODSTANDING_EMBED_ORIGINS", "").split()
    for one in named:
        parts = urlsplit(one)
        safe = parts.scheme == "https" or (local and parts.hostname in LOCAL)
        plain = one == f"{parts.scheme}://{parts.netloc}" and not set(one) & set("*;,'\"@")
        if not (safe and plain and parts.hostname):
            msg = (
                f"GOODSTANDING_EMBED_ORIGINS: got {one!r}, "
                "expected origins like https://www.example.com, with a space between"
            )
            raise ValueError(msg)
    return named


def leaked_passwords() -> str:
    """Where the list of leaked passwords is; "" where there is none.

    Raises:
        ValueError: it is named, and not there.
    """
    named = os.environ.get("GOODSTANDING_LEAKED_PASSWORDS", "")
    if named and not Path(named).exists():
        msg = (
            f"GOODSTANDING_LEAKED_PASSWORDS: got {named!r}, expected a file or folder that is there"
        )
        raise ValueError(msg)
    return named


def scanner() -> str:
    """Where the virus scanner listens: `tcp://host:port` or `unix:///path`; "" where there is none.

    Raises:
        ValueError: it is no such place.
    """
    told = os.environ.get("GOODSTANDING_SCANNER", "")
    if not told:
        return ""
    place = told if "://" in told else f"unix://{told}" if told[0] == "/" else f"tcp://{told}"
    if not _is_scanner(place):
        msg = f"GOODSTANDING_SCANNER: got {told!r}, expected tcp://host:port or unix:///path"
        raise ValueError(msg)
    return place


def _is_scanner(place: str) -> bool:
    try:
        parts = urlsplit(place)
        numbered = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if parts.scheme == "unix":
        return not parts.netloc and len(parts.path) > 1
    return parts.scheme == "tcp" and bool(parts.hostname) and numbered and parts.path in {"", "/"}


def share(name: str, usual: float) -> float:
    """A share that a setting names.

    Args:
        name: of the setting.
        usual: what it is where nothing is set.

    Raises:
        ValueError: it is no number above 0 and at most 1.
    """
    said = os.environ.get(name, "")
    try:
        found = float(said or usual)
    except ValueError:
        found = 0.0
    if not 0 < found <= 1:
        msg = f"{name}: got {said!r}, expected a number above 0 and at most 1, e.g. {usual}"
        raise ValueError(msg)
    return found


def mail_inbound() -> tuple[str, str]:
    """Which provider brings the mail by a webhook, and by what it is proved; "" where none does.

    Raises:
        ValueError: it is no provider we know, or one of the two is missing.
    """
    provider = os.environ.get("GOODSTANDING_MAIL_INBOUND", "")
    secret = os.environ.get("GOODSTANDING_MAIL_INBOUND_SECRET", "")
    if provider not in {"", "postmark", "mailgun"} or bool(provider) != bool(secret):
        msg = (
            f"GOODSTANDING_MAIL_INBOUND: got {provider!r}, expected postmark or mailgun, "
            "and GOODSTANDING_MAIL_INBOUND_SECRET beside it; or neither"
        )
        raise ValueError(msg)
    return provider, secret
