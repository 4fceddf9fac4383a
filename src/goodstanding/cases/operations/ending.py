"""End what a decision did: lift, lapse, release, reverse. Each end is a new record."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.models import (
    Case,
    Decision,
    DecisionFinding,
    Measure,
    MeasureLift,
    RemedyPlan,
    Reversal,
    StrikeRemoval,
)
from goodstanding.cases.operations.automating import lose_rules
from goodstanding.cases.operations.telling import CLOCK, serve, tell
from goodstanding.findings import operations as findings
from goodstanding.findings.models import Finding
from goodstanding.funds import operations as funds
from goodstanding.languages import say
from goodstanding.languages.vocabulary import word
from goodstanding.law.terms import MeasureKind, UnlawfulError, spoken

REMEDY, REMEDIED = "the remedy", "every step of the remedy is proved"
"""Who lifts a measure that was put right, and why."""


@transaction.atomic
def lift_measure(*, measure: Measure, cause: str, by: str, at: datetime) -> MeasureLift:
    """End a measure before its end, and tell the member; no other measure is touched (P9).

    Raises:
        UnlawfulError: it has ended already, or no cause is given.
    """
    if not cause.strip():
        raise UnlawfulError("cause: got nothing, expected why the measure is lifted.")
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if MeasureLift.objects.filter(measure=measure).exists():
        raise UnlawfulError("This measure has already ended.")
    lift = _lift(measure, cause=cause, by=by, at=at)
    kind = spoken(MeasureKind(measure.kind))

    def what() -> str:
        told = {"measure": words.capitalised(word(kind)), "cause": gettext(cause)}
        return gettext("%(measure)s has ended: %(cause)s") % told

    _tell_ended(measure.decision.case, what, at=at)
    return lift


def lift_by_remedy(*, plan: RemedyPlan, at: datetime) -> list[MeasureLift]:
    """End every measure of a plan's decision that lasts, also before it began; no other (P9).

    The caller has proved every step, and tells the member, in the same transaction.
    """
    lasting = plan.decision.measures.select_for_update(of=("self",)).filter(lift=None)
    lasting = lasting.filter(Q(ends_at=None) | Q(ends_at__gt=at)).order_by("starts_at", "id")
    return [_lift(one, cause=REMEDIED, by=REMEDY, at=at, plan=plan) for one in lasting]


def lift_on_conditions(measure: Measure, *, until: datetime, by: str, at: datetime) -> MeasureLift:
    """End a measure on conditions until a day; the caller keeps them and tells the member."""
    cause = f"on conditions until {say(lambda: words.day(until), 'en')}"
    return _lift(measure, cause=cause, by=by, at=at, on_conditions_until=until)


def _lift(
    measure: Measure,
    *,
    cause: str,
    by: str,
    at: datetime,
    plan: RemedyPlan | None = None,
    **more: object,
) -> MeasureLift:
    lift = MeasureLift.objects.create(measure=measure, cause=cause, by=by, at=at, plan=plan)
    body: dict[str, object] = {"measure": str(measure.id), "kind": measure.kind, "cause": cause}
    body |= more
    tell(measure.decision.case, "measure.lifted", str(measure.id), body, at=at)
    return lift


def hand_over(*, measures: Iterable[Measure], cause: str, by: str, at: datetime) -> None:
    """End measures whose successor takes over now; the successor's own notice tells the member."""
    for measure in measures:
        _lift(measure, cause=cause, by=by, at=at)


def _tell_ended(case: Case, what: Callable[[], str], *, at: datetime) -> None:
    serve(
        case,
        "lapse",
        lambda: gettext("A measure has ended"),
        lambda: words.render("cases/ended.md", case, what=what(), manager=rulings.manager(case)),
        at=at,
    )


