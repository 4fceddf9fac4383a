"""Decide a case in two steps: read what would happen, word for word; then confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.accounts import queries as accounts
from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import rulings, words
from goodstanding.funds import queries as funds
from goodstanding.interfaces.console import drafting
from goodstanding.interfaces.console.door import for_staff
from goodstanding.interfaces.console.forms import WishForm
from goodstanding.interfaces.console.ladder import spoken
from goodstanding.interfaces.console.stakes import said, unpaid
from goodstanding.interfaces.console.views.cases import find
from goodstanding.law import clocks, procedure
from goodstanding.law.facts import AUTOMATION, Decider
from goodstanding.law.procedure import CaseStep
from goodstanding.law.second import SUPPOSED
from goodstanding.law.terms import ADVERSE, Emergency, MeasureKind, StaffRole, UnlawfulError
from goodstanding.notices import queries as notices

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from goodstanding.cases.drafting.plan import Plan
    from goodstanding.cases.models import Case
    from goodstanding.interfaces.console.door import StaffRequest
    from goodstanding.law.ruling import Allowed

CHANGED = "Something has come into the case since you read it. Read it again before you confirm."


@dataclass(frozen=True)
class Ask:
    """What a decision is asked to be: the kind of measure, and the emergency stated."""

    case: Case
    measure: MeasureKind
    emergency: Emergency | None
    typed: QueryDict | None

    def allowed(self, request: StaffRequest) -> Allowed:
        """What the law allows of it now.

        Raises:
            UnlawfulError: it refuses, by its rules or by the state of the case.
        """
        interim = self.measure == MeasureKind.INTERIM_RESTRICTION
        step = CaseStep.PLACE_INTERIM if interim else CaseStep.DECIDE
        procedure.require(cases.state(self.case, at=request.at), step)
        by, at = request.staff, request.at
        says = rulings.if_agreed(self.case, by=by, at=at, emergency=self.emergency)
        return says.require(self.measure)

    @property
    def takes_two(self) -> bool:
        """Whether a second person has to agree."""
        return self.measure == MeasureKind.TERMINATION

    @property
    def second(self) -> Decider:
        """Whoever that would be, while it is only read."""
        return SUPPOSED if self.takes_two else AUTOMATION


@require_http_methods(["GET", "POST"])
@for_staff(StaffRole.CASE_MANAGER)
def page(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask for a decision, show what it would be, or make it."""
    case = find(reference)
    sent = request.method == "POST"
    typed = request.POST if sent else request.GET
    step = request.POST.get("step")
    if step == "keep":
        return _keep(request, case)
    try:
        ask = _ask(case, typed, request.POST if sent else drafting.decision(request, case))
        form = _form(request, ask)
    except UnlawfulError as refusal:
        page = {"here": "queue", "case": case, "problem": str(refusal)}
        page["reasons"] = typed.get("reasons", "")
        steps = procedure.STEPS[cases.state(case, at=request.at)]
        page["may_hear"] = CaseStep.SERVE_PRELIMINARY_NOTICE in steps
        return render(request, "console/not_open.html", page, status=422)
    if step is None or step == "change":
        return _asking(request, ask, form)
    if not form.is_valid():
        return _asking(request, ask, form, status=422)
    return _confirm(request, ask, form) if step == "confirm" else _preview(request, ask, form)


def _keep(request: StaffRequest, case: Case) -> HttpResponse:
    """Keep what was typed so far, and go back to the case."""
    if request.POST.get("measure", "") not in set(MeasureKind):
        raise Http404("measure: expected one of the policy's ladder.")
    drafting.keep(request, case, operations.DECISION)
    return redirect("console:case", case.reference)


def _ask(case: Case, typed: QueryDict, data: QueryDict | None) -> Ask:
    measure, emergency = typed.get("measure", ""), typed.get("emergency", "")
    if measure not in set(MeasureKind):
        raise UnlawfulError(f"measure: got {measure!r}, expected one of the policy's ladder.")
    if emergency and emergency not in set(Emergency):
        raise UnlawfulError(f"emergency: got {emergency!r}, expected one of the closed list.")
    return Ask(case, MeasureKind(measure), Emergency(emergency) if emergency else None, data)


def _form(request: StaffRequest, ask: Ask) -> WishForm:
    found = rulings.taken(ask.case)
    return WishForm(
        ask.typed,
        allowed=ask.allowed(request),
        emergency=ask.emergency,
        contested=sorted({pot.contract for pot in funds.contested(ask.case.account)}),
        subjects=list(dict.fromkeys(one.subject for one in found if one.subject)),
        team=[(one.name, str(one)) for one in accounts.members(ask.case.account, at=request.at)],
        ceiling=rulings.hold_ceiling(ask.case),
    )


