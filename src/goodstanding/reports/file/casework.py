"""A case in its member's file: what it rests on, what was said in it, decided, and undone."""

from datetime import datetime
from typing import Any

from goodstanding.appeals import queries as appeals
from goodstanding.appeals.queries import reporters
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings, sight, words
from goodstanding.cases.drafting.sight import Sight
from goodstanding.cases.models import Attachment, Case, Decision, Measure, RemedyPlan, Report
from goodstanding.cases.queries import reports
from goodstanding.law.terms import Capability
from goodstanding.law.withholding import Code

Part = dict[str, Any]


def case(one: Case, *, at: datetime) -> Part:
    """A case as plain values."""
    seen = sight.of(one, at=at)
    policy = one.policy
    return {
        "reference": one.reference,
        "policy": f"{policy.title} ({policy.slug}, version {policy.version})",
        "opened_at": one.opened_at,
        "opened_by": one.opened_by,
        "why_opened": one.why or None,
        "manager": rulings.manager(one),
        "state": queries.state(one, at=at).replace("_", " "),
        "findings": [str(each.finding.pk) for each in seen if each.is_shown],
        "withheld": [_withheld(each) for each in seen if each.withholding],
        "looked_at": [
            {"shown_on": each.shown_at}
            for each in seen
            if not each.is_shown and each.withholding is None
        ],
        "heard": [_heard(each) for each in one.preliminary_notices.order_by("served_at")],
        "answers": [_said(each) for each in one.answers.order_by("at")],
        "letters": [
            {"at": each.at, "subject": each.subject, "text": each.text}
            for each in one.letters.filter(from_member=True).order_by("at")
        ],
        "messages": [
            _said(each) for each in one.messages.exclude(door="mail").order_by("at", "id")
        ],
        "files": [_file(each) for each in queries.attachments(one)],
        "notes": [{"at": each} for each in one.notes.order_by("at").values_list("at", flat=True)],
        "address": words.address(one),
        "decisions": [_decision(each, seen) for each in one.decisions.order_by("at")],
    }


def _file(one: Attachment) -> Part:
    told = {"name": one.name, "bytes": one.size, "sha256": one.sha256}
    return told | {"by": one.by, "at": one.at}


def _withheld(one: Sight) -> Part:
    kept = one.withholding
    assert kept is not None  # noqa: S101 - asked for by the caller
    return {
        "code": kept.code.upper(),
        "reason": Code(kept.code).spoken,
        "since": kept.at,
        "told_on": kept.review_at,
    }


def _heard(one: Any) -> Part:  # noqa: ANN401 - a preliminary notice, of this case
    return {
        "proposed": one.proposed,
        "served_at": one.served_at,
        "respond_by": one.respond_by,
        "by": one.by.name,
        "notice": str(one.notice_id),
    }


def _said(one: Any) -> Part:  # noqa: ANN401 - an answer or a remark, of this case
    return {"at": one.at, "by": one.by, "text": one.text}


def _decision(one: Decision, seen: list[Sight]) -> Part:
    return {
        "at": one.at,
        "measure": one.measure,
        "decided_by": one.decided_by.name if one.decided_by else f"the rule {one.rule}",
        "agreed_by": one.agreement.by.name if one.agreement else None,
        "emergency": one.emergency or None,
        "law_that_bound": _law(one),
        "reasons": one.reasons,
        "why_not_more": one.not_more or None,
        "effect_at": one.effect_at,
        "ends_at": one.ends_at,
        "relied_on": _relied(one, seen),
        "notice": str(one.notice_id) if one.notice_id else None,
        "statement_of_reasons": _statement(one),
        "measures": [_measure(each) for each in one.measures.select_related("lift")],
        "remedy": _remedy(one),
        "reversal": _reversal(one),
        "appeal": _appeal(one),
    }


def _relied(one: Decision, seen: list[Sight]) -> list[str]:
    """The findings a decision rests on, by id; one that is not shown now by its code."""
    known = {each.finding.pk: each for each in seen}
    said = []
    for pk in one.relied.values_list("finding_id", flat=True):
        kept = known[pk].withholding
        said.append(f"withheld: {kept.code.upper()}" if kept else str(pk))
    return said


def _law(one: Decision) -> list[str]:
    """The profiles of law it was decided under; empty where that was not kept yet."""
    bound: Any = getattr(one, "law", None)
    return list(bound.profiles) if bound else []


def _statement(one: Decision) -> Part | None:
    if one.statement is None:
        return None
    fields = (field.name for field in one.statement._meta.concrete_fields)
    return {name: getattr(one.statement, name) for name in fields if name not in {"id", "notice"}}


def _measure(one: Measure) -> Part:
    lift = getattr(one, "lift", None)
    return {
        "kind": one.kind,
        "stops": one.capabilities,
        "what_it_stops": words.doing(Capability(each) for each in one.capabilities),
        "contract": one.contract or None,
        "about": one.subject or None,
        "member": one.member or None,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "lifted_at": lift.at if lift else None,
        "lifted_by": lift.by if lift else None,
        "why_lifted": lift.cause if lift else None,
    }


def _remedy(one: Decision) -> list[Part]:
    plan = RemedyPlan.objects.filter(decision=one).first()
    steps = plan.steps.order_by("place") if plan else []
    return [
        {"step": step.words, "proved_by": [_proof(each) for each in step.proofs.order_by("at")]}
        for step in steps
    ]


def _proof(one: Any) -> Part:  # noqa: ANN401 - a proof of a step
    return {"at": one.at, "by": one.by, "text": one.text or None}


def _reversal(one: Decision) -> Part | None:
    undone = getattr(one, "reversal", None)
    if undone is None:
        return None
    return {"at": undone.at, "by": undone.by.name, "cause": undone.cause, "reasons": undone.reasons}


def _appeal(one: Decision) -> Part | None:
    appeal: Any = getattr(one, "appeal", None)
    if appeal is None:
        return None
    outcome = getattr(appeal, "outcome", None)
    return {
        "filed_at": appeal.filed_at,
        "filed_by": appeal.filed_by or one.case.account.name,
        "door": appeal.door,
        "text": appeal.text,
        "dialogue": [_said(each) for each in appeals.dialogue(appeal)],
        "reply_due_at": appeal.reply_due_at,
        "outcome": outcome.outcome if outcome else None,
        "decided_by": outcome.decided_by.name if outcome else None,
        "decided_at": outcome.at if outcome else None,
        "reasons": outcome.reasons if outcome else None,
    }


def report(one: Report) -> Part:
    """What a member reported of somebody else: their own words, and what they were told of it."""
    return {
        "reference": one.reference,
        "about": one.case.account.name,
        "policy": one.case.policy.slug,
        "place": one.place,
        "text": one.text,
        "at": one.at,
        "appeals": [{"text": each.text, "filed_at": each.filed_at} for each in reporters.of(one)],
        "told": [
            {"at": each.created_at, "subject": each.subject, "text": each.text}
            for each in reports.letters(one)
        ],
    }
