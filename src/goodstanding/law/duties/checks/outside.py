"""Out of court: bodies that settle disputes, mediators, arbitrators."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.check import on
from goodstanding.law.duties.checks.hearings import missing
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import Data, flag, number, part, text

AWARD = ("arbitration.decided", "arbitration.award")
WEAKER = frozenset({"consumer", "employee", "worker", "private"})


def _slots(data: Data) -> tuple[float, float] | None:
    """How often (or long) each of the two sides could speak."""
    slots = part(data, "slots") or part(data, "submissions")
    counts = [n for name in slots if (n := number(slots, name)) is not None]
    return (counts[0], counts[1]) if len(counts) > 1 else None


@on("ods.decided")
def ods_costs(entry: Entry) -> Lapses:
    """The platform pays the body's fees, and the member's costs if the member wins.

    DSA-21.5, G18.
    """
    due = "the platform pays the fees, and the costs of a member who wins"
    outcome = text(entry.data, "outcome").lower()
    charged = number(entry.data, "user_charged") or 0
    if charged and text(entry.data, "body_finding") != "bad_faith":
        return (Lapse(due, f"the member paid {charged:g}"),)
    if outcome not in {"user", "member", "complainant"}:
        return NONE
    pairs = (("platform_paid", "fees"), ("reimbursed", "user_costs"))
    short = [f"{b} {number(entry.data, b):g}" for a, b in pairs if _is_short(entry.data, a, b)]
    return (Lapse(due, f"unpaid: {', '.join(short)}"),) if short else NONE


def _is_short(data: Data, paid: str, owed: str) -> bool:
    return (number(data, paid) or 0) < (number(data, owed) or 0)


@on("ods.refused")
def ods_refusal(entry: Entry) -> Lapses:
    """A dispute is refused only where the same one was resolved before.

    DSA-21.2.
    """
    if text(entry.data, "earlier_dispute", "resolved_dispute", "refs"):
        return NONE
    return (Lapse("only a dispute resolved before is refused", "none is named"),)


@on("mediation.cost", "mediation.closed", "mediation.decided")
def mediation_cost(entry: Entry) -> Lapses:
    """The platform bears a reasonable share of a mediation.

    G18, P2B-12.3.
    """
    share = number(part(entry.data, "cost"), "platform_share")
    share = number(entry.data, "platform_share") if share is None else share
    if share is None:
        return unsaid("the platform bears a share", "platform_share is not stated")
    return NONE if share > 0 else (Lapse("the platform bears a share", "it bears none"),)


@on(*AWARD)
def both_heard(entry: Entry) -> Lapses:
    """Both sides were given notice, and at least one chance to speak.

    G19, G23, NYA-V1b.
    """
    slots, due = _slots(entry.data), "both sides are heard"
    if slots is None:
        return unsaid(due, "how often each side could speak is not stated (slots)")
    return NONE if min(slots) >= 1 else (Lapse(due, "one side was not"),)


@on(*AWARD, "dispute.decided")
def equal_time(entry: Entry) -> Lapses:
    """Both sides of a dispute have equal chances, and are reminded before a default.

    G23, UPW-ESC.
    """
    slots = _slots(entry.data)
    if slots is not None and slots[0] != slots[1]:
        return (Lapse("equal chances", f"{slots[0]:g} against {slots[1]:g}"),)
    if flag(entry.data, "default") and not flag(entry.data, "reminded"):
        return (Lapse("a reminder before a default decision", "there was none"),)
    return NONE


@on("arbitration.opened", *AWARD)
def agreed(entry: Entry) -> Lapses:
    """Arbitration rests on an agreement that covers the dispute.

    G19, NYA-V1.
    """
    if entry.file.facts.get("agreement") or part(entry.data, "agreement"):
        entry.file.facts["agreement"] = True
        return NONE
    return unsaid("an agreement to arbitrate", "none is stated")


@on("arbitration.opened")
def consented(entry: Entry) -> Lapses:
    """A consumer or worker agrees to arbitration after the dispute has arisen.

    G19, NYA-V2.
    """
    role = text(entry.data, "party_role", "role") or entry.file.capacity
    if role not in WEAKER or flag(entry.data, "post_dispute_consent"):
        return NONE
    return (Lapse(f"a {role} agrees after the dispute arose", "no such consent"),)


@on("arbitration.opened")
def choice_kept(entry: Entry) -> Lapses:
    """Who was harassed or assaulted need not arbitrate.

    G19, US-EFAA.
    """
    if text(entry.data, "topic") not in {"harassment", "assault"}:
        return NONE
    if flag(entry.data, "claimant_chose") or flag(entry.data, "post_dispute_consent"):
        return NONE
    return (Lapse("the claimant chooses", "arbitration was not their choice"),)


@on(*AWARD)
def award_reasoned(entry: Entry) -> Lapses:
    """An award has reasons, and says what the arbitrator disclosed.

    G19, UML.
    """
    needed = {"reasons": ("reasons",), "disclosure": ("disclosure", "arbitrator_disclosure")}
    return missing(entry, needed, "an award has reasons and a disclosure")
