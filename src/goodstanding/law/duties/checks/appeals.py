"""Who looks again: another, qualified person, free of charge and of forms."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.check import on
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import Data, number, part, text, when

OPENED = "appeal.opened"
DECIDED = "appeal.decided"
ASSIGNED = "appeal.assigned"


def reviewer(data: Data) -> Data:
    """Who looks again."""
    return part(data, "reviewer") or part(data, "decider")


@on(OPENED)
def free(entry: Entry) -> Lapses:
    """An appeal costs nothing.

    DSA-20.1, G14, P2B-11.1.
    """
    fee = number(entry.data, "fee")
    return (Lapse("an appeal costs nothing", f"a fee of {fee:g}"),) if fee else NONE


@on(DECIDED, "appeal.rejected")
def no_formality(entry: Entry) -> Lapses:
    """No appeal fails for its form.

    DSA-20.3, G14.
    """
    why = text(entry.data, "reason", "inadmissible_reason").lower()
    if why not in {"form", "formality", "format"}:
        return NONE
    return (Lapse("no appeal fails for its form", "it was rejected for its form"),)


@on(DECIDED)
def person_reviews(entry: Entry) -> Lapses:
    """An appeal is decided by a person.

    DSA-20.6, G15, SCP-A.
    """
    who = reviewer(entry.data)
    kind = text(who, "kind").lower()
    if not kind and not text(who, "id"):
        return unsaid("a person decides the appeal", "the reviewer is not stated")
    if kind in {"", "human", "person", "panel"}:
        return NONE
    return (Lapse("a person decides the appeal", f"{kind} decided"),)


@on(DECIDED)
def reviewer_qualified(entry: Entry) -> Lapses:
    """Who decides an appeal is qualified at the time.

    DSA-20.6, G15.
    """
    until = when(reviewer(entry.data), "qualified_until")
    if until is None or until >= entry.at:
        return NONE
    return (Lapse("a qualified reviewer", "the qualification had run out", until),)


@on(ASSIGNED, DECIDED)
def fresh_eyes(entry: Entry) -> Lapses:
    """Who looks again had no hand in it before.

    G15, S07, SCP-A.
    """
    who, due = text(reviewer(entry.data), "id"), "a reviewer with no hand in the case"
    if not who:
        return unsaid(due, "the reviewer is not named") if entry.kind == DECIDED else NONE
    if entry.file.reopened:
        return unsaid(due, "its case was over long ago and is no longer remembered")
    return (Lapse(due, f"{who} had one"),) if who in earlier_hands(entry) else NONE


def earlier_hands(entry: Entry) -> set[str]:
    """Everyone who decided, investigated, or reviewed in the case before; "" where one is unnamed.

    A milder decision is part of the answer that names it (G20), and nothing before it.
    """
    file, appeal = entry.file, entry.appeal
    milder = text(entry.data, "milder_decision_id")
    others = (one for one in file.appeals.values() if one is not appeal)
    return (
        {one.decider for name, one in file.decisions.items() if name != milder}
        | {one.reviewer for one in others}
        | file.hands
        | file.conflicted
    )


@on(DECIDED)
def may_reinstate(entry: Entry) -> Lapses:
    """Who decides an appeal may reinstate.

    G15, SEA-060b.
    """
    authority = reviewer(entry.data).get("authority")
    if authority is None:
        return unsaid("a reviewer who may reinstate", "the reviewer's authority is not stated")
    if authority is True or "reinstate" in str(authority).lower():
        return NONE
    return (Lapse("a reviewer who may reinstate", f"authority: {authority}"),)
