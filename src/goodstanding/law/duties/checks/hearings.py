"""Whether a person was heard: warned, told what is proposed, answered, talked with, represented."""

from collections.abc import Mapping

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.bases import MADE
from goodstanding.law.duties.checks.check import on
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import EMPTY, text, when

PRELIMINARY = "preliminary.sent"
HELD = "hearing.held"


def _needs_hearing(entry: Entry) -> bool:
    decision, table = entry.decision, entry.record.table
    return (
        decision is not None
        and decision.kind in table.words["heard_first"]
        and decision.exception not in table.exceptions["danger"]
    )


@on(MADE)
def heard(entry: Entry) -> Lapses:
    """Nobody is restricted, suspended or terminated before they answered or had time to.

    AU-14, G05.
    """
    if not _needs_hearing(entry):
        return NONE
    served = entry.file.served_at
    if served is None:
        return (Lapse("a preliminary notice first, but in an emergency", "none was sent"),)
    answered = entry.file.answered_at
    if answered is not None and answered >= served:
        return NONE
    until = entry.file.plan.length("response_window").after(served)
    if entry.at >= until:
        return NONE
    return (Lapse("an answer, or the time for it over", f"decided at {entry.at:%F %H:%M}", until),)


@on(MADE)
def talked(entry: Entry) -> Lapses:
    """Who asked to talk with a person did so before the decision.

    AU-13, G05.
    """
    asked, held = entry.file.talk_asked_at, entry.file.talked_at
    if asked is None or not _needs_hearing(entry) or (held is not None and held >= asked):
        return NONE
    return (Lapse("the talk with a person that was asked for", "there was none", asked),)


@on(HELD)
def talk_with_a_person(entry: Entry) -> Lapses:
    """The talk is with a human being, named.

    AU-13, G05.
    """
    if text(entry.data, "human_id"):
        return NONE
    return (Lapse("a talk with a named person", "human_id is not stated"),)


@on(HELD)
def represented(entry: Entry) -> Lapses:
    """Who has a representative is not talked with without them.

    AU-16, G05, PWD-11.2.
    """
    if not entry.file.representative or text(entry.data, "representative_id"):
        return NONE
    return (Lapse(f"{entry.file.representative} is present", "it was held without"),)


@on(PRELIMINARY)
def preliminary_complete(entry: Entry) -> Lapses:
    """A preliminary notice says what is proposed, why, on what evidence, and until when.

    AU-11, BC-45.32, G05.
    """
    needed = {
        "the proposed decision": ("proposed_decision", "proposed decision", "proposed"),
        "reasons": ("reasons",),
        "evidence": ("evidence", "evidence_refs", "evidence refs"),
        "respond_by": ("respond_by",),
    }
    return missing(entry, needed, "a preliminary notice says what, why, on what evidence")


@on(PRELIMINARY)
def time_to_answer(entry: Entry) -> Lapses:
    """The time to answer is not shorter than what binds.

    AU-11, G05, S08.
    """
    by = when(entry.data, "respond_by")
    if by is None:
        return NONE
    least = entry.file.plan.length("response_window").after(entry.at)
    if by >= least:
        return NONE
    return (Lapse("time to answer", f"it ends at {by:%Y-%m-%d %H:%M}", least),)


@on(PRELIMINARY)
def rights_told(entry: Entry) -> Lapses:
    """A preliminary notice tells of the talk with a person, and of representation.

    AU-13, AU-16, G05.
    """
    needed = {
        "discussion_right": ("discussion_right",),
        "representation_right": ("representation_right",),
    }
    return missing(entry, needed, "the rights to talk with a person and be represented are told")


@on("warning.sent")
def warning_complete(entry: Entry) -> Lapses:
    """A warning says which rule, why, what redress there is, and until when to mend.

    AU-8, DSA-23.1, G03.
    """
    needed = {
        "rule": ("rule@version", "rules", "rule", "rule_id"),
        "reasons": ("reasons",),
        "redress": ("redress",),
        "cure_until": ("cure_until",),
    }
    return missing(entry, needed, "a warning says rule, reasons, redress, and time to mend")


def missing(entry: Entry, needed: Mapping[str, tuple[str, ...]], due: str) -> Lapses:
    """What an event had to say and does not."""
    silent = [
        name
        for name, fields in needed.items()
        if all(entry.data.get(one) in EMPTY for one in fields)
    ]
    return unsaid(due, f"it does not say: {', '.join(silent)}") if silent else NONE