def _asking(
    request: StaffRequest, ask: Ask, form: WishForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    typed = request.POST if ask.typed is None else ask.typed
    page = _frame(ask) | {
        "form": form,
        "typed": typed,
        "subject": typed.get("subject", form.narrowest),
        "member": typed.get("member", ""),
        "again": ask.typed is not None,
        "from_draft": ask.typed is not None and request.method == "GET",
        "there": words.listed(words.DOING[one] for one in form.allowed.on_contracts),
        "chosen_capabilities": typed.getlist("capabilities"),
        "chosen_contracts": typed.getlist("contracts"),
        "problem": problem,
        "allowed": form.allowed,
        "holdable": said(form.ceiling.values()),
        "unpaid": unpaid(ask.case.account),
        "weighed": ask.measure in ADVERSE,
        "answers": ask.case.answers.order_by("at"),
        "sentences": [one.sentence for one in rulings.taken(ask.case)],
    }
    return render(request, "console/decide.html", page, status=status)


def _frame(ask: Ask) -> dict[str, object]:
    return {
        "here": "queue",
        "case": ask.case,
        "measure": ask.measure,
        "name": spoken(ask.measure),
        "emergency": ask.emergency or "",
        "takes_two": ask.takes_two,
        "stated": (ask.emergency or "").replace("_", " "),
    }


def _preview(request: StaffRequest, ask: Ask, form: WishForm, *, problem: str = "") -> HttpResponse:
    wish = form.wish()
    try:
        plan = rulings.plan(ask.case, wish, by=request.staff, at=request.at, second=ask.second)
        text = words.text(plan)
    except UnlawfulError as refusal:
        return _asking(request, ask, form, problem=str(refusal), status=422)
    page = _frame(ask) | {
        "sent": form.sent(),
        "problem": problem,
        "seen": seen(ask.case),
        "subject": words.subject(plan),
        "notice": notices.render(text, inside=1),
        "manager": plan.manager,
        "address": words.address(ask.case),
        "consequences": consequences(plan),
    }
    return render(request, "console/preview.html", page, status=422 if problem else 200)


def _confirm(request: StaffRequest, ask: Ask, form: WishForm) -> HttpResponse:
    if request.POST.get("seen") != seen(ask.case):
        return _preview(request, ask, form, problem=CHANGED)
    try:
        if ask.takes_two:
            return _propose(request, ask, form)
        operations.decide(case=ask.case, wish=form.wish(), by=request.staff, at=request.at)
    except UnlawfulError as refusal:
        return _asking(request, ask, form, problem=str(refusal), status=422)
    _sent(request, ask)
    messages.success(request, f"Decided: {spoken(ask.measure).lower()}. The member is told.")
    return redirect("console:case", ask.case.reference)


def _propose(request: StaffRequest, ask: Ask, form: WishForm) -> HttpResponse:
    by, at = request.staff, request.at
    proposal = operations.propose(case=ask.case, wish=form.wish(), by=by, at=at)
    _sent(request, ask)
    messages.success(request, "A second person is asked. Until they agree nothing is decided.")
    return redirect("console:second_look", proposal.id)


def _sent(request: StaffRequest, ask: Ask) -> None:
    """What was kept of it goes, now that it is sent."""
    by, at = request.staff, request.at
    operations.drop_draft(case=ask.case, form=operations.DECISION, by=by, at=at)


def seen(case: Case) -> str:
    """How much had come into a case: findings, answers, talks, decisions; they only ever grow."""
    came = (case.taken, case.answers, case.talk_requests, case.decisions)
    return "-".join(str(one.count()) for one in came)


def consequences(plan: Plan) -> list[tuple[str, str]]:
    """What a decision would do, part by part, in words."""
    adverse = plan.measure in ADVERSE or bool(plan.wish.hold)
    parts = [
        ("Decision", words.measure(plan)),
        ("What it stops", words.scope(plan)),
        ("How long", words.duration(plan)),
        ("Money", words.money(plan) or "No money is held."),
    ]
    if plan.measure in ADVERSE - {MeasureKind.INTERIM_RESTRICTION}:
        until = words.day(plan.at + clocks.STRIKE_WINDOW)
        parts.append(("Counts", f"As a confirmed violation until {until}."))
    else:
        parts.append(("Counts", "Nothing is counted against the member."))
    parts.append(("Told", _told(plan, adverse=adverse)))
    if adverse:
        parts.append(("Appeal", f"Until {words.day(plan.appeal_until)}, to another person."))
    return parts


def _told(plan: Plan, *, adverse: bool) -> str:
    kind = "the statement of reasons" if adverse else "a note"
    mail = f" and by mail to {plan.case.account.email}" if plan.case.account.email else ""
    return (
        f"{plan.case.account} gets {kind} in the portal{mail} in the same transaction; the "
        "marketplace's servers are told."
    )
