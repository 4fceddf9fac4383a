"""Places that settings name: the marketplace's sign-in, who may show our page, leaks, a scanner."""

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
