"""The embedded mail server: takes mail for cases', decisions' and reports' own addresses, alone."""

import asyncio
import logging
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from uuid import UUID

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import close_old_connections

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.queries import UnknownCaseError, reports
from goodstanding.config.clock import now
from goodstanding.interfaces import asking
from goodstanding.interfaces.mail.reading import Place, answers, gave_up, place, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aiosmtpd.smtp import SMTP, Envelope, Session

    from goodstanding.cases.operations import Mail

P = ParamSpec("P")
R = TypeVar("R")
_log = logging.getLogger(__name__)
LARGEST = 10 * 1024 * 1024  # bytes
UNKNOWN = "550 5.1.1 No case has this address"
LATER = "451 4.3.0 Not kept; please bring it again later"


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
        """Take only mail to an address of a case, a decision or a report, or to the front door."""
        found = place(address)
        if found is None or not await asyncio.to_thread(_afresh, known, found):
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: "SMTP", session: "Session", envelope: "Envelope"
    ) -> str:
        """Keep the mail before saying so: a mail confirmed is a mail kept."""
        content = envelope.original_content or b""
        sender = envelope.mail_from or ""
        await asyncio.to_thread(_afresh, take, content, sender=sender, recipients=envelope.rcpt_tos)
        return "250 OK"

    async def handle_exception(self, error: Exception) -> str:
        """Ask for a mail again that could not be kept, so that no fault of ours loses an appeal."""
        _log.error("a mail was not kept", exc_info=error)
        return LATER


def known(found: Place) -> bool:
    """Whether there is such a case, decision or report."""
    if found.bounce or found.door:
        return True  # what came back is looked at, and no mail server is told what is known here
    if found.report:
        return _report_known(found.token)
    if found.number:
        return queries.offered(found.token, found.number) is not None
    try:
        queries.by_token(found.token)
    except UnknownCaseError:
        return False
    return True


def _report_known(token: str) -> bool:
    try:
        reports.by_token(token)
    except reports.UnknownReportError:
        return False
    return True


def take(content: bytes, *, sender: str | None, recipients: "Iterable[str]") -> None:
    """Keep a mail at each address of ours that it came to.

    Args:
        content: the mail as it came.
        sender: whom the bringing server named, "" where nobody; None where it named none, so that
            only what a server in front found can prove the sender.
        recipients: where it was brought to.
    """
    places = [one for one in map(place, recipients) if one]
    for back in filter(lambda one: one.bounce, places):
        _came_back(back, content)
    places = [one for one in places if not one.bounce]
    if not places:
        return
    mail = read(content, sender, authenticated_by=settings.MAIL_AUTHENTICATED_BY)
    own = [one for one in places if not one.door]
    for found in sorted(own, key=lambda one: -one.number):  # as an appeal before all else
        _keep(found, mail)
    if not own:
        asking.by_mail(mail, answers=answers(content), at=now())


def _afresh(work: "Callable[P, R]", *args: "P.args", **kwargs: "P.kwargs") -> "R":
    """Do the work in a thread of the mail server: a connection that broke is not used again."""
    close_old_connections()
    return work(*args, **kwargs)


def _came_back(found: Place, content: bytes) -> None:
    """Remember what came back; whatever else comes to such an address is nobody's word."""
    if (why := gave_up(content)) is not None:
        status, said = why
        cases.came_back(notice=UUID(found.token), status=status, said=said, at=now())


def _keep(found: Place, mail: "Mail") -> None:
    if found.report:
        appeals.receive_from_reporter(token=found.token, mail=mail, at=now())
        return
    appeals.receive(token=found.token, number=found.number, mail=mail, at=now())


def controller(host: str, port: int) -> Controller:
    """A server ready to be started, in a thread of its own.

    Args:
        host: the address to listen on.
        port: the port to listen on.
    """
    return Controller(
        Handler(), hostname=host, port=port, data_size_limit=LARGEST, decode_data=False
    )
