"""What stands at the head of a mail, read so that no mail is too badly written to be kept."""

from email.errors import MessageError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.headerregistry import Address
    from email.message import EmailMessage, MIMEPart

UNREADABLE = (AssertionError, AttributeError, LookupError, MessageError, TypeError, ValueError)
"""What the standard library raises at mail that breaks the rules of mail."""


def header(mail: "MIMEPart", name: str) -> str:
    """A header as one line of text, "" where there is none; as it came where it breaks the rules.

    Args:
        mail: the mail.
        name: the header's name.
    """
    try:
        found = str(mail[name] or "")
    except UNREADABLE:
        raw = (value for key, value in mail.raw_items() if key.lower() == name.lower())
        found = str(next(raw, ""))
    return " ".join(kept(found).split())


def senders(mail: "EmailMessage") -> "list[Address]":
    """Whom the From header names; nobody where it breaks the rules of addresses."""
    try:
        written = mail["From"]
        return list(written.addresses) if written is not None else []
    except UNREADABLE:
        return []


def kept(text: str) -> str:
    """The text without what a database cannot keep: no zero characters, no halves of letters."""
    return text.replace("\0", "").encode(errors="replace").decode()
