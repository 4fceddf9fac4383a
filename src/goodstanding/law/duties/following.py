"""How each event changes what is remembered."""

from collections.abc import Callable, Mapping
from datetime import datetime

from goodstanding.law.duties import publishing
from goodstanding.law.duties.record import Appeal, Decision, Effect, Entry, Exhibit, Hold
from goodstanding.law.duties.values import (
    Data,
    flag,
    items,
    part,
    text,
    when,
)

PERSON = frozenset({"human", "person", "panel", "staff"})


def _case_opened(entry: Entry) -> None:
    file, data = entry.file, entry.data
    file.detected = file.detected or bool(items(data, "tools"))
    file.facts.update(
        {
            "source_type": text(data, "source_type"),
            "risk_class": text(data, "risk_class"),
            "tools": items(data, "tools"),
        }
    )
    file.hands.update(items(data, "investigator", "investigators"))
    file.conflicted.update(items(data, "conflicts", "conflicted"))


def _evidence(entry: Entry) -> None:
    name = text(entry.data, "evidence_id")
    collected = when(entry.data, "collected_at")
    entry.file.evidence[name] = Exhibit(
        kind=text(entry.data, "class"),
        collected_at=collected,
        barred=bool(text(entry.data, "banned_class")) and not _is_no(entry.data, "banned_class"),
        withheld=bool(text(entry.data, "withheld_reason")),
    )
    latest = collected or entry.at
    if entry.file.proof_at is None or latest > entry.file.proof_at:
        entry.file.proof_at = latest
    entry.file.detected = entry.file.detected or bool(text(entry.data, "tool", "detector"))


def _is_no(data: Data, name: str) -> bool:
    return data.get(name) in (False, "false", "no", 0)


def _warned(entry: Entry) -> None:
    entry.file.warned_at = entry.at
    if entry.file.subject:
        entry.record.warned[entry.file.subject] = entry.at


def _served(entry: Entry) -> None:
    entry.file.served_at = entry.at


def _answered(entry: Entry) -> None:
    entry.file.answered_at = entry.at


def _talk_asked(entry: Entry) -> None:
    entry.file.talk_asked_at = entry.at
    entry.file.representative = text(entry.data, "representative_id") or entry.file.representative


def _talked(entry: Entry) -> None:
    if text(entry.data, "human_id"):
        entry.file.talked_at = entry.at


def _inquiry_closed(entry: Entry) -> None:
    entry.file.inquiry_closed_at = entry.at
    entry.file.hands.update(items(entry.data, "investigator", "investigators"))


def _conflict(entry: Entry) -> None:
    entry.file.conflicted.update(items(entry.data, "person", "actor", "by"))


def _asked_to_correct(entry: Entry) -> None:
    entry.file.asked_to_correct_until = when(entry.data, "due_at", "due", "respond_by") or entry.at


def decision_of(data: Data, at: datetime) -> Decision:
    """A decision, as far as it is remembered."""
    decider = part(data, "decider")
    kind = text(decider, "kind").lower()
    level = text(part(data, "automation"), "decision").lower()
    return Decision(
        id=text(data, "decision_id"),
        kind=text(data, "kind"),
        at=at,
        exception=text(data, "exception_code", "exception").upper(),
        cause=text(data, "cause"),
        ground=text(data, "ground", "reason"),
        scope=text(data, "object_scope", "scope"),
        decider=text(decider, "id", "name"),
        automated=(bool(kind) and kind not in PERSON) or level in {"fully", "full", "solely"},
        evidence=frozenset(items(data, "evidence_relied", "evidence")),
        end_at=when(data, "end_at", "ends_at"),
        permanent=flag(data, "permanent"),
        narrow=text(data, "kind") == "restrict" and flag(data, "narrow"),
    )


def _decided(entry: Entry) -> None:
    made, file = decision_of(entry.data, entry.at), entry.file
    for one in file.decisions.values():
        if one.automated and not made.automated:
            one.supervised_at = one.supervised_at or entry.at
    if made.id:
        file.decisions[made.id] = made
        entry.record.of_decision[made.id] = file
    entry.decision = made


def _told(entry: Entry) -> None:
    if entry.decision is not None:
        entry.decision.statements += 1
        entry.decision.said_at = entry.decision.said_at or entry.at


def _confirmed(entry: Entry) -> None:
    if entry.decision is not None:
        entry.decision.supervised_at = entry.decision.supervised_at or entry.at


def _begun(entry: Entry) -> None:
    decision, interim = entry.decision, entry.kind.startswith("interim")
    end_at = when(entry.data, "end_at", "ends_at", "until")
    if decision is not None:
        decision.begun = True
        end_at = end_at or decision.end_at
    name = text(entry.data, "decision_id") or (decision.id if decision else "")
    kind = text(entry.data, "kind") or (decision.kind if decision else "")
    entry.file.effects.append(Effect(name, kind, interim, entry.at, end_at))


def _ended(entry: Entry) -> None:
    interim = entry.kind.startswith("interim")
    name = text(entry.data, "decision_id")
    for one in entry.file.effects:
        if one.ended is None and one.interim is interim and name in ("", one.decision):
            one.ended = entry.at
    if text(entry.data, "human_id"):  # whoever ended it had looked at it
        _confirmed(entry)


