"""A marketplace passes on a report by a member or by anybody else, who is told of it directly."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from goodstanding.accounts import queries as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.cases.operations import Reporter
from goodstanding.cases.queries import reports
from goodstanding.config.clock import now
from goodstanding.interfaces import reporting
from goodstanding.interfaces.api import reading
from goodstanding.interfaces.api.keys import Key
from goodstanding.interfaces.audience import audience
from goodstanding.law.report import Way
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from goodstanding.cases.models import Report

router = Router(tags=["reports"])
WRITE, READ = "reports:write", "reports:read"


class Reported(Schema):
    """A report: about which account, under which policy, where exactly, and what happened.

    `reporter` is the account of who reports; of anybody else `name` and `email`, which may be "".
    """

    model_config = {"extra": "forbid"}

    about: str
    policy: str
    place: str
    text: str
    good_faith: bool
    reporter: str = ""
    name: str = ""
    email: str = ""


class ReporterAppealing(Schema):
    """Why another person should look again, in the reporter's own words."""

    model_config = {"extra": "forbid"}

    text: str


class ReportOut(Schema):
    """Where a report is: received, acted, closed without action, under appeal, or open again.

    Nothing of it is about the account. `appeal_until` is set while its reporter can appeal.
    """

    id: str
    reference: str
    about: str
    policy: str
    state: str
    received_at: datetime
    appeal_until: datetime | None


@router.post("", auth=Key(WRITE), response=ReportOut, summary="Report an account's conduct")
@audience(f"key:{WRITE}")
def send(request: HttpRequest, told: Reported) -> ReportOut:  # noqa: ARG001
    """Report somebody's conduct for a member or anybody else, who is told at once.

    Send again without fear: the same words about the same thing are kept once while the case is
    open.
    """
    filled = {
        "about": told.about,
        "policy": told.policy,
        "place": told.place,
        "text": told.text,
        "good_faith": "yes" if told.good_faith else "",
    }
    try:
        by = _reporter(told)
        return _shown(reporting.take(filled, by=by, door=Way.API, at=now()))
    except UnlawfulError as refused:
        raise HttpError(422, str(refused)) from refused


def _reporter(told: Reported) -> Reporter:
    if not told.reporter:
        return Reporter(name=told.name[:200], email=told.email)
    if told.name or told.email:
        raise UnlawfulError("name, email: got a value, expected none beside `reporter`.")
    try:
        return Reporter(account=accounts.account(told.reporter))
    except accounts.UnknownAccountError:
        wanted = "expected the id of an account here, or nothing."
        raise UnlawfulError(f"reporter: got {told.reporter!r}, {wanted}") from None


@router.get("/{id_}", auth=Key(READ), response=ReportOut, summary="Where a report is")
@audience(f"key:{READ}")
def state(request: HttpRequest, id_: UUID) -> ReportOut:
    """Where a report is; its reasons are for who reported alone."""
    found = reports.report(id_)
    shown = _shown(found)
    reading.note(request, found.case.account, found.case, at=now())
    return shown


@router.post("/{id_}/appeal", auth=Key(WRITE), response=ReportOut, summary="Appeal for a reporter")
@audience(f"key:{WRITE}")
def appeal(request: HttpRequest, id_: UUID, asked: ReporterAppealing) -> ReportOut:  # noqa: ARG001
    """Ask another person to look again at a report that led to no action, for who made it."""
    report = reports.report(id_)
    try:
        appeals.file_for_reporter(report=report, text=asked.text, door=Way.API, at=now())
    except UnlawfulError as refused:
        named = str(refused) if str(refused).startswith("text: ") else f"report: {refused}"
        raise HttpError(422, named) from refused
    return _shown(report)


def _shown(one: "Report") -> ReportOut:
    view = reporting.shown(one)
    return ReportOut(
        id=str(one.id),
        reference=one.reference,
        about=one.case.account.name,
        policy=one.case.policy.slug,
        state=view.state,
        received_at=one.at,
        appeal_until=view.appeal_until,
    )