def lapse_due(*, at: datetime) -> list[Measure]:
    """Write down the end of every measure that has reached it, and tell the member.

    The measure has no effect from its end on, whether or not this has run (P4).
    """
    ended = Measure.objects.filter(ends_at__lte=at, lift=None).order_by("ends_at", "id")
    lapsed = []
    for pk in ended.values_list("pk", flat=True):
        with transaction.atomic():
            measure = Measure.objects.select_for_update().get(pk=pk)
            if not MeasureLift.objects.filter(measure=measure).exists():
                _lift(measure, cause="its end", by=CLOCK, at=at)
                _tell_ended(measure.decision.case, partial(_lapsed, measure, at=at), at=at)
                lapsed.append(measure)
    return lapsed


def _lapsed(measure: Measure, *, at: datetime) -> str:
    told = {"kind": word(measure.kind), "day": words.day(measure.ends_at or at)}
    return gettext("The %(kind)s ended on %(day)s, as you were told.") % told


@transaction.atomic
def reverse(
    *,
    decision: Decision,
    cause: str,
    reasons: str,
    by: Staff,
    at: datetime,
    findings_stand: bool = False,
) -> Reversal:
    """Undo a decision and everything it caused: measures, hold, strike, and what it rests on.

    The record stays. It is an error of the rules it rests on: one reversed too often decides
    nothing alone from now on (P12). A finding that another standing decision rests on too goes on
    to count; where `findings_stand`, a milder decision is about to rest on them, and the caller
    sets the rest aside then.

    The caller tells the member, in the same transaction, in its own notice.

    Raises:
        UnlawfulError: it has been reversed already.
    """
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if Reversal.objects.filter(decision=decision).exists():
        raise UnlawfulError("This decision has already been reversed.")
    reversal = Reversal.objects.create(
        decision=decision, cause=cause, reasons=reasons, by=by, at=at
    )
    for measure in decision.measures.filter(lift=None):
        days = _days_lost(measure, at=at)
        _lift(measure, cause=cause, by=by.name, at=at, days_given_back=days)
    if not findings_stand:
        set_aside(reversal, at=at)
    if hasattr(decision, "strike"):
        StrikeRemoval.objects.create(strike=decision.strike, reversal=reversal, at=at)
    _let_go(reversal, at=at)
    lose_rules(reversal, at=at)
    return reversal


def _let_go(reversal: Reversal, *, at: datetime) -> None:
    """Release what the decision held, and make good what that cost."""
    hold, cause, by = reversal.decision.hold, reversal.cause, reversal.by.name
    if hold is None:
        return
    funds.make_good(hold=hold, cause=f"reversal {reversal.pk}", by=by, at=at)
    if funds.release_hold(hold=hold, reason=cause, by=by, at=at):
        body: dict[str, object] = {"hold": str(hold.id)}
        tell(reversal.decision.case, "hold.released", f"{hold.id} {cause}", body, at=at)


def set_aside(reversal: Reversal, *, at: datetime) -> None:
    """Set aside what the reversed decision rests on, and no standing one does."""
    alone = _relied_on_by_it_alone(reversal.decision)
    findings.set_aside(findings=alone, cause=f"reversal {reversal.pk}", at=at)


def days_lost(decision: Decision, *, at: datetime) -> int:
    """How many days of a member a decision took until now, begun ones whole."""
    return max((_days_lost(one, at=at) for one in decision.measures.all()), default=0)


def _days_lost(measure: Measure, *, at: datetime) -> int:
    lift = getattr(measure, "lift", None)
    until = min(at, lift.at if lift else at, measure.ends_at or at)
    return max(0, ceil((until - measure.starts_at) / timedelta(days=1)))


def _relied_on_by_it_alone(decision: Decision) -> list[Finding]:
    """The findings a decision relies on, and no other that stands."""
    others = DecisionFinding.objects.filter(
        finding=OuterRef("pk"), decision__reversal=None
    ).exclude(decision=decision)
    mine = Finding.objects.filter(relied__decision=decision)
    return list(mine.filter(~Exists(others)).order_by("conduct_from", "id"))
