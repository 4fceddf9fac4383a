"""Reports by others, and appeals by who made them, as lines of the log; never who that was.

`reporter_ref` is the report's own reference: it joins what is of one report, and names nobody.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from goodstanding.accounts.models import Staff
from goodstanding.appeals.models import (
    ReporterAppeal,
    ReporterAppealOutcome,
    ReporterAppealTaken,
)
from goodstanding.cases.drafting import reported
from goodstanding.cases.models import Reopening, Report, ReportOutcome
from goodstanding.law.appeal import Outcome
from goodstanding.notices.models import ReporterLetter
from goodstanding.reports.log.appealing import CALLED, CLOCK, qualified
from goodstanding.reports.log.line import AUTOMATION, CHUNK, KINDS, Fields, Line

SOMEBODY = "who reported"


def _notice(one: Report) -> Fields:
    return {"notice_id": one.reference, "case_id": one.case.reference}


def received(*, at: datetime) -> Iterator[Line]:
    """Each report; its words stay in the record, the log says that there are some."""
    found = Report.objects.filter(at__lte=at).select_related("case__policy")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_notice(one),
            "reporter_ref": one.reference,
            "reasons": f"{len(one.text.split())} words",
            "location": one.place,
            "good_faith": one.good_faith,
            "category": one.case.policy.slug,
            "channel": one.door,
        }
        yield Line(one.at, "notice.received", SOMEBODY, fields)


def _reached(letter: ReporterLetter) -> datetime | None:
    """When a letter reached who reported: by mail where one is known, else on their page."""
    if not letter.address:
        return letter.created_at
    sent = getattr(letter, "sent", None)
    return sent.at if sent else None


def _in_order(lines: Iterator[Line], *, at: datetime) -> Iterator[Line]:
    """Lines of what reached somebody by a time, in the order in which it did."""
    return iter(sorted((one for one in lines if one.at <= at), key=lambda one: one.at))


def acknowledged(*, at: datetime) -> Iterator[Line]:
    """Each report whose receipt reached who made it."""
    found = Report.objects.filter(at__lte=at).select_related("case", "receipt__sent")
    return _in_order(
        (
            Line(reached, "notice.ack", CLOCK, _notice(one))
            for one in found.order_by("at", "id")
            if (reached := _reached(one.receipt))
        ),
        at=at,
    )


def _outcomes(at: datetime) -> QuerySet[ReportOutcome]:
    found = ReportOutcome.objects.filter(at__lte=at).order_by("at", "id")
    return found.select_related("report__case", "decision__decided_by", "letter__sent")


def decided(*, at: datetime) -> Iterator[Line]:
    """Each report, decided with its case."""
    for one in _outcomes(at).iterator(chunk_size=CHUNK):
        decision = one.decision
        fields: Fields = {
            **_notice(one.report),
            "decision_id": str(decision.id),
            "decision": KINDS[decision.measure],
            "automation": {"decision": decision.rule or "none"},
        }
        by = decision.decided_by.name if decision.decided_by else AUTOMATION
        yield Line(one.at, "notice.decided", by, fields)


def told(*, at: datetime) -> Iterator[Line]:
    """Each outcome that reached who reported, with the redress they were told."""
    return _in_order(
        (
            Line(
                reached,
                "reporter_outcome.sent",
                CLOCK,
                {
                    **_notice(one.report),
                    "decision_id": str(one.decision_id),
                    "decision": "no_action" if reported.is_unacted(one.decision) else "acted",
                    "redress": one.redress,
                    "automation_disclosed": True if one.decision.rule else None,
                },
            )
            for one in _outcomes(at)
            if (reached := _reached(one.letter))
        ),
        at=at,
    )


def _ids(one: ReporterAppeal) -> Fields:
    return {
        "case_id": one.report.case.reference,
        "decision_id": str(one.decision_id),
        "appeal_id": str(one.id),
    }


def appealed(*, at: datetime) -> Iterator[Line]:
    """Each appeal by who reported, and by which door; filing one is free."""
    found = ReporterAppeal.objects.filter(filed_at__lte=at).select_related("report__case")
    for one in found.order_by("filed_at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_ids(one),
            "appellant": one.report.reference,
            "appellant_role": "reporter",
            "channel": one.door,
            "fee": 0,
        }
        yield Line(one.filed_at, "appeal.opened", SOMEBODY, fields)


def appeal_acknowledged(*, at: datetime) -> Iterator[Line]:
    """Each such appeal whose receipt reached who filed it."""
    found = ReporterAppeal.objects.filter(filed_at__lte=at)
    found = found.select_related("report__case", "receipt__sent")
    return _in_order(
        (
            Line(reached, "appeal.ack", CLOCK, _ids(one))
            for one in found.order_by("filed_at", "id")
            if (reached := _reached(one.receipt))
        ),
        at=at,
    )


def appeal_assigned(*, at: datetime) -> Iterator[Line]:
    """Each such appeal, given to a reviewer."""
    found = ReporterAppealTaken.objects.filter(at__lte=at).prefetch_related("reviewer__roles")
    found = found.select_related("appeal__report__case", "reviewer")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        yield Line(one.at, "appeal.assigned", one.reviewer.name, _by(one.appeal, one.reviewer, at))


def _by(one: ReporterAppeal, reviewer: Staff, at: datetime) -> Fields:
    return {**_ids(one), "reviewer": qualified(reviewer, at)}


def _answers(at: datetime) -> QuerySet[ReporterAppealOutcome]:
    found = ReporterAppealOutcome.objects.filter(at__lte=at).order_by("at", "id")
    found = found.select_related("appeal__report__case", "decided_by", "letter__sent")
    return found.prefetch_related("decided_by__roles")


def appeal_decided(*, at: datetime) -> Iterator[Line]:
    """Each such appeal, answered."""
    for one in _answers(at).iterator(chunk_size=CHUNK):
        fields: Fields = {
            **_by(one.appeal, one.decided_by, one.at),
            "outcome": CALLED.get(Outcome(one.outcome), one.outcome),
            "inadmissible_reason": one.inadmissible or None,
            "reasons": one.reasons,
            "next_redress": one.redress,
        }
        yield Line(one.at, "appeal.decided", one.decided_by.name, fields)


def appeal_told(*, at: datetime) -> Iterator[Line]:
    """Each answer that reached who appealed."""
    return _in_order(
        (
            Line(reached, "appeal_outcome.sent", one.decided_by.name, _ids(one.appeal))
            for one in _answers(at)
            if (reached := _reached(one.letter))
        ),
        at=at,
    )


def reopened(*, at: datetime) -> Iterator[Line]:
    """Each case that goes on because an appeal by who reported was right."""
    found = Reopening.objects.filter(at__lte=at).select_related("decision__case", "by")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            "case_id": one.decision.case.reference,
            "decision_id": str(one.decision_id),
            "kind": ["case_reopened"],
        }
        yield Line(one.at, "remedy.completed", one.by.name, fields)
