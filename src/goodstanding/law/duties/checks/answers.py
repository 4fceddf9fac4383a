"""What an appeal brings: a reasoned answer, what comes next, and everything as it was."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.appeals import DECIDED
from goodstanding.law.duties.checks.check import SETTLED, on
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import EMPTY, items, text

OUTCOMES = frozenset({"upheld", "confirmed", "reversed", "modified", "inadmissible"})
PARTLY = frozenset({"cause", "tool", "rule"})


@on(DECIDED)
def reasoned_answer(entry: Entry) -> Lapses:
    """An appeal is answered with an outcome and its reasons.

    DSA-20.5, G16, P2B-11.1, PWD-11.2, SCP-A.
    """
    outcome, due = text(entry.data, "outcome"), "an answer with outcome and reasons"
    if outcome not in OUTCOMES:
        return unsaid(due, f"the outcome is {outcome!r}")
    return NONE if text(entry.data, "reasons") else (Lapse(due, "it has no reasons"),)


@on(DECIDED)
def next_redress(entry: Entry) -> Lapses:
    """An answer that does not help says where to go next.

    DSA-20.5, DSA-21.1, G18.
    """
    if text(entry.data, "outcome") == "reversed":
        return NONE
    if entry.data.get("next_redress") not in EMPTY:
        return NONE
    return (Lapse("where to go next", "next_redress is not stated"),)


@on(DECIDED)
def points_answered(entry: Entry) -> Lapses:
    """An answer answers every point that was made.

    G16.
    """
    made = entry.appeal.points if entry.appeal else frozenset()
    if not made:
        return NONE
    left = sorted(made - set(items(entry.data, "points")))
    return (Lapse("an answer to every point", f"unanswered: {', '.join(left)}"),) if left else NONE


@on(DECIDED)
def no_worse(entry: Entry) -> Lapses:
    """Nobody is worse off for having appealed.

    G20.
    """
    kind, order = text(entry.data, "kind", "new_kind"), entry.record.table.mildest_first
    decision = entry.decision
    if decision is None or kind not in order or decision.kind not in order:
        return NONE
    if order.index(kind) <= order.index(decision.kind):
        return NONE
    return (Lapse(f"nothing worse than {decision.kind}", f"it became {kind}"),)


@on(DECIDED)
def consumer_told_of_adr(entry: Entry) -> Lapses:
    """A consumer whose complaint fails is told of a named body that settles disputes.

    ADR-D.
    """
    if entry.file.capacity not in {"consumer", "private"}:
        return NONE
    told = str(entry.data.get("next_redress") or "").lower()
    if "ec.europa.eu/consumers/odr" in told:
        return (Lapse("a body that still exists", "it links the platform closed in 2025"),)
    return NONE if told else (Lapse("a named body that settles disputes", "none is named"),)


@on("remedy.completed")
def as_before(entry: Entry) -> Lapses:
    """What is given back is as it was before.

    AU-21, G17, P2B-4.3b.
    """
    before, after = entry.data.get("snapshot_before"), entry.data.get("snapshot_after")
    if before in EMPTY or after in EMPTY or before == after:
        return NONE
    return (Lapse("everything as it was before", "the snapshots differ"),)


def _remedies(entry: Entry) -> set[str]:
    done: set[str] = entry.file.facts.get("remedies", set())
    return done


@on(SETTLED)
def cause_fixed(entry: Entry) -> Lapses:
    """What caused a wrong decision is changed, so that it does not recur.

    Nobody's right was infringed by a case closed without action, whoever was right to complain.

    PWD-11.3.
    """
    wrong = (one for one in entry.file.decisions.values() if one.reversed)
    if not any(one.kind != "no_action" for one in wrong):
        return NONE
    if any(word in kind for kind in _remedies(entry) for word in PARTLY):
        return NONE
    return unsaid("the tool or rule that erred is changed", "no remedy says so (tool_fixed)")


@on(SETTLED)
def lost_pay(entry: Entry) -> Lapses:
    """Who was wrongly stopped from working is paid for what was lost.

    AU-21, NYC-276.
    """
    wrong = (one for one in entry.file.decisions.values() if one.reversed and one.begun)
    if not any(one.kind in {"restrict", "suspend", "terminate"} for one in wrong):
        return NONE
    if _remedies(entry) & {"paid_compensation", "back_pay"}:
        return NONE
    return unsaid("lost pay is made good", "no remedy says so (paid_compensation)")