def _appealed(entry: Entry) -> None:
    name = text(entry.data, "appeal_id")
    appeal = entry.appeal or Appeal(name, entry.decision.id if entry.decision else "")
    appeal.opened_at = appeal.opened_at or entry.at
    appeal.points = frozenset(items(entry.data, "points"))
    entry.file.appeals[appeal.id] = appeal
    entry.record.of_appeal[appeal.id] = entry.file
    entry.appeal = appeal


def _assigned(entry: Entry) -> None:
    if entry.appeal is not None:
        entry.appeal.reviewer = text(part(entry.data, "reviewer"), "id")


def _appeal_decided(entry: Entry) -> None:
    if entry.appeal is not None:
        entry.appeal.is_decided = True
        reviewer = part(entry.data, "reviewer") or part(entry.data, "decider")
        entry.appeal.reviewer = text(reviewer, "id") or entry.appeal.reviewer
    if entry.decision is not None and text(entry.data, "outcome") == "reversed":
        entry.decision.reversed = True


def _remedied(entry: Entry) -> None:
    done: set[str] = entry.file.facts.setdefault("remedies", set())
    done.update(items(entry.data, "kind", "kinds"))


def _held(entry: Entry) -> None:
    name = text(entry.data, "hold_id")
    decision = entry.decision
    entry.hold = Hold(
        id=name,
        decision=decision.id if decision else "",
        ground=text(entry.data, "ground"),
        exception=text(entry.data, "exception_code", "exception").upper()
        or (decision.exception if decision else ""),
        placed_at=entry.at,
        release_by=when(entry.data, "release_by"),
        looked_at=entry.at,
        own_statement=bool(decision and decision.said_at and decision.said_at <= entry.at),
    )
    entry.file.holds[name] = entry.hold
    entry.record.of_hold[name] = entry.file


def after_looked(entry: Entry) -> None:
    """A hold was looked at: only now, so that the check before sees how long it had waited."""
    if entry.hold is not None:
        entry.hold.looked_at = entry.at


def after_extended(entry: Entry) -> None:
    """A hold goes on to its new end: only now, so that the check before sees the old one."""
    new = when(entry.data, "release_by")
    if entry.hold is not None and new is not None:
        entry.hold.extended, entry.hold.release_by = True, new


AFTER = {"hold.reviewed": after_looked, "hold.extended": after_extended}
"""What is taken account of only after the checks."""


def _released(entry: Entry) -> None:
    if entry.hold is not None:
        entry.hold.released_at = entry.at


def _noticed(entry: Entry) -> None:
    category = text(entry.data, "category")
    entry.record.received[entry.thing] = (entry.at, category)
    if flag(entry.data, "trusted_flagger") or flag(entry.data, "trusted"):
        entry.record.trusted.setdefault(category, {})[entry.thing] = entry.at


def _notice_decided(entry: Entry) -> None:
    entry.file.facts["automation"] = text(part(entry.data, "automation"), "decision", "id")


def _tool_found(entry: Entry) -> None:
    if text(entry.data, "finding") == "infringing":
        entry.record.infringing_tools.add(entry.thing)


def _tool_mended(entry: Entry) -> None:
    entry.record.infringing_tools.discard(entry.thing)


def _illegal_service(entry: Entry) -> None:
    entry.file.facts["illegal_service"] = True


def _buyers_told(entry: Entry) -> None:
    entry.file.facts["buyers_told"] = True


def says_until(data: Data) -> datetime | None:
    """Until when a statement says an appeal can be opened."""
    return when(data, "appeal_until", "appeal_deadline", "appeal_window_end")


FOLLOW: Mapping[str, Callable[[Entry], None]] = {
    "case.opened": _case_opened,
    "evidence.added": _evidence,
    "warning.sent": _warned,
    "preliminary.sent": _served,
    "response.received": _answered,
    "hearing.requested": _talk_asked,
    "hearing.held": _talked,
    "inquiry.closed": _inquiry_closed,
    "conflict.declared": _conflict,
    "remedy.requested": _asked_to_correct,
    "decision.made": _decided,
    "decision.confirmed": _confirmed,
    "interim.confirmed": _confirmed,
    "sor.delivered": _told,
    "effect.started": _begun,
    "interim.started": _begun,
    "effect.ended": _ended,
    "interim.ended": _ended,
    "appeal.opened": _appealed,
    "appeal.assigned": _assigned,
    "appeal.decided": _appeal_decided,
    "remedy.completed": _remedied,
    "hold.placed": _held,
    "hold.released": _released,
    "rule.published": publishing.published,
    "rule.retired": publishing.retired,
    "notice.received": _noticed,
    "notice.decided": _notice_decided,
    "tool.finding": _tool_found,
    "tool.disabled": _tool_mended,
    "tool.changed": _tool_mended,
    "illegal_service.known": _illegal_service,
    "buyers.notified": _buyers_told,
    "public_notice.published": _buyers_told,
}
