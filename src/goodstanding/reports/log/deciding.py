"""Decisions, what was told of them, and their measures, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Min, Prefetch, Q, QuerySet

from goodstanding.cases.drafting import binding, sight
from goodstanding.cases.models import CaseFinding, Decision
from goodstanding.law import weighing
from goodstanding.law.terms import Capability, MeasureKind
from goodstanding.notices.models import Notice
from goodstanding.reports.log.line import AUTOMATION, CHUNK, KINDS, Fields, Line, stamp

DELIVERED = Min("deliveries__attempts__at", filter=Q(deliveries__attempts__delivered=True))
"""When a notice first reached the member."""


def with_findings() -> Any:  # noqa: ANN401 - a prefetch is generic in what nobody needs to know
    """The findings of a decision's case, earliest first."""
    taken = CaseFinding.objects.select_related("finding").order_by("at")
    return Prefetch("case__taken", taken, to_attr="in_order")


def decisions(*, at: datetime) -> Iterator[Line]:
    """Each decision."""
    found = Decision.objects.filter(at__lte=at)
    found = found.select_related("case", "policy", "decided_by", "statement", "hold", "law")
    found = found.prefetch_related(with_findings(), "measures")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        yield Line(one.at, "decision.made", _by(one), _decision(one))


def kind(one: Decision) -> str:
    """What the vocabulary calls what was decided: the hardest of what was done at once."""
    called = KINDS[one.measure]
    return "monetary_hold" if called in {"no_action", "warn"} and one.hold_id else called


def _by(one: Decision) -> str:
    return one.decided_by.name if one.decided_by else one.rule


def relied_on(one: Decision) -> list[CaseFinding]:
    """The findings in the case when it was decided."""
    taken: list[CaseFinding] = one.case.in_order  # type: ignore[attr-defined]
    return [each for each in taken if each.at <= one.at]


def _decision(one: Decision) -> Fields:
    findings = [each.finding for each in relied_on(one)]
    return {
        "case_id": one.case.reference,
        "decision_id": str(one.id),
        "kind": kind(one),
        "interim": one.measure == MeasureKind.INTERIM_RESTRICTION or None,
        "object_scope": _scope(one),
        "narrow": _is_narrow(one) or None,
        "rule@version": [f"{one.policy.slug}@{one.policy.version}"],
        "facts": [finding.sentence for finding in findings],
        "evidence_relied": [str(finding.id) for finding in findings],
        "factors": _factors(one),
        "alternatives": _alternatives(one),
        "exception_code": exception(one),
        "decider": _decider(one),
        "automation": {
            "detection": "fully" if findings else "none",
            "decision": "none" if one.decided_by_id else "fully",
        },
        "state_request": False,
        "investigation": {"closed_at": stamp(one.at)},
        "conduct_at": stamp(one.conduct_from),
        "effect_at": stamp(one.effect_at),
        "end_at": stamp(one.ends_at or (one.hold.ends_at if one.hold else None)),
        "permanent": one.measure == MeasureKind.TERMINATION or None,
        **_law(one),
    }


def _law(one: Decision) -> Fields:
    """Which law bound it, and with which lengths; nothing where that was not kept at the time."""
    law = getattr(one, "law", None)
    if law is None:
        return {}
    return {"profiles": law.profiles, "clocks": law.clocks, "relaxations": law.relaxations}


def _is_narrow(one: Decision) -> bool:
    """Whether it restricts, but shuts nobody out of working or hiring (G08)."""
    if one.measure != MeasureKind.RESTRICTION:
        return False
    stopped = {Capability(name) for measure in one.measures.all() for name in measure.capabilities}
    return not weighing.shuts_out(stopped)


def _scope(one: Decision) -> str:
    """How far it reaches: one dealing (a job post), a contract, a member of an agency, or all."""
    measures = list(one.measures.all())
    if any(measure.subject for measure in measures):
        return "transaction"
    if any(measure.contract for measure in measures):
        return "contract"
    return "member" if any(measure.member for measure in measures) else "account"


