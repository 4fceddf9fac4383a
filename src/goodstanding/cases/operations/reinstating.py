"""Lift a measure on conditions, for a set time; and put back what was left, by a new decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import rest, rulings, words
from goodstanding.cases.models import Case, Decision, Measure, MeasureLift, Probation, PutBack
from goodstanding.cases.operations.deciding import carry_out
from goodstanding.cases.operations.ending import lift_on_conditions
from goodstanding.cases.operations.telling import serve
from goodstanding.cases.remedies import reading
from goodstanding.languages import writing
from goodstanding.languages.vocabulary import word
from goodstanding.law import probation as law
from goodstanding.law import procedure
from goodstanding.law.procedure import CaseStep
from goodstanding.law.terms import MeasureKind, UnlawfulError, spoken
from goodstanding.notices.models import Notice


@transaction.atomic
def reinstate(
    *, measure: Measure, conditions: str, until: datetime, by: Staff, at: datetime
) -> Probation:
    """Lift a measure on conditions until a day; no other measure is touched (P9).

    The conditions end by themselves. New conduct makes nothing worse by itself either: see
    `put_back`.

    Args:
        measure: what is lifted.
        conditions: what is asked meanwhile, in words to the member.
        until: when the probation ends.
        by: the case manager.
        at: now.

    Raises:
        UnlawfulError: no conditions are given, the measure has ended, or the time is too long.
    """
    if not conditions.strip():
        raise UnlawfulError("conditions: got nothing, expected what is asked until the day named.")
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if MeasureLift.objects.filter(measure=measure).exists():
        raise UnlawfulError("This measure has already ended.")
    kind = MeasureKind(measure.kind)
    law.require_lawful(
        law.Probation(kind, measure.starts_at, measure.ends_at or at, lifted_at=at, until=until)
    )
    lift = lift_on_conditions(measure, until=until, by=by.name, at=at)
    notice = _tell(measure, conditions, until=until, at=at)
    return Probation.objects.create(
        lift=lift, conditions=conditions, until=until, by=by, at=at, notice=notice
    )


def _tell(measure: Measure, conditions: str, *, until: datetime, at: datetime) -> Notice:
    case = measure.decision.case

    def text() -> str:
        return words.render(
            "cases/reinstated.md",
            case,
            kind=word(spoken(MeasureKind(measure.kind))),
            conditions=conditions,
            until=writing.moment(until),
            manager=rulings.manager(case),
        )

    return serve(case, "lapse", lambda: gettext("Lifted on conditions"), text, at=at)


@transaction.atomic
def put_back(
    *, case: Case, probation: Probation, reasons: str, by: Staff, at: datetime
) -> Decision:
    """Put back what was left of a measure, by a decision about new conduct during the probation.

    It has its own statement of reasons, and can be appealed like any other.

    Args:
        case: the case about the new conduct.
        probation: the probation.
        reasons: in the decider's own words, why this and not less.
        by: the case manager.
        at: now.

    Raises:
        UnlawfulError: the law does not allow it: nothing new, not heard, or put back already.
    """
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected in your own words why this, not less.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    procedure.require(queries.state(case, at=at), CaseStep.DECIDE)
    known = reading.put_back_in(case, at=at).filter(pk=probation.pk).first()
    if known is None:
        raise UnlawfulError("Nothing of this measure is left to put back in this case.")
    decision = carry_out(rest.plan(case, known, reasons=reasons, by=by, at=at), staff=by)
    PutBack.objects.create(probation=known, decision=decision, at=at)
    return decision
