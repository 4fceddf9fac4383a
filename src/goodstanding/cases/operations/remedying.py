"""Put a measure right: prove the steps of its plan; the last proof ends it in the same moment."""

from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.models import Case, Decision, RemedyPlan, RemedyStep, StepProof
from goodstanding.cases.operations.ending import lift_by_remedy
from goodstanding.cases.operations.telling import CLOCK, serve
from goodstanding.cases.remedies import events, reading
from goodstanding.languages.vocabulary import word
from goodstanding.law import remedy
from goodstanding.law.remedy import ProofSource, Question, StepKind
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.policies import queries as policies

MARKETPLACE = "the marketplace"


def make_plan(decision: Decision, *, at: datetime) -> RemedyPlan | None:
    """Make the remedy plan of a decision, in its transaction; None where the policy has none.

    Raises:
        UnlawfulError: nobody could ever finish it.
    """
    known = policies.remedy(decision.policy)
    steps = known.plan(MeasureKind(decision.measure))
    if not steps:
        return None
    remedy.require_plan(steps)
    plan = RemedyPlan.objects.create(decision=decision, size=len(steps), made_at=at)
    asked = [
        {"ask": q.ask, "answers": list(q.answers), "right": q.right, "explains": q.explains}
        for q in known.questions
    ]
    for place, one in enumerate(steps):
        RemedyStep.objects.create(
            plan=plan,
            place=place,
            kind=one.kind,
            words=one.words,
            count=one.count,
            questions=asked if one.kind == StepKind.LESSON else [],
        )
    return plan


@transaction.atomic
def answer_lesson(
    *, step: RemedyStep, answers: Sequence[str], by: str, at: datetime
) -> tuple[Question, ...]:
    """Answer the questions of a lesson; all right proves the step, else it may be tried again.

    Args:
        step: the lesson.
        answers: the chosen answers, in the order of the questions.
        by: the member, by the marketplace's own id.
        at: now.

    Returns:
        The questions answered wrongly, each with its explanation; none where the step is proved.

    Raises:
        UnlawfulError: the step is no lesson, or nothing is left to prove.
    """
    step = _asked(step, StepKind.LESSON, at=at)
    if failed := remedy.wrong(reading.questions(step), answers):
        return failed
    _prove(step, ProofSource.MEMBER, by=by, at=at, answers=list(answers))
    return ()


@transaction.atomic
def give_assurance(*, step: RemedyStep, text: str, by: str, at: datetime) -> StepProof:
    """Say in one's own words what one will do from now on.

    Raises:
        UnlawfulError: nothing is said, the step asks for something else, or nothing is left to
            prove.
    """
    if not text.strip():
        raise UnlawfulError("text: got nothing, expected in your own words what you will do.")
    step = _asked(step, StepKind.ASSURANCE, at=at)
    return _prove(step, ProofSource.MEMBER, by=by, at=at, text=text)


@transaction.atomic
def accept_proof(*, step: RemedyStep, reasons: str, by: Staff, at: datetime) -> StepProof:
    """Accept other proof of a step, by name and with reasons.

    Raises:
        UnlawfulError: no reasons are given, or nothing is left to prove.
    """
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected what proves this step, and how.")
    step = _asked(step, StepKind(step.kind), at=at)
    return _prove(step, ProofSource.STAFF, by=by.name, at=at, text=reasons, staff=by)


def prove_due(*, at: datetime) -> list[StepProof]:
    """Prove what events and the clock have proved since, each plan in a transaction of its own.

    Raises:
        ExceptionGroup: some plans could not be looked at, each for its own reason; all others were.
    """
    steps = [
        one
        for one in RemedyStep.objects.filter(plan__in=reading.unfinished(at=at))
        .select_related("plan__decision__case__account", "plan__decision__policy")
        .order_by("plan__made_at", "plan", "place")
        if remedy.PROVED_BY[StepKind(one.kind)] in {ProofSource.EVENT, ProofSource.CLOCK}
    ]
    found: list[tuple[RemedyStep, str, int | None]] = [
        (one.step, one.key, one.event) for one in events.shown(steps)
    ]
    weeks = [one for one in steps if one.kind == StepKind.CLEAN_WEEKS]
    found += [(one, "", None) for one in weeks if reading.clean_at(one) <= at]
    proved: list[StepProof] = []
    failed: list[Exception] = []
    for step, key, event in found:
        try:
            proof = _prove_once(step, key, event, at=at)
        except (ValueError, LookupError, DatabaseError) as failure:
            failure.add_note(f"step {step.pk} of case {step.plan.decision.case.reference}")
            failed.append(failure)
        else:
            proved += [proof] if proof else []
    if failed:
        raise ExceptionGroup("steps whose proof could not be kept", failed)
    return proved


@transaction.atomic
def _prove_once(step: RemedyStep, key: str, event: int | None, *, at: datetime) -> StepProof | None:
    """Keep a proof that events or the clock give, unless it is known or helps no more."""
    try:
        step = _asked(step, StepKind(step.kind), at=at)
    except UnlawfulError:
        return None
    if step.proofs.filter(key=key).exists():
        return None
    source = ProofSource.EVENT if event else ProofSource.CLOCK
    by = MARKETPLACE if event else CLOCK
    return _prove(step, source, by=by, at=at, key=key, event_id=event)


def _asked(step: RemedyStep, kind: StepKind, *, at: datetime) -> RemedyStep:
    """A step that can still be proved, with its case locked so that proofs come one by one."""
    case_id = step.plan.decision.case_id
    Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    view = reading.view(RemedyPlan.objects.get(pk=step.plan_id), at=at)
    mine = next(one for one in view.steps if one.row.pk == step.pk)
    if mine.row.kind != kind:
        raise UnlawfulError(f"This step asks for {mine.row.kind}, not for {kind}.")
    if not view.open:
        raise UnlawfulError("Nothing is left to put right: the measure has ended.")
    if mine.proved:
        raise UnlawfulError("This step is proved already.")
    return mine.row


def _prove(
    step: RemedyStep,
    source: ProofSource,
    *,
    by: str,
    at: datetime,
    text: str = "",
    answers: Sequence[str] = (),
    key: str = "",
    event_id: int | None = None,
    staff: Staff | None = None,
) -> StepProof:
    """Keep a proof; the last one ends every measure of the decision, and tells."""
    remedy.require_proof(reading.terms(step), source)
    proof = StepProof.objects.create(
        step=step,
        source=source,
        key=key,
        event_id=event_id,
        text=text,
        answers=list(answers),
        by=by,
        staff=staff,
        at=at,
    )
    view = reading.view(RemedyPlan.objects.get(pk=step.plan_id), at=at)
    if view.progress.done:
        _end(view, at=at)
    return proof


def _end(view: reading.PlanView, *, at: datetime) -> None:
    case = view.plan.decision.case
    ended = lift_by_remedy(plan=view.plan, at=at)
    kinds = sorted({one.measure.kind for one in ended})

    def text() -> str:
        return words.render(
            "cases/remedied.md",
            case,
            kind=words.listed(word(one) for one in kinds),
            steps=[one.row.words for one in view.steps],
            manager=rulings.manager(case),
        )

    serve(case, "lapse", lambda: gettext("You have put it right"), text, at=at)
