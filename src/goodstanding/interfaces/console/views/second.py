"""Second look: what takes two people waits here for the second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.accounts import queries as accounts
from goodstanding.cases import operations
from goodstanding.cases.drafting import giving, rulings, second, wishes, words
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.exhibits import exhibit
from goodstanding.interfaces.console.views.deciding import CHANGED, consequences, seen
from goodstanding.law import second as law
from goodstanding.law.second import Act
from goodstanding.law.terms import UnlawfulError
from goodstanding.law.withholding import Code
from goodstanding.notices import queries as notices

if TYPE_CHECKING:
    from uuid import UUID

    from goodstanding.cases.models import Proposal
    from goodstanding.interfaces.console.door import StaffRequest

ANSWERS = {"agree": operations.agree, "disagree": operations.disagree}
DONE = {
    "agree": "Agreed. It is done: {act} of {account}.",
    "disagree": "Not agreed. Nothing is done; {by} can read why.",
}


@require_GET
@for_staff()
def listed(request: StaffRequest) -> HttpResponse:
    """Every proposal that waits for a second person."""
    found = second.waiting(at=request.at)
    waiting = [one for one in found if one.case.account_id not in request.hidden]
    page = {"here": "second", "rows": [(one, _barred(request, one)) for one in waiting]}
    return render(request, "console/second_looks.html", page)


@require_GET
@for_staff()
def page(request: StaffRequest, id_: UUID) -> HttpResponse:
    """A proposal: all it would do, and the notice as the member would read it."""
    return _show(request, _proposal(id_))


@require_POST
@for_staff()
def answer(request: StaffRequest, id_: UUID) -> HttpResponse:
    """Agree to a proposal, which carries it out, or disagree; with reasons."""
    proposal = _proposal(id_)
    said = request.POST.get("answer", "")
    if said not in ANSWERS:
        return _show(request, proposal, problem="answer: got nothing, expected agree or disagree.")
    if said == "agree" and request.POST.get("seen") != seen(proposal.case):
        return _show(request, proposal, problem=CHANGED)
    reasons = request.POST.get("reasons", "")
    try:
        ANSWERS[said](proposal=proposal, reasons=reasons, by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _show(request, proposal, problem=str(refusal))
    about = {"act": proposal.act, "account": proposal.case.account, "by": proposal.by}
    messages.success(request, DONE[said].format(**about))
    return redirect("console:second_look", id_)


def _proposal(id_: UUID) -> Proposal:
    try:
        return second.proposal(id_)
    except second.UnknownProposalError as unknown:
        raise Http404(str(unknown)) from unknown


def _show(request: StaffRequest, proposal: Proposal, *, problem: str = "") -> HttpResponse:
    case = proposal.case
    is_open = second.is_open(proposal, at=request.at)
    page: dict[str, Any] = {
        "here": "second",
        "proposal": proposal,
        "case": case,
        "answered": getattr(proposal, "agreement", None),
        "is_open": is_open,
        "barred": _barred(request, proposal),
        "seen": seen(case),
        "reasons": request.POST.get("reasons", ""),
        "answers": case.answers.order_by("at"),
        "problem": problem,
    }
    page |= _withholding(proposal) if proposal.act == Act.WITHHOLDING else {}
    page |= _reversal(proposal) if proposal.act == Act.REVERSAL else {}
    if proposal.act == Act.TERMINATION and is_open:
        page |= _termination(request, proposal)
    return render(request, "console/second_look.html", page, status=422 if problem else 200)


def _termination(request: StaffRequest, proposal: Proposal) -> dict[str, Any]:
    """What the termination would do now, and its notice; or why the law no longer allows it."""
    case = proposal.case
    wish = wishes.read_decision(proposal.wish, proposal.reasons)
    me = accounts.decider(request.staff, at=request.at)
    first = accounts.decider(proposal.by, at=request.at)
    eyes = law.SUPPOSED if law.why_not(Act.TERMINATION, first, me) else me
    try:
        plan = rulings.plan(case, wish, by=proposal.by, at=request.at, second=eyes)
    except UnlawfulError as refusal:
        return {"overtaken": str(refusal)}
    return {
        "exhibits": [exhibit(one) for one in plan.findings],
        "consequences": consequences(plan),
        "subject": words.subject(plan),
        "notice": notices.render(words.text(plan), inside=1),
        "manager": plan.manager,
        "address": words.address(case),
    }


def _reversal(proposal: Proposal) -> dict[str, Any]:
    """What would go back to whom, and the notice; or why the law no longer allows it."""
    case, wish = proposal.case, wishes.read_giving(proposal.wish, proposal.reasons)
    decision = case.decisions.filter(hold=wish.hold).first()
    if decision is None:
        return {"overtaken": "No decision of this case orders the hold."}
    answered = getattr(proposal, "agreement", None)
    drafted = giving.draft(
        case, decision, wish, first=proposal.by, second=answered.by if answered else None
    )
    return {
        "consequences": [
            ("Goes back", f"{wish.money} of contract {wish.contract}"),
            ("To", f"{wish.client}, who paid it"),
            ("If overturned", "The marketplace pays the member as much again."),
            ("Appeal", f"Until {words.day(drafted.statement.appeal_until)}, to another person."),
        ],
        "subject": giving.SUBJECT,
        "notice": notices.render(drafted.text, inside=1),
        "manager": proposal.by,
        "address": drafted.address,
    }


def _withholding(proposal: Proposal) -> dict[str, Any]:
    wish = wishes.read_withholding(proposal.wish, proposal.reasons)
    found = [one for one in rulings.taken(proposal.case) if one.pk == wish.finding]
    return {
        "exhibits": [exhibit(one) for one in found],
        "code": wish.code.upper(),
        "spoken": Code(wish.code).spoken,
        "review_at": wish.review_at,
        "instead": words.kept(wish.code, wish.review_at),
    }


def _barred(request: StaffRequest, proposal: Proposal) -> str:
    """Why this person cannot be the second; "" where they can."""
    first = accounts.decider(proposal.by, at=request.at)
    me = accounts.decider(request.staff, at=request.at)
    if proposal.by == request.staff:
        return "You proposed this; someone else has to look."
    return law.why_not(Act(proposal.act), first, me) or ""
