"""Signed links by which a person signs in without a password: for a day, for one person."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_noop

VALID_FOR = timedelta(days=1)
EMBEDDED_FOR = timedelta(hours=1)


class InvalidLinkError(ValueError):
    """The link was changed, is too old, or is for the other door."""


def to_console(staff: str) -> str:
    """A link by which a person of the team enters the console.

    Args:
        staff: their name.
    """
    return f"{settings.SITE_ADDRESS}/console/enter/{signing.dumps(staff, salt='console')}"


def to_portal(account: str) -> str:
    """A link by which a member enters their portal.

    Args:
        account: the marketplace's own id of the account.
    """
    return f"{settings.SITE_ADDRESS}/portal/enter/{signing.dumps(account, salt='portal')}"


def to_embedded(account: str) -> str:
    """The address of a member's standing for a page of the marketplace to show, for an hour.

    Args:
        account: the marketplace's own id of the account.
    """
    return f"{settings.SITE_ADDRESS}/portal/embedded/{signing.dumps(account, salt='embed')}/"


def who(token: str, *, door: str) -> str:
    """Whom a link lets in.

    Args:
        token: the last part of the link.
        door: `console`, `portal` or `embed`.

    Returns:
        The name of the person of the team, or the id of the account.

    Raises:
        InvalidLinkError: it lets nobody in at this door, or no longer.
    """
    try:
        valid = EMBEDDED_FOR if door == "embed" else VALID_FOR
        return str(signing.loads(token, salt=door, max_age=valid))
    except signing.BadSignature as wrong:
        msg = gettext_noop("This link is no longer valid. Ask for a new one.")
        raise InvalidLinkError(msg) from wrong


def ours(request: HttpRequest, address: str) -> str:
    """An address of this house, as the browser named it, or its front page."""
    hosts = {request.get_host()}
    return address if url_has_allowed_host_and_scheme(address, hosts) else "/"
