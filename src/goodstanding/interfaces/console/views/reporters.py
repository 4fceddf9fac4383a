"""Reports in a case, and appeals by who made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.appeals import operations
from goodstanding.appeals import queries as appeals
from goodstanding.appeals.queries import reporters
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting import rulings
from goodstanding.cases.queries import reports
from goodstanding.cases.timeline.history import timeline
from goodstanding.interfaces.console.clocks import Clock, clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.exhibits import exhibit
from goodstanding.interfaces.console.records import records
from goodstanding.interfaces.console.views.cases import find, show
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Inadmissible, Outcome
from goodstanding.law.procedure import Due
from goodstanding.law.terms import StaffRole, UnlawfulError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from goodstanding.appeals.models import ReporterAppeal
    from goodstanding.cases.models import ReporterMail
    from goodstanding.interfaces.console.door import StaffRequest

ANSWERS = {
    "reopen": (Outcome.REVERSED, None),
    "confirm": (Outcome.CONFIRMED, None),
    "late": (Outcome.INADMISSIBLE, Inadmissible.OUT_OF_TIME),
    "other": (Outcome.INADMISSIBLE, Inadmissible.NOT_CONCERNED),
}
"""What a reviewer can choose, and what it means."""


@dataclass(frozen=True)
class WaitingReporter:
    """An appeal by who reported, in words; `barred` says the person had a hand in its case."""

    appeal: ReporterAppeal
    clock: Clock | None
    reviewer: str
    barred: bool


def waiting(request: StaffRequest) -> list[WaitingReporter]:
    """Appeals by who reported without an outcome, what is due next first."""
    found = reporters.waiting()
    mine = [one for one in found if one.report.case.account_id not in request.hidden]
    return [_waiting(one, request) for one in mine]


def _waiting(one: ReporterAppeal, request: StaffRequest) -> WaitingReporter:
    taken = getattr(one, "taken", None)
    return WaitingReporter(
        appeal=one,
        clock=_clock(one, at=request.at),
        reviewer=taken.reviewer.name if taken else "",
        barred=request.staff.name in reporters.hands_in(one.report, one.decision),
    )


@require_POST
@for_staff(StaffRole.CASE_MANAGER)
def who(request: StaffRequest, reference: str, id_: UUID) -> HttpResponse:
    """Read who reported; that it was read is kept."""
    case = find(reference)
    report = reports.in_case(case).filter(pk=id_).first()
    if report is None:
        raise Http404(f"Case {reference} has no report {id_}.")
    try:
        cases.read_reporter(report=report, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return show(request, case, problem=str(refusal))
    return redirect(f"{reverse('console:case', args=[reference])}#reports")


@require_GET
@for_staff()
def page(request: StaffRequest, id_: UUID) -> HttpResponse:
    """An appeal by who reported, how the case was closed, and all that was found."""
    return _show(request, _appeal(id_))


@require_POST
@for_staff(StaffRole.REVIEWER)
def take(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Take an appeal nobody has taken."""
    appeal = _appeal(id_)
    try:
        operations.take_for_reporter(appeal=appeal, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _show(request, appeal, problem=str(refusal))
    return redirect("console:reporter_appeal", id_)


@require_POST
@for_staff(StaffRole.REVIEWER)
def ask(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Ask who reported something; they get it at once."""
    appeal, text = _appeal(id_), request.POST.get("text", "")
    try:
        operations.ask_reporter(appeal=appeal, text=text, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _show(request, appeal, problem=str(refusal))
    return redirect("console:reporter_appeal", id_)


@require_POST
@for_staff(StaffRole.REVIEWER)
def answer(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Let the case go on, let it stay closed, or say why the appeal is not looked into."""
    appeal, typed = _appeal(id_), request.POST
    try:
        outcome, code = ANSWERS[typed.get("outcome", "")]
    except KeyError:
        return _show(request, appeal, problem="outcome: got nothing, expected one of the answers.")
    try:
        operations.answer_reporter(
            appeal=appeal,
            outcome=outcome,
            code=code,
            reasons=typed.get("reasons", ""),
            by=request.staff,
            at=request.at,
        )
    except UnlawfulError as refusal:
        return _show(request, appeal, problem=str(refusal))
    return redirect("console:reporter_appeal", id_)


def _appeal(id_: UUID) -> ReporterAppeal:
    try:
        return reporters.appeal(id_)
    except appeals.UnknownAppealError as unknown:
        raise Http404(str(unknown)) from unknown


def _show(request: StaffRequest, appeal: ReporterAppeal, *, problem: str = "") -> HttpResponse:
    decision, case = appeal.decision, appeal.decision.case
    found = rulings.taken(case)
    told = reports.outcome(appeal.report)
    context = {
        "here": "appeals",
        "appeal": appeal,
        "report": appeal.report,
        "decision": decision,
        "case": case,
        "clock": _clock(appeal, at=request.at),
        "barred": _barred(request, appeal),
        "others": [one.name for one in reporters.fresh_reviewers(told, at=request.at)]
        if told
        else [],
        "mails": _added(appeal),
        "remarks": reporters.dialogue(appeal),
        "exhibits": [exhibit(one) for one in found],
        "records": records(case.account, case.policy) if found else [],
        "timeline": timeline(case),
        "now": request.at,
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "console/reporter_appeal.html", context, status=422 if problem else 200)


def _added(appeal: ReporterAppeal) -> QuerySet[ReporterMail]:
    """What who reported added by mail, besides the appeal itself."""
    mails = appeal.report.mails.filter(from_reporter=True).exclude(receipt=appeal.receipt)
    return mails.order_by("at", "id")


def _clock(appeal: ReporterAppeal, *, at: datetime) -> Clock | None:
    if hasattr(appeal, "outcome"):
        return None
    return clock(Due(appeal.reply_due_at, "answer to the appeal", "platform"), at=at)


def _barred(request: StaffRequest, appeal: ReporterAppeal) -> str:
    """Why the law keeps this person from answering; "" where it does not."""
    reviewer = accounts.decider(request.staff, at=request.at)
    try:
        law.require_fresh_eyes(reviewer, reporters.hands_in(appeal.report, appeal.decision))
    except UnlawfulError as refusal:
        return str(refusal)
    return ""
