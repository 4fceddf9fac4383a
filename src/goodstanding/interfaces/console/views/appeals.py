"""Appeals: someone who had no hand in the case looks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.appeals import operations
from goodstanding.appeals import queries as appeals
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import rulings
from goodstanding.cases.timeline.history import timeline
from goodstanding.interfaces.console.answering import answering, give
from goodstanding.interfaces.console.clocks import clock
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.exhibits import exhibit
from goodstanding.interfaces.console.ladder import spoken
from goodstanding.interfaces.console.records import records
from goodstanding.interfaces.console.stakes import stakes
from goodstanding.interfaces.console.views import reporters
from goodstanding.interfaces.console.views.queue import A_PAGE, waiting
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Door
from goodstanding.law.procedure import Due
from goodstanding.law.terms import StaffRole, UnlawfulError
from goodstanding.notices import queries as notices

if TYPE_CHECKING:
    from uuid import UUID

    from goodstanding.appeals.models import Appeal
    from goodstanding.cases.models import Decision
    from goodstanding.interfaces.console.door import StaffRequest


@require_GET
@for_staff()
def listed(request: StaffRequest) -> HttpResponse:
    """The appeals that wait, a page at a time."""
    after = _after(request.GET.get("after", ""))
    found = waiting(request, length=A_PAGE + 1, after=after)
    context = {
        "here": "appeals",
        "appeals": found[:A_PAGE],
        "after": after,
        "last": found[A_PAGE - 1].appeal.pk if len(found) > A_PAGE else "",
        "by_reporters": reporters.waiting(request),
    }
    return render(request, "console/appeals.html", context)


def _after(asked: str) -> Appeal | None:
    """The last appeal of the page before, where there is one."""
    try:
        return appeals.appeal(asked) if asked else None
    except (ValidationError, appeals.UnknownAppealError):
        return None


@require_GET
@for_staff()
def page(request: StaffRequest, id_: UUID) -> HttpResponse:
    """An appeal, the decision it is against, and all that was relied on."""
    return _show(request, _appeal(id_))


@require_POST
@for_staff(StaffRole.REVIEWER)
def take(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Take an appeal nobody has taken."""
    appeal = _appeal(id_)
    try:
        operations.take(appeal=appeal, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _show(request, appeal, problem=str(refusal))
    return redirect("console:appeal", id_)


@require_POST
@for_staff(StaffRole.REVIEWER)
def ask(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Ask the member something before answering."""
    appeal = _appeal(id_)
    question = request.POST.get("question", "")
    try:
        operations.ask(appeal=appeal, text=question, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _show(request, appeal, problem=str(refusal))
    return redirect(f"{reverse('console:appeal', args=[id_])}#dialogue")


@require_POST
@for_staff(StaffRole.REVIEWER)
def answer(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Uphold an appeal, modify the decision, reject it or say why it is not looked into."""
    appeal = _appeal(id_)
    try:
        give(appeal, request.POST.dict(), by=request.staff, at=request.at)
    except ValueError as refusal:  # unlawful, or not what was expected
        return _show(request, appeal, problem=str(refusal))
    return redirect("console:appeal", id_)


def _appeal(id_: UUID) -> Appeal:
    try:
        return appeals.appeal(id_)
    except appeals.UnknownAppealError as unknown:
        raise Http404(str(unknown)) from unknown


def _show(request: StaffRequest, appeal: Appeal, *, problem: str = "") -> HttpResponse:
    decision, case = appeal.decision, appeal.decision.case
    found, barred = rulings.taken(case), _barred(request, appeal)
    page: dict[str, object] = {
        "here": "appeals",
        "appeal": appeal,
        "came": _came(appeal),
        "dialogue": appeals.dialogue(appeal),
        "decision": decision,
        "measure": spoken(decision.measure),
        "case": case,
        "attachments": cases.attachments(case),
        "clock": clock(_due(appeal), at=request.at),
        "barred": barred,
        "others": [one.name for one in appeals.fresh_reviewers(decision, at=request.at)],
        "statement": _statement(decision),
        "exhibits": [exhibit(one) for one in found],
        "records": records(case.account, case.policy) if found else [],
        "money": stakes(case.account, at=request.at),
        "timeline": timeline(case),
        "now": request.at,
        "problem": problem,
        "typed": request.POST,
        "ending": _ending(appeal),
    }
    if not barred and not hasattr(appeal, "outcome"):
        typed = request.POST.dict() if "outcome" in request.POST else None
        page["answering"] = answering(appeal, by=request.staff, at=request.at, typed=typed)
    return render(request, "console/appeal.html", page, status=422 if problem else 200)


def _statement(decision: Decision) -> str:
    """What the member was told, in English."""
    if decision.notice is None:
        return ""
    return notices.in_english(decision.notice) or notices.html(decision.notice)


def _came(appeal: Appeal) -> str:
    """By whom and how it came."""
    ways = {Door.PORTAL: "on their page", Door.MAIL: "by mail", Door.API: "through the marketplace"}
    return f"Filed by {appeal.filed_by or appeal.account.name}, {ways[Door(appeal.door)]}."


def _ending(appeal: Appeal) -> str:
    """How the appeal ended, in a sentence; "" before it has."""
    outcome = getattr(appeal, "outcome", None)
    if outcome is None:
        return ""
    return {
        law.Outcome.REVERSED: "The decision is reversed.",
        law.Outcome.CONFIRMED: "The decision is confirmed.",
        law.Outcome.MODIFIED: "The decision is modified: a milder one takes its place.",
        law.Outcome.INADMISSIBLE: "The appeal was not looked into.",
    }[law.Outcome(outcome.outcome)]


def _due(appeal: Appeal) -> Due | None:
    answered = getattr(appeal, "outcome", None)
    return None if answered else Due(appeal.reply_due_at, "answer to the appeal", "platform")


def _barred(request: StaffRequest, appeal: Appeal) -> str:
    """Why the law keeps this person from deciding the appeal; "" where it does not."""
    reviewer = accounts.decider(request.staff, at=request.at)
    try:
        law.require_fresh_eyes(reviewer, appeals.hands(appeal.decision))
    except UnlawfulError as refusal:
        return str(refusal)
    return ""