def _decider(one: Decision) -> Fields:
    if one.decided_by is None:
        return {"kind": AUTOMATION, "id": one.rule}
    return {"kind": "human", "id": one.decided_by.name, "role": "case_manager"}


def _factors(one: Decision) -> Fields:
    """What the record holds of what was weighed; the steps it was weighed against stand apart."""
    return {key: value for key, value in one.factors.items() if key not in {"milder", "harsher"}}


def _alternatives(one: Decision) -> list[str]:
    """Each milder step and why it was not enough, the decider's reasons, and why not more."""
    milder: dict[str, str] = one.factors.get("milder", {})
    return [said for said in (*milder.values(), one.reasons, one.not_more) if said]


def exception(one: Decision) -> str | None:
    """The emergency the decision states, or its policy does for such a measure."""
    steps = one.policy.settings.get("ladder", [])
    published = (s.get("emergency") for s in steps if s["measure"] == one.measure)
    code = one.emergency or next((code for code in published if code), "")
    return code.upper() or None


def told() -> QuerySet[Any]:
    """Notices of decisions that reached the member, with when."""
    return Notice.objects.annotate(reached=DELIVERED).filter(reached__isnull=False)


def statements(*, at: datetime) -> Iterator[Line]:
    """Each statement of reasons, delivered; that of a warning is the warning, too."""
    found = told().filter(decision__statement__isnull=False, reached__lte=at)
    found = found.select_related("decision__policy", "decision__case", "decision__hold")
    found = found.select_related("statement", "account").prefetch_related(
        Prefetch("decision__case__taken", CaseFinding.objects.order_by("at"), to_attr="in_order"),
        "deliveries__attempts",
    )
    for one in found.order_by("reached", "id").iterator(chunk_size=CHUNK):
        reached: datetime = one.reached
        if one.decision.measure == MeasureKind.WARNING:
            yield Line(reached, "warning.sent", one.signed_by, _warning(one))
        yield Line(reached, "sor.delivered", one.signed_by, _statement(one, reached))


def _rule(one: Notice) -> list[str]:
    return [f"{one.decision.policy.slug}@{one.decision.policy.version}"]


def _warning(one: Notice) -> Fields:
    said = one.statement
    return {
        "case_id": one.reference,
        "rule@version": _rule(one),
        "reasons": said.explanation,
        "redress": said.redress,
        "cure_until": stamp(one.decision.at + binding.clocks(one.decision.case).cure),
    }


def _medium(one: Notice, reached: datetime) -> str:
    channels = (
        delivery.channel
        for delivery in one.deliveries.all()
        for attempt in delivery.attempts.all()
        if attempt.delivered and attempt.at == reached
    )
    return next(channels, "")


def _statement(one: Notice, reached: datetime) -> Fields:
    said, decision = one.statement, one.decision
    return {
        "case_id": one.reference,
        "decision_id": str(decision.id),
        "delivered_at": stamp(reached),
        "medium": _medium(one, reached),
        "language": said.language,
        "appeal_until": stamp(said.appeal_until),
        "fields": {
            "measure": said.measure,
            "duration": said.duration,
            "effect_at": stamp(decision.effect_at),
            "object_scope": said.scope,
            "facts": said.facts,
            "source_type": said.source,
            "automated_detection": said.automated_detection,
            "automated_decision": said.automated_decision,
            "rule@version": _rule(one),
            "ground": "tc",
            "explanation": said.explanation,
            "redress": said.redress,
            "contact": said.contact,
            "remedy_steps": said.remedy,
            "records": _told(decision, at=reached),
        },
    }


def _told(decision: Decision, *, at: datetime) -> list[str]:
    """What the statement tells of what the decision rests on: all but what was withheld."""
    kept = {one.finding_id for one in sight.withheld(decision.case, at=at)}
    return [str(one.finding_id) for one in relied_on(decision) if one.finding_id not in kept]
