"""What bound a member, from when to when, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, When
from django.db.models.functions import Least

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import CaseFinding, Measure
from goodstanding.law.terms import MeasureKind
from goodstanding.reports.log.deciding import exception
from goodstanding.reports.log.line import AUTOMATION, CHUNK, KINDS, Fields, Line, stamp

LATE = Q(decision__appeal__outcome=None) | Q(
    decision__appeal__outcome__at__gt=F("decision__appeal__reply_due_at")
)
UNANSWERED = Case(When(LATE, then=F("decision__appeal__reply_due_at")))
"""From when on a measure has no effect, because the appeal against it was not answered (S10)."""


def _measures(at: datetime) -> QuerySet[Any]:
    """Measures that took effect: what was over before its start never did."""
    found = Measure.objects.filter(starts_at__lte=at).select_related("decision__case", "lift")
    found = found.annotate(over=Least("lift__at", "ends_at", UNANSWERED), unanswered=UNANSWERED)
    return found.exclude(over__lte=F("starts_at"))


def _named(one: Measure, what: str) -> str:
    interim = one.kind == MeasureKind.INTERIM_RESTRICTION
    return f"interim.{what}" if interim else f"effect.{what}"


def _effect(one: Measure) -> Fields:
    """What a measure is; `contract`, `thing` and `member` say how far it reaches."""
    return {
        "case_id": one.decision.case.reference,
        "decision_id": str(one.decision_id),
        "measure_id": str(one.id),
        "interim_id": str(one.id) if one.kind == MeasureKind.INTERIM_RESTRICTION else None,
        "kind": KINDS[one.kind],
        "contract": one.contract or None,
        "thing": one.subject or None,
        "member": one.member or None,
    }


def beginnings(*, at: datetime) -> Iterator[Line]:
    """Each measure, in force."""
    taken = Prefetch("decision__case__taken", CaseFinding.objects.order_by("at"))
    found = _measures(at).select_related("decision__policy").prefetch_related(taken)
    for one in found.order_by("starts_at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_effect(one),
            "capabilities": one.capabilities,
            "end_at": stamp(one.ends_at),
        }
        if one.kind == MeasureKind.INTERIM_RESTRICTION:
            fields["exception_code"] = exception(one.decision)
        yield Line(one.starts_at, _named(one, "started"), AUTOMATION, fields)


def endings(*, at: datetime) -> Iterator[Line]:
    """Each measure, ended: lifted, unanswered, or at its end, from which on it has no effect."""
    people = frozenset(Staff.objects.values_list("name", flat=True))
    ended = _measures(at).filter(over__lte=at)
    for one in ended.order_by("over", "id").iterator(chunk_size=CHUNK):
        over: datetime = one.over
        lift = getattr(one, "lift", None)
        cause, by = "its end", AUTOMATION
        if one.unanswered == over:
            cause = "an appeal that was not answered in time"
        if lift is not None and lift.at == over:
            cause, by = lift.cause, lift.by
        fields: Fields = {**_effect(one), "cause": cause, "human_id": by if by in people else None}
        yield Line(over, _named(one, "ended"), by, fields)
