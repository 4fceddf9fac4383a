"""The events that clocks name and no log writes: they follow from those it does."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from goodstanding.law.duties.following import says_until
from goodstanding.law.duties.record import Entry, Mark
from goodstanding.law.duties.values import cited, text, when

THINGS: Mapping[str, tuple[str, ...]] = {
    "notice": ("notice_id",),
    "reporter_outcome": ("notice_id",),
    "hold": ("hold_id",),
    "authority": ("hold_id", "report_id"),
    "order": ("order_ref",),
    "order_notice": ("order_ref",),
    "tool": ("tool_id", "tool"),
    "interim": ("interim_id", "decision_id", "case_id"),
    "ods": ("ods_id", "dispute_id"),
    "adr": ("adr_id", "dispute_id"),
    "mediation": ("mediation_id", "dispute_id"),
    "arbitration": ("arbitration_id", "dispute_id"),
    "dispute": ("dispute_id",),
    "dsr": ("dsr_id", "request_id"),
    "dp_complaint": ("complaint_id",),
    "payment_complaint": ("complaint_id",),
    "explanation": ("request_id", "decision_id"),
    "portability": ("request_id",),
    "trader": ("trader_id", "subject"),
    "worker": ("subject",),
    "disclosure": ("subject",),
    "tc_change": ("version",),
    "tc": ("version",),
    "payment_tc": ("version",),
    "policy": ("policy_id", "rule_id"),
    "period": ("period",),
    "report": ("period", "report_id"),
    "milestone": ("milestone_id",),
    "funds": ("milestone_id", "week"),
    "week": ("week",),
    "reserve": ("tranche_id",),
    "transaction": ("transaction_id", "hold_id"),
    "chargeback": ("transaction_id", "hold_id"),
    "payment": ("payment_id",),
    "refund": ("payment_id",),
    "illegal_service": ("service_id",),
    "buyers": ("service_id",),
    "public_notice": ("service_id",),
    "payout": ("payout_id",),
}
"""By what field the events of a family are joined, besides case, decision and appeal."""

NEVER = frozenset({"case", "evidence", "decision", "sor", "effect", "appeal", "appeal_outcome"})
"""Families about a case, a decision or an appeal alone."""

CHAINED = frozenset({"mau.published", "p2b_report.published", "tool.evaluated"})
"""Each of these is also the next after the one before."""

Further = Iterator[tuple[str, datetime]]


def thing_of(entry: Entry) -> str:
    """The thing an event is about, besides its case."""
    family = entry.kind.partition(".")[0]
    if family in NEVER:
        return ""
    if family == "rule":
        return next(iter(cited(entry.data)), "")
    return text(entry.data, *THINGS.get(family, ()), "key")


def mark(entry: Entry, *, needed: frozenset[str]) -> None:
    """Remember what clocks need of an event, and what follows from it."""
    kind, further = entry.kind, _FURTHER.get(entry.kind)
    if kind in CHAINED:
        entry.file.marks.extend(_chained(entry))
    elif kind in needed or further is not None:
        decision = entry.decision.id if entry.decision else text(entry.data, "decision_id")
        appeal = entry.appeal.id if entry.appeal else text(entry.data, "appeal_id")
        marks, thing = entry.file.marks, entry.thing
        if kind in needed:
            marks.append((kind, entry.at, decision, appeal, thing))
        if further is not None:
            marks.extend((other, at, decision, appeal, thing) for other, at in further(entry))


def _chained(entry: Entry) -> Iterator[Mark]:
    name = f"{entry.kind} {entry.thing}"
    number = entry.record.counts.get(name, 0) + 1
    entry.record.counts[name] = number
    yield entry.kind, entry.at, "", "", f"{name} {number}"
    if number > 1:
        yield f"{entry.kind}_next", entry.at, "", "", f"{name} {number - 1}"


def _effect(entry: Entry) -> Further:
    if entry.decision is not None and entry.decision.kind == "terminate":
        yield "terminate.effect", entry.at
        if entry.decision.scope == "payment_account":
            yield "payment_terminate.effect", entry.at


def _appeal_decided(entry: Entry) -> Further:
    if text(entry.data, "outcome") == "reversed":
        yield "appeal.reversed", entry.at
    sent = when(entry.data, "sent_at", "delivered_at")
    if sent is not None:
        yield "appeal_outcome.sent", sent


def _statement(entry: Entry) -> Further:
    until = says_until(entry.data)
    if until is not None:
        yield "appeal_window.end", until


def _stored(kind: str, *fields: str) -> Callable[[Entry], Further]:
    """An event that is a date stored in another."""

    def derive(entry: Entry) -> Further:
        at = when(entry.data, *fields)
        if at is not None:
            yield kind, at

    return derive


_FURTHER: Mapping[str, Callable[[Entry], Further]] = {
    "effect.started": _effect,
    "appeal.decided": _appeal_decided,
    "sor.delivered": _statement,
    "rule.published": _stored("rule.enforceable", "enforceable_at"),
    "policy.sent": _stored("rule.enforceable", "enforceable_at"),
    "tc_change.notified": _stored("tc.effective", "effective_at"),
    "payment_tc.notified": _stored("payment_tc.effective", "effective_at"),
    "dispute.opened": _stored("dispute.answer_due", "answer_due", "answer_by"),
    "remedy.requested": _stored("remedy.due", "due_at", "due"),
}
