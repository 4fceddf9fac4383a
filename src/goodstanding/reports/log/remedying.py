"""Remedy plans, what proved their steps, and probation, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min

from goodstanding.cases.models import Decision, Probation, RemedyPlan, StepProof
from goodstanding.reports.log.line import CHUNK, Fields, Line, stamp


def _ids(one: Decision) -> Fields:
    return {"case_id": one.case.reference, "decision_id": str(one.id)}


def requested(*, at: datetime) -> Iterator[Line]:
    """Each plan: what was asked, and until when it helps."""
    found = RemedyPlan.objects.filter(made_at__lte=at).select_related("decision__case")
    found = found.select_related("decision__decided_by").prefetch_related("steps")
    for one in found.order_by("made_at", "id").iterator(chunk_size=CHUNK):
        decision = one.decision
        steps = sorted(one.steps.all(), key=lambda step: step.place)
        fields: Fields = {
            **_ids(decision),
            "plan_id": str(one.id),
            "steps": [{"kind": s.kind, "words": s.words, "count": s.count} for s in steps],
            "due_at": stamp(decision.ends_at),
        }
        by = decision.decided_by.name if decision.decided_by else decision.rule
        yield Line(one.made_at, "remedy.requested", by, fields)


def proved(*, at: datetime) -> Iterator[Line]:
    """Each proof of a step, or of a part of it, and what gave it; never the words of it."""
    found = StepProof.objects.filter(at__lte=at).select_related("step__plan__decision__case")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_ids(one.step.plan.decision),
            "plan_id": str(one.step.plan_id),
            "step": one.step.place + 1,
            "step_kind": one.step.kind,
            "source": one.source,
        }
        yield Line(one.at, "remedy.step_proved", one.by, fields)


def completed(*, at: datetime) -> Iterator[Line]:
    """Each plan whose last proof ended its measures."""
    done = RemedyPlan.objects.annotate(ended=Min("lifts__at")).filter(ended__lte=at)
    done = done.select_related("decision__case")
    for one in done.order_by("ended", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_ids(one.decision),
            "plan_id": str(one.id),
            "kind": ["reinstated"],
        }
        yield Line(one.ended, "remedy.completed", "the remedy", fields)


def probations(*, at: datetime) -> Iterator[Line]:
    """Each measure lifted on conditions, and until when these hold."""
    found = Probation.objects.filter(at__lte=at).select_related("by")
    found = found.select_related("lift__measure__decision__case")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_ids(one.lift.measure.decision),
            "conditions": one.conditions,
            "end_at": stamp(one.until),
        }
        yield Line(one.at, "probation.started", one.by.name, fields)
