"""The embedded mail server: takes mail for cases' own addresses, and no other."""

import asyncio
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from django.db import close_old_connections

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.queries import UnknownCaseError
from goodstanding.config.clock import now
from goodstanding.interfaces.mail.reading import read, token

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 10 * 1024 * 1024  # bytes
UNKNOWN = "550 5.1.1 No case has this address"


class Handler:
    """What happens to a mail."""

    async def handle_RCPT(  # noqa: N802 - the library's name
        self,
        server: "SMTP",
        session: "Session",
        envelope: "Envelope",
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """Take only mail to a case's own address."""
        found = token(address)
        if found is None or not await asyncio.to_thread(_known, found):
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: "SMTP", session: "Session", envelope: "Envelope"
    ) -> str:
        """Keep the mail before saying so: a mail confirmed is a mail kept."""
        content = envelope.original_content or b""
        mail = read(content, envelope.mail_from or "")
        for address in envelope.rcpt_tos:
            await asyncio.to_thread(_keep, token(address) or "", mail)
        return "250 OK"


def _known(found: str) -> bool:
    close_old_connections()
    try:
        queries.by_token(found)
    except UnknownCaseError:
        return False
    return True


def _keep(found: str, mail: cases.Mail) -> None:
    close_old_connections()
    cases.receive(token=found, mail=mail, at=now())


def controller(host: str, port: int) -> Controller:
    """A server ready to be started, in a thread of its own.

    Args:
        host: the address to listen on.
        port: the port to listen on.
    """
    return Controller(
        Handler(), hostname=host, port=port, data_size_limit=LARGEST, decode_data=False
    )
