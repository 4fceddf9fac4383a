"""On what a decision rests: rules in force, evidence of the right kind, an inquiry."""

from collections.abc import Iterator
from datetime import datetime

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.check import on
from goodstanding.law.duties.record import Entry, Exhibit
from goodstanding.law.duties.values import EMPTY, cited, items, part, text, when

MADE = "decision.made"


def is_adverse(entry: Entry) -> bool:
    """Whether the decision takes something from someone."""
    decision = entry.decision
    return decision is not None and decision.kind in entry.record.table.words["adverse"]


def conduct_at(entry: Entry) -> datetime | None:
    """When the conduct was: as the decision says, or the earliest evidence it relies on."""
    said = when(entry.data, "conduct_at", "conduct_from")
    if said or entry.decision is None:
        return said
    collected = (
        entry.file.evidence[one].collected_at
        for one in entry.decision.evidence
        if one in entry.file.evidence
    )
    return min((one for one in collected if one), default=None)


@on(MADE)
def grounded(entry: Entry) -> Lapses:
    """Every rule cited is published and not retired; or a legal ground is stated.

    CA-P22, DSA-14.1a, G01, IN-KA, P2B-3.1c, S03.
    """
    if not is_adverse(entry):
        return NONE
    due = "a decision cites a rule in force, or a legal ground"
    rules = cited(entry.data)
    if not rules:
        legal = entry.data.get("legal_ground") not in EMPTY
        return NONE if legal else (Lapse(due, "neither is cited"),)
    return tuple(_ungrounded(entry, rules, due))


def _ungrounded(entry: Entry, rules: tuple[str, ...], due: str) -> Iterator[Lapse]:
    conduct = conduct_at(entry)
    for name in rules:
        rule = entry.record.rules.get(name)
        if rule is None:
            yield Lapse(due, f"{name} was never published")
        elif rule.retired_at and conduct and rule.retired_at <= conduct:
            yield Lapse(due, f"{name} was retired before the conduct", rule.retired_at)


@on(MADE)
def not_retroactive(entry: Entry) -> Lapses:
    """No rule is cited that was not enforceable when the conduct happened.

    G01, P2B-8, S03, S04.
    """
    if not is_adverse(entry):
        return NONE
    rules = [(n, r) for n in cited(entry.data) if (r := entry.record.rules.get(n))]
    if not rules:
        return NONE
    due, conduct = "a rule is enforceable before the conduct it is applied to", conduct_at(entry)
    if conduct is None:
        return unsaid(due, "the decision does not say when the conduct was (conduct_at)")
    late = ((n, r) for n, r in rules if r.enforceable_at is None or r.enforceable_at > conduct)
    return tuple(
        Lapse(due, f"{n} for conduct at {conduct:%Y-%m-%d %H:%M}", r.enforceable_at)
        for n, r in late
    )


@on(MADE)
def in_range(entry: Entry) -> Lapses:
    """What is done stands on the rule's ladder, and lasts no longer than the rule says.

    DSA-14.1a, DSA-23.4, G13, MN-181C.
    """
    decision = entry.decision
    if decision is None or not is_adverse(entry):
        return NONE
    found = []
    for name in cited(entry.data):
        rule = entry.record.rules.get(name)
        if rule and rule.kinds and decision.kind not in rule.kinds:
            found.append(Lapse(f"a measure that {name} provides for", f"{decision.kind}"))
        if rule and rule.longest and decision.end_at:
            begun = when(entry.data, "effect_at") or entry.at
            latest = rule.longest.after(begun)
            if decision.end_at > latest:
                happened = f"it ends at {decision.end_at:%Y-%m-%d %H:%M}"
                found.append(Lapse(f"a measure of {rule.longest} at most", happened, latest))
    return tuple(found)


def _relied(entry: Entry) -> list[Exhibit]:
    known = entry.file.evidence
    return [
        known[one] for one in (entry.decision.evidence if entry.decision else ()) if one in known
    ]


