"""How I put it right: the steps of the plan, how far I am, the lesson, the assurance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.http import require_GET, require_POST

from goodstanding.cases import operations
from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import words
from goodstanding.cases.remedies import reading
from goodstanding.config.clock import now
from goodstanding.interfaces import refusals
from goodstanding.interfaces.portal.door import for_members
from goodstanding.law.remedy import StepKind
from goodstanding.law.terms import UnlawfulError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodstanding.accounts.models import Account
    from goodstanding.cases.models import Case, RemedyStep
    from goodstanding.cases.remedies.reading import PlanView, StepView
    from goodstanding.law.remedy import Question

HOW = {
    StepKind.IDENTITY: gettext_noop(
        "The marketplace does this with you, and tells us. You need not come back."
    ),
    StepKind.CONTRACTS: gettext_noop("Counted by itself when a client accepts the work."),
    StepKind.REFUND: gettext_noop(
        "Counted by itself when all that is contested of a contract is given back."
    ),
    StepKind.CLEAN_WEEKS: gettext_noop(
        "Counted by itself; whatever is found anew starts the count again."
    ),
}
"""How a step is proved that the member does not prove on the page."""


@dataclass(frozen=True)
class Tried:
    """What was tried on the page and not taken: which step, why, and what had been typed."""

    step: int
    why: str
    text: str = ""
    answers: Sequence[str] = ()
    failed: Sequence[Question] = ()


@dataclass(frozen=True)
class QuestionShown:
    """A question with what was chosen, and the explanation where that was wrong."""

    question: Question
    field: str
    chosen: str
    wrong: bool


@dataclass(frozen=True)
class StepShown:
    """A step with how to prove it here."""

    view: StepView
    number: int
    how: str
    form: str
    questions: Sequence[QuestionShown]
    tried: Tried | None


@dataclass(frozen=True)
class PlanShown:
    """A plan with what it ends."""

    view: PlanView
    kind: str
    steps: Sequence[StepShown]


@require_GET
@for_members
def page(request: HttpRequest, member: Account, reference: str) -> HttpResponse:
    """How far I am, and what is left to do."""
    return _show(request, member, _own(member, reference))


@require_POST
@for_members
def lesson(request: HttpRequest, member: Account, reference: str, step: int) -> HttpResponse:
    """Answer the questions of the lesson."""
    case = _own(member, reference)
    row = _step(case, step)
    given = [request.POST.get(f"q{n}", "") for n, _ in enumerate(reading.questions(row))]
    try:
        failed = operations.answer_lesson(step=row, answers=given, by=member.name, at=now())
    except UnlawfulError as refused:
        return _show(request, member, case, Tried(step, refusals.said(refused)))
    if failed:
        why = ngettext(
            "%(wrong)s of %(all)s answer is not right yet. Read why, and try again.",
            "%(wrong)s of %(all)s answers are not right yet. Read why, and try again.",
            len(given),
        ) % {"wrong": len(failed), "all": len(given)}
        return _show(request, member, case, Tried(step, why, answers=given, failed=failed))
    return _done(request, case)


@require_POST
@for_members
def assurance(request: HttpRequest, member: Account, reference: str, step: int) -> HttpResponse:
    """Say what I will do from now on."""
    case = _own(member, reference)
    text = request.POST.get("text", "")
    try:
        operations.give_assurance(step=_step(case, step), text=text, by=member.name, at=now())
    except UnlawfulError as refused:
        return _show(request, member, case, Tried(step, refusals.said(refused), text=text))
    return _done(request, case)


def _done(request: HttpRequest, case: Case) -> HttpResponse:
    messages.success(request, gettext("That step is done."))
    return redirect("portal:remedy", case.reference)


def _own(member: Account, reference: str) -> Case:
    found = cases.of(member).filter(reference=reference).first()
    if found is None:
        raise Http404(f"You have no case {reference}.")
    return found


def _step(case: Case, pk: int) -> RemedyStep:
    try:
        return reading.step(case, pk)
    except reading.UnknownStepError as unknown:
        raise Http404(str(unknown)) from unknown


def _show(
    request: HttpRequest, member: Account, case: Case, tried: Tried | None = None
) -> HttpResponse:
    at = now()
    page = {
        "member": member,
        "case": case,
        "plans": plans(case, at=at, tried=tried),
        "probations": reading.probations(case),
        "at": at,
        "tried": tried,
        "address": words.address(case),
    }
    return render(request, "portal/remedy.html", page, status=422 if tried else 200)


def plans(case: Case, *, at: datetime, tried: Tried | None = None) -> list[PlanShown]:
    """The remedy plans of a case in words, latest first."""
    return [
        PlanShown(
            view=one,
            kind=one.plan.decision.measure.replace("_", " "),
            steps=[_shown(step, one, tried) for step in one.steps],
        )
        for one in reading.of_case(case, at=at)
    ]


def _shown(step: StepView, plan: PlanView, tried: Tried | None) -> StepShown:
    kind = StepKind(step.row.kind)
    mine = tried if tried and tried.step == step.row.pk else None
    here = plan.open and not step.proved
    return StepShown(
        view=step,
        number=step.row.place + 1,
        how=HOW.get(kind, ""),
        form=str(kind) if here and kind not in HOW else "",
        questions=_questions(step, mine),
        tried=mine,
    )


def _questions(step: StepView, tried: Tried | None) -> list[QuestionShown]:
    given = tried.answers if tried else ()
    return [
        QuestionShown(
            question=one,
            field=f"q{n}",
            chosen=given[n] if n < len(given) else "",
            wrong=tried is not None and one in tried.failed,
        )
        for n, one in enumerate(reading.questions(step.row))
    ]
