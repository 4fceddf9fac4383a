"""Read a mail as it came over the wire."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from hashlib import sha256
from html import unescape
from uuid import UUID

import nh3
from django.conf import settings

from goodstanding.cases.operations import Mail
from goodstanding.interfaces.mail.hanging import files
from goodstanding.interfaces.mail.headers import UNREADABLE, header, kept, senders
from goodstanding.interfaces.mail.proving import proven
from goodstanding.interfaces.mail.quoting import unquoted

ADDRESS = re.compile(
    r"(?:case\+([0-9a-f]{20})|appeal\+([0-9a-f]{20})-(\d{1,4})|report\+([0-9a-f]{32})|"
    r"bounce\+([0-9a-f]{32}))@",
    re.IGNORECASE,
)
UUID_SHAPE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BLOCK_END = re.compile(r"<br\b[^>]*>|</(?:p|div|li|tr|h[1-6])>", re.IGNORECASE)
UNSEEN = {"script", "style", "title", "blockquote"}
MACHINES = ("X-Autoreply", "X-Autorespond", "X-Auto-Response", "List-Id", "Feedback-ID")
"""What only machines write on a mail."""


@dataclass(frozen=True)
class Place:
    """Whose address a mail came to: a case's, or with a number that of one of its decisions.

    `report`: it is a report's own, of who reported. `bounce`: where a notice's mail comes back to.
    `door`: it is the general address, which is nobody's own.
    """

    token: str
    number: int = 0
    report: bool = False
    bounce: bool = False
    door: bool = False


def place(address: str) -> Place | None:
    """Whose address it is, or None where it is no address of ours."""
    if address.strip("<> ").lower() == settings.HELP_ADDRESS.lower():
        return Place("", door=True)
    found = ADDRESS.match(address.strip("<> "))
    if found is None:
        return None
    case, appealed, number, reported, back = found.groups()
    if back:
        return Place(back.lower(), bounce=True)
    if reported:
        return Place(reported.lower(), report=True)
    return Place((case or appealed).lower(), int(number or 0))


def read(content: bytes, envelope_sender: str | None, *, authenticated_by: str = "") -> Mail:
    """A mail as the house takes it: who wrote it, and what they wrote without what they quote.

    The sender is the From header's address only where the server that brought the mail names the
    same; a mail whose two senders differ is from neither.

    Args:
        content: the mail as it came.
        envelope_sender: whom the bringing server named; None where it does not say, and the header
            is believed only if the server in front found it genuine.
        authenticated_by: the name of the mail server in front, whose findings about the sender
            (SPF, DKIM, DMARC) are asked for; "" where none is in front.
    """
    mail = _parsed(content)
    named = [one.addr_spec.lower() for one in senders(mail)]
    told = envelope_sender is not None
    kept_files, refused = files(mail)
    sender = ("".join(named) if envelope_sender is None else envelope_sender).strip("<> ")
    return Mail(
        message_id=(header(mail, "Message-ID") or sha256(content).hexdigest())[:400],
        sender=sender if [sender.lower()] == named else "",
        subject=header(mail, "Subject"),
        text=unquoted(_text(mail)),
        automatic=(told and sender == "") or _automatic(mail),
        proven=proven(mail, authenticated_by) if authenticated_by else told,
        files=kept_files,
        refused=refused,
    )


def answers(content: bytes) -> set[UUID]:
    """Which notices of ours a mail answers, by the ids that it refers to. RFC 5322, 3.6.4.

    Args:
        content: the mail as it came.
    """
    mail = _parsed(content)
    named = header(mail, "In-Reply-To") + header(mail, "References")
    own = re.findall(rf"<([0-9a-f-]{{36}})@{re.escape(settings.MAIL_DOMAIN)}>", named)
    return {UUID(one) for one in own if UUID_SHAPE.fullmatch(one)}


def gave_up(content: bytes) -> tuple[str, str] | None:
    """Why a mail server gave a mail of ours up: status and words; None where it did not. RFC 3464.

    Args:
        content: what came back.
    """
    mail = _parsed(content)
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for told in part.iter_parts() if part.is_multipart() else ():
            if header(told, "Action").lower() == "failed":
                return header(told, "Status") or "5.0.0", header(told, "Diagnostic-Code")
    return None


def _parsed(content: bytes) -> EmailMessage:
    """The mail; one whose parts lie too deep in each other as its head and one piece of text."""
    try:
        mail = message_from_bytes(content, policy=default)
        list(mail.walk())  # whoever reads it walks as deep
    except RecursionError:
        return BytesHeaderParser(policy=default).parsebytes(content)
    return mail


def _text(mail: EmailMessage) -> str:
    """What was written, without what a database cannot keep; of unknown letters what can be read.

    The plain part, or where there is none what a reader of the HTML sees; of a mail put together
    against the rules, all that came after its head.
    """
    try:
        if mail.get_content_maintype() == "multipart" and not mail.is_multipart():
            return kept(str(mail.get_payload()))
        body = mail.get_body(preferencelist=("plain", "html"))
        if not isinstance(body, EmailMessage):
            return ""
        text = _letters(body)
        return kept(text if body.get_content_subtype() == "plain" else _seen(text))
    except UNREADABLE:
        return kept(str(mail.get_payload()))


def _letters(body: EmailMessage) -> str:
    try:
        return str(body.get_content())
    except UNREADABLE:
        raw = body.get_payload(decode=True)
        return raw.decode(errors="replace") if isinstance(raw, bytes) else ""


def _seen(html: str) -> str:
    """What a reader sees of HTML, a line a block, without what it quotes."""
    lines = BLOCK_END.sub("\n", " ".join(html.split()))
    seen = nh3.clean(lines, tags=set(), attributes={}, clean_content_tags=UNSEEN)
    return unescape(seen)


def _automatic(mail: EmailMessage) -> bool:
    """Whether a machine wrote it. RFC 3834."""
    said = (header(mail, "Auto-Submitted") or "no").split(";")[0].strip().lower()
    bulk = header(mail, "Precedence").lower() in {"bulk", "auto_reply", "junk", "list"}
    marked = any(name in mail for name in MACHINES)
    return said != "no" or bulk or marked or header(mail, "Return-Path") == "<>"