@on(MADE)
def rests_on_evidence(entry: Entry) -> Lapses:
    """A decision against someone relies on evidence of its case.

    G04, SEA-050b.
    """
    decision = entry.decision
    if decision is None or not is_adverse(entry):
        return NONE
    due = "a decision relies on evidence in its case"
    if not decision.evidence:
        return (Lapse(due, "it names no evidence"),)
    unknown = sorted(decision.evidence - entry.file.evidence.keys())
    return unsaid(due, f"{', '.join(unknown)} was never added to the case") if unknown else NONE


@on(MADE)
def not_ratings_alone(entry: Entry) -> Lapses:
    """Ratings and figures alone are not enough to restrict, suspend or terminate.

    G07, SEA-050e.
    """
    if entry.decision is None or entry.decision.kind not in entry.record.table.words["heard_first"]:
        return NONE
    relied = _relied(entry)
    figures = entry.record.table.words["figures"]
    if not relied or any(one.kind not in figures for one in relied):
        return NONE
    return (Lapse("more than ratings or figures to rely on", "it rests on them alone"),)


@on(MADE)
def no_barred_input(entry: Entry) -> Lapses:
    """Nothing is relied on that may not be used: feelings, private talk, union membership.

    G07, PWD-7.
    """
    if any(one.barred for one in _relied(entry)):
        return (Lapse("no evidence of a class that may not be used", "it relies on such"),)
    return NONE


@on(MADE)
def background_only_if_serious(entry: Entry) -> Lapses:
    """Background checks count only in serious cases, or where the law demands it.

    G07, SEA-050h.
    """
    background = entry.record.table.words["background"]
    if entry.decision is None or not any(one.kind in background for one in _relied(entry)):
        return NONE
    if entry.decision.exception in entry.record.table.exceptions["serious"]:
        return NONE
    return (Lapse("background reports only in serious cases", "it relies on one without"),)


@on(MADE)
def inquired(entry: Entry) -> Lapses:
    """The inquiry is closed before the decision, but in an emergency.

    G04, SEA-050b.
    """
    decision = entry.decision
    if decision is None or decision.kind not in entry.record.table.words["heard_first"]:
        return NONE
    if decision.exception in entry.record.table.exceptions["danger"]:
        return NONE
    closed = when(part(entry.data, "investigation"), "closed", "closed_at")
    closed = closed or entry.file.inquiry_closed_at
    due = "an inquiry closed before the decision"
    if closed is None:
        return unsaid(due, "the log does not say that an inquiry was closed")
    return NONE if closed <= entry.at else (Lapse(due, f"closed at {closed:%Y-%m-%d}", entry.at),)


@on(MADE)
def corrected_first(entry: Entry) -> Lapses:
    """Whose data seem wrong is asked to correct them before being suspended.

    DSA-30.3, G24, US-INFORM.
    """
    if text(entry.data, "reason", "ground", "cause") != "trader_data":
        return NONE
    due, until = (
        "a request to correct the data, and its time over",
        entry.file.asked_to_correct_until,
    )
    if until is None:
        return (Lapse(due, "nobody asked"),)
    return NONE if until <= entry.at else (Lapse(due, "decided before", until),)


@on(MADE)
def no_retaliation(entry: Entry) -> Lapses:
    """Nothing is done to anyone because they appealed or complained.

    G20, PWD-22.
    """
    kinds = {one.kind for one in _relied(entry)} | {
        text(entry.data, "cause"),
        text(entry.data, "ground"),
    }
    if is_adverse(entry) and kinds & {"appeal", "complaint"}:
        return (Lapse("no measure for having appealed", "it relies on an appeal"),)
    return NONE


@on(MADE)
def tool_allowed(entry: Entry) -> Lapses:
    """A tool found to infringe rights is changed or stopped before it is used again.

    G29, PWD-10.4.
    """
    used = entry.record.infringing_tools.intersection(items(entry.data, "tools"))
    used |= entry.record.infringing_tools.intersection(entry.file.facts.get("tools", ()))
    due = "a tool found to infringe rights is stopped or changed first"
    return tuple(Lapse(due, f"{one} was used") for one in sorted(used))
