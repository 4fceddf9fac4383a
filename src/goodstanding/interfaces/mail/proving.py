"""Whether the mail server in front found that a mail is really from whom it says. RFC 8601."""

from typing import TYPE_CHECKING, Any

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

from goodstanding.interfaces.mail.headers import senders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

NAME = "Authentication-Results"


def proven(mail: "EmailMessage", by: str) -> bool:
    """Whether the server named found the sender genuine: DMARC, or else SPF or DKIM of its domain.

    Only the topmost findings under its name count: it writes them above all that came with the
    mail, and takes away what others wrote in its name (RFC 8601, 5). A mail without any is not
    proven; nor is one that fails DMARC, whatever else is found.

    Args:
        mail: the mail; its envelope's sender and its header's are the same.
        by: the name the server in front signs its findings with.
    """
    found = next(_findings(mail, by), [])
    dmarc = {one.result for one in found if one.method == "dmarc"}
    if dmarc & {"pass", "fail"}:
        return dmarc == {"pass"}
    domain = _domain(mail)
    return any(one.result == "pass" and _for(one, domain) for one in found)


def _findings(mail: "EmailMessage", by: str) -> "Iterator[list[Any]]":
    for value in mail.get_all(NAME, ()):
        written = " ".join(str(value).split())
        try:
            header = AuthenticationResultsHeader.parse_value(written)
        except AuthResError:
            if written.lower().startswith(by.lower()):
                yield []  # its own, which nobody can read, is never passed over for one below it
            continue
        if (header.authserv_id or "").lower() == by.lower():
            yield list(header.results)


def _for(one: Any, domain: str) -> bool:  # noqa: ANN401 - the library has no types
    """Whether a finding is about the sender's own domain: SPF of the envelope, DKIM of its key."""
    about = {one_.type + "." + one_.name: str(one_.value) for one_ in one.properties}
    if one.method == "spf":
        return about.get("smtp.mailfrom", "").rpartition("@")[2].lower() == domain
    if one.method == "dkim":
        key = about.get("header.d", "").lower()
        return bool(key) and (domain == key or domain.endswith(f".{key}"))
    return False


def _domain(mail: "EmailMessage") -> str:
    people = senders(mail)
    return str(people[0].domain).lower() if people else ""
