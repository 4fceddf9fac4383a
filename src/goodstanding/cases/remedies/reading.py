"""A remedy plan as people see it, and the plans that can still end something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.cases.models import Case, Measure, Probation, RemedyPlan, RemedyStep, StepProof
from goodstanding.cases.queries.standing import lost_days
from goodstanding.events import queries as events
from goodstanding.findings import queries as findings
from goodstanding.law import remedy
from goodstanding.law.probation import Probation as ProbationTerms
from goodstanding.law.remedy import Progress, ProofSource, Question, StepKind, StepProgress
from goodstanding.law.terms import MeasureKind


class UnknownStepError(LookupError):
    """A case has no such step in a remedy plan."""


@dataclass(frozen=True)
class StepView:
    """One step: the row, how far it is, and its proofs in order."""

    row: RemedyStep
    progress: StepProgress
    proofs: Sequence[StepProof]

    @property
    def proved(self) -> bool:
        """Whether nothing is left to prove."""
        return self.progress.proved_at is not None


@dataclass(frozen=True)
class PlanView:
    """A plan at a time.

    Attributes:
        plan: the row.
        steps: its steps in order.
        progress: how far it is as a whole.
        measures: what it ends, or ended; in order.
        open: whether one of them has not ended yet, so that a proof still helps.
        clean_at: when its clean weeks are full if nothing new is found; None without such a step.
    """

    plan: RemedyPlan
    steps: Sequence[StepView]
    progress: Progress
    measures: Sequence[Measure]
    open: bool
    clean_at: datetime | None


def of_case(case: Case, *, at: datetime) -> list[PlanView]:
    """The plans of a case's decisions, latest first."""
    plans = RemedyPlan.objects.filter(decision__case=case).order_by("-made_at", "-id")
    return [view(one, at=at) for one in plans]


def view(plan: RemedyPlan, *, at: datetime) -> PlanView:
    """A plan at a time."""
    rows = list(plan.steps.order_by("place").prefetch_related("proofs"))
    progress = remedy.progress([terms(one) for one in rows], proofs(rows), at=at)
    measures = list(plan.decision.measures.select_related("lift").order_by("starts_at", "id"))
    return PlanView(
        plan=plan,
        steps=[
            StepView(row, how_far, sorted(row.proofs.all(), key=lambda one: one.at))
            for row, how_far in zip(rows, progress.steps, strict=True)
        ],
        progress=progress,
        measures=measures,
        open=any(_lasts(one, at) for one in measures),
        clean_at=next((clean_at(one) for one in rows if one.kind == StepKind.CLEAN_WEEKS), None),
    )


def _lasts(one: Measure, at: datetime) -> bool:
    return not hasattr(one, "lift") and (one.ends_at is None or at < one.ends_at)


def step(case: Case, pk: int) -> RemedyStep:
    """A step of a plan of a case.

    Raises:
        UnknownStepError: the case has none of that number.
    """
    found = RemedyStep.objects.filter(plan__decision__case=case, pk=pk).first()
    if found is None:
        msg = f"Case {case.reference} has no step {pk} in a remedy plan."
        raise UnknownStepError(msg)
    return found


def terms(row: RemedyStep) -> remedy.RemedyStep:
    """A step as the law knows it."""
    return remedy.RemedyStep(StepKind(row.kind), row.words, row.count)


def proofs(rows: Sequence[RemedyStep]) -> list[remedy.Proof]:
    """The proofs of some steps as the law knows them."""
    return [
        remedy.Proof(row.place, ProofSource(one.source), one.at)
        for row in rows
        for one in row.proofs.all()
    ]


def questions(row: RemedyStep) -> tuple[Question, ...]:
    """The questions of a lesson."""
    return tuple(
        Question(one["ask"], tuple(one["answers"]), one["right"], one["explains"])
        for one in row.questions
    )


def clean_at(row: RemedyStep) -> datetime:
    """When the clean weeks of a step are full, as far as is known.

    New conduct is what a new finding tells of, and every event since that a detector counts as bad:
    who is found at the strongest tier already gets no new finding for more of the same. What was
    set aside, or happened in days that a reversed measure took, is not held against them.
    """
    decision, made_at = row.plan.decision, row.plan.made_at
    account, policy = decision.case.account, decision.policy
    found = account.findings.filter(policy__slug=policy.slug, conduct_until__gt=made_at)
    found = found.filter(set_aside=None)
    conduct = list(found.values_list("conduct_until", flat=True))
    for record in findings.record(account, policy):
        conduct += [events.moment(point.at) for point in record.path if point.bad]
    return remedy.clean_from(made_at, row.count, conduct, lost_days(account))


def unfinished(*, at: datetime) -> QuerySet[RemedyPlan]:
    """Plans of which a measure has not ended, oldest first."""
    lasting = Measure.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), decision=OuterRef("decision"), lift=None
    )
    plans = RemedyPlan.objects.filter(Exists(lasting)).select_related("decision__case__account")
    return plans.order_by("made_at", "id")


def probations(case: Case) -> QuerySet[Probation]:
    """The probations under which measures of a case were lifted, earliest first."""
    found = Probation.objects.filter(lift__measure__decision__case=case)
    return found.select_related("lift__measure", "by", "notice").order_by("at", "id")


def probation(row: Probation) -> ProbationTerms:
    """A probation as the law knows it."""
    measure = row.lift.measure
    return ProbationTerms(
        kind=MeasureKind(measure.kind),
        starts_at=measure.starts_at,
        ends_at=measure.ends_at or measure.starts_at,
        lifted_at=row.lift.at,
        until=row.until,
        lost=lost_days(measure.account),
    )


def put_back_in(case: Case, *, at: datetime) -> QuerySet[Probation]:
    """Earlier probations of a case's member under its policy, whose rest is not put back yet."""
    found = Probation.objects.filter(
        lift__measure__account=case.account,
        lift__measure__decision__policy__slug=case.policy.slug,
        lift__measure__decision__reversal=None,
        put_back=None,
        at__lte=at,
    )
    found = found.exclude(lift__measure__decision__case=case)
    return found.select_related("lift__measure__decision__case", "by").order_by("at", "id")
