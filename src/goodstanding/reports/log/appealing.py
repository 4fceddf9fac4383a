"""Appeals and what came of them, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from goodstanding.accounts.models import Staff
from goodstanding.appeals.models import Appeal, AppealAssignment, AppealOutcome
from goodstanding.cases.models import Reversal
from goodstanding.findings.models import SetAside
from goodstanding.law.appeal import Outcome
from goodstanding.law.terms import StaffRole
from goodstanding.reports.log import talks
from goodstanding.reports.log.line import CHUNK, Fields, Line, stamp

CLOCK = "the clock"
CALLED = {Outcome.CONFIRMED: "upheld"}
"""The vocabulary says of the decision what the record says; it only calls one thing otherwise."""


def _ids(one: Appeal) -> Fields:
    return {
        "case_id": one.decision.case.reference,
        "decision_id": str(one.decision_id),
        "appeal_id": str(one.id),
    }


def opened(*, at: datetime) -> Iterator[Line]:
    """Each appeal, by whom and by which door; filing one is free, whatever its form."""
    found = Appeal.objects.filter(filed_at__lte=at)
    found = found.select_related("decision__case__account", "account")
    for one in found.order_by("filed_at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_ids(one),
            "appellant": one.account.name,
            "representative_id": talks.acting(one.decision.case, one.filed_by),
            "channel": one.door,
            "fee": 0,
        }
        yield Line(one.filed_at, "appeal.opened", one.filed_by or one.account.name, fields)


def _reached(notice: str) -> Min:
    tries = f"{notice}__deliveries__attempts"
    return Min(f"{tries}__at", filter=Q(**{f"{tries}__delivered": True}))


def acknowledged(*, at: datetime) -> Iterator[Line]:
    """Each appeal whose receipt reached the member."""
    found = Appeal.objects.annotate(reached=_reached("receipt")).filter(reached__lte=at)
    found = found.select_related("decision__case")
    for one in found.order_by("reached", "id").iterator(chunk_size=CHUNK):
        yield Line(one.reached, "appeal.ack", CLOCK, _ids(one))


def qualified(staff: Staff, at: datetime) -> Fields:
    """Who looks again; a reviewer is who may reinstate."""
    roles = [r for r in staff.roles.all() if r.role == StaffRole.REVIEWER]
    ends = [r.qualified_until for r in roles if r.qualified_from <= at]
    until = None if None in ends or not ends else max(filter(None, ends))
    authority = "reinstate" if roles else "none"
    who: Fields = {"kind": "human", "id": staff.name, "authority": authority}
    return {**who, "qualified_until": stamp(until)} if until else who


def assigned(*, at: datetime) -> Iterator[Line]:
    """Each appeal, given to a reviewer."""
    found = AppealAssignment.objects.filter(at__lte=at)
    found = found.select_related("appeal__decision__case", "reviewer")
    found = found.prefetch_related("reviewer__roles")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {**_ids(one.appeal), "reviewer": qualified(one.reviewer, one.at)}
        yield Line(one.at, "appeal.assigned", one.reviewer.name, fields)


def _outcomes() -> QuerySet[AppealOutcome]:
    found = AppealOutcome.objects.select_related("appeal__decision__case", "decided_by", "milder")
    return found.select_related("appeal__decision__statement").prefetch_related("decided_by__roles")


def decided(*, at: datetime) -> Iterator[Line]:
    """Each appeal, answered."""
    for one in _outcomes().filter(at__lte=at).order_by("at", "id").iterator(chunk_size=CHUNK):
        said = one.appeal.decision.statement
        fields: Fields = {
            **_ids(one.appeal),
            "outcome": CALLED.get(Outcome(one.outcome), one.outcome),
            "reasons": one.reasons,
            "reviewer": qualified(one.decided_by, one.at),
            "next_redress": said.redress if said else None,
            **_instead(one),
        }
        yield Line(one.at, "appeal.decided", one.decided_by.name, fields)


def _instead(one: AppealOutcome) -> Fields:
    """What took the place of a modified decision, or why an appeal was not looked into."""
    if one.milder is not None:
        return {"kind": one.milder.measure, "milder_decision_id": str(one.milder.id)}
    return {"inadmissible_reason": one.inadmissible} if one.inadmissible else {}


def told(*, at: datetime) -> Iterator[Line]:
    """Each answer that reached the member."""
    found = _outcomes().annotate(reached=_reached("notice")).filter(reached__lte=at)
    for one in found.order_by("reached", "id").iterator(chunk_size=CHUNK):
        yield Line(one.reached, "appeal_outcome.sent", one.decided_by.name, _ids(one.appeal))


def remedies(*, at: datetime) -> Iterator[Line]:
    """What each reversal gave back, and what it changed so that it does not recur (PWD-11.3).

    `cause_set_aside`: what the decision rested on counts no more for the same detector.
    `tool_fixed`: the rule that erred decides nothing without a person any more (P12).
    """
    found = Reversal.objects.filter(at__lte=at).select_related("decision__case", "by")
    mended = SetAside.objects.filter(cause=Concat(Value("reversal "), OuterRef("pk")))
    found = found.annotate(mended=Exists(mended))
    found = found.select_related("decision__strike").prefetch_related(
        "decision__measures", "losses"
    )
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        decision = one.decision
        done = {
            "reinstated": decision.measures.all(),
            "rank_restored": hasattr(decision, "strike"),
            "funds_released": decision.hold_id,
            "tool_fixed": one.losses.all(),  # the rule that erred decides nothing alone
            "cause_set_aside": one.mended,
        }
        fields: Fields = {
            "case_id": decision.case.reference,
            "decision_id": str(decision.id),
            "kind": [kind for kind, is_so in done.items() if is_so],
        }
        yield Line(one.at, "remedy.completed", one.by.name, fields)
