"""How a decision is made: by whom, weighing what, with which end."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.bases import MADE, is_adverse
from goodstanding.law.duties.checks.check import SETTLED, on
from goodstanding.law.duties.conditions import A_DAY
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import EMPTY, items, part, text, when

WORDS_ONLY = frozenset({"warn", "no_action", "visibility", "reject_trader", "refuse_payment"})


def _excepted(entry: Entry, name: str) -> bool:
    return bool(entry.decision) and entry.decision.exception in entry.record.table.exceptions[name]  # type: ignore[union-attr]


@on(MADE)
def readable(entry: Entry) -> Lapses:
    """A decision says its kind, in a word of the table, and who made it.

    S09.
    """
    kind = text(entry.data, "kind")
    due = "a decision says its kind and its decider"
    if kind not in entry.record.table.mildest_first:
        return unsaid(due, f"its kind is {kind!r}")
    if not entry.data.get("decision_id"):
        return unsaid(due, "it has no decision_id")
    return NONE if text(part(entry.data, "decider"), "id", "kind") else unsaid(due, "no decider")


@on(MADE)
def ends(entry: Entry) -> Lapses:
    """Everything but a termination has an end.

    G13, S05.
    """
    decision = entry.decision
    if decision is None or not is_adverse(entry) or decision.kind in WORDS_ONLY:
        return NONE
    if decision.kind == "terminate" or decision.end_at:
        return NONE
    due = "an end; only a termination is permanent"
    if decision.permanent:
        return (Lapse(due, f"{decision.kind} is permanent"),)
    return unsaid(due, f"{decision.kind} says neither end_at nor permanent")


@on(MADE)
def weighed(entry: Entry) -> Lapses:
    """Gravity, frequency, consequences, intent, history and milder ways were weighed.

    DSA-14.4, G04.
    """
    if entry.decision is None or entry.decision.kind not in entry.record.table.words["heard_first"]:
        return NONE
    due = "a decision weighs gravity, frequency, consequences, intent, history, and milder ways"
    factors = part(entry.data, "factors")
    missing = sorted(
        one for one in entry.record.table.words["factors"] if factors.get(one) in EMPTY
    )
    if entry.data.get("alternatives") in EMPTY:
        missing.append("alternatives")
    return unsaid(due, f"it does not say: {', '.join(missing)}") if missing else NONE


def _is_misuse(entry: Entry) -> bool:
    return entry.decision is not None and (
        entry.decision.ground == "misuse" or entry.decision.kind == "suspend_reporting"
    )


@on(MADE)
def misuse_weighed(entry: Entry) -> Lapses:
    """Misuse is judged by number, time, share, gravity, consequences and intention.

    DSA-23.3.
    """
    if not _is_misuse(entry):
        return NONE
    factors = part(entry.data, "factors")
    words = entry.record.table.words["misuse_factors"]
    missing = sorted(one for one in words if factors.get(one) in EMPTY)
    due = "misuse is judged by number, window, share, gravity, consequences and intent"
    return unsaid(due, f"it does not say: {', '.join(missing)}") if missing else NONE


@on(MADE)
def misuse_warned(entry: Entry) -> Lapses:
    """Whoever misuses the service is warned first.

    DSA-23.1, DSA-23.2.
    """
    if not _is_misuse(entry) or _warned(entry):
        return NONE
    return (Lapse("a warning before a suspension for misuse", "none was sent"),)


@on(MADE)
def misuse_ends(entry: Entry) -> Lapses:
    """A suspension for misuse lasts for a reasonable period, so it has an end.

    DSA-23.1.
    """
    if not _is_misuse(entry) or (entry.decision and entry.decision.end_at):
        return NONE
    return (Lapse("an end of the suspension for misuse", "none is stated"),)


@on(MADE)
def processing_only(entry: Entry) -> Lapses:
    """Who files unfounded reports has the processing of reports suspended, nothing else.

    DSA-23.2, G20.
    """
    if entry.decision is None or entry.decision.kind != "suspend_reporting":
        return NONE
    if entry.decision.scope.startswith("processing"):
        return NONE
    return (Lapse("only the processing of reports is suspended", entry.decision.scope or "all"),)


def _warned(entry: Entry) -> bool:
    sent = entry.file.warned_at or entry.record.warned.get(entry.file.subject)
    return sent is not None and sent < entry.at


@on(MADE)
def warned(entry: Entry) -> Lapses:
    """A warning comes before a suspension or termination, and something happens after it.

    AU-8, G03.
    """
    decision = entry.decision
    if decision is None or decision.kind not in entry.record.table.words["warned_first"]:
        return NONE
    if _excepted(entry, "danger"):
        return NONE
    sent = entry.file.warned_at or entry.record.warned.get(entry.file.subject)
    if sent is None or sent >= entry.at:
        return (Lapse("a warning first, but in an emergency", "none was sent"),)
    proof = entry.file.proof_at
    if proof is None or proof <= sent:
        return (Lapse("something that happened after the warning", "nothing did", sent),)
    return NONE


@on(MADE)
def person_decides(entry: Entry) -> Lapses:
    """A person decides to restrict, suspend, terminate, or hold money; a machine never alone.

    A machine may stop a single transaction, if a person looks at it within a day.

    G06, GDPR-22.1, PWD-10.5.
    """
    decision = entry.decision
    if decision is None or decision.kind not in entry.record.table.words["by_a_person"]:
        return NONE
    due = f"a person decides to {decision.kind.replace('_', ' ')}"
    decider = part(entry.data, "decider")
    if not text(decider, "kind"):
        return unsaid(due, "the decision does not say whether a person made it")
    if decision.automated and decision.scope != "transaction":
        return (Lapse(due, "it was made by a machine alone"),)
    if not decision.automated and not text(decider, "id"):
        return (Lapse(due, "the person is not named"),)
    return NONE


@on(SETTLED)
def supervised(entry: Entry) -> Lapses:
    """What a machine stopped is looked at by a person within a day.

    G06, PWD-10.5.
    """
    found = []
    for one in entry.file.decisions.values():
        until = one.at + A_DAY
        looked = one.supervised_at is not None and one.supervised_at <= until
        if one.automated and one.scope == "transaction" and not looked and entry.at > until:
            found.append(Lapse("a person looks at it within a day", "nobody did", until))
    return tuple(found)


@on(MADE)
def other_hands(entry: Entry) -> Lapses:
    """Who investigates a grave case does not decide it; who declared a conflict decides nothing.

    S07.
    """
    decision = entry.decision
    if decision is None or not decision.decider or decision.automated:
        return NONE
    if decision.decider in entry.file.conflicted:
        return (Lapse("no one decides with a declared conflict", f"{decision.decider} did"),)
    grave = "high" in (text(entry.data, "risk_class"), entry.file.facts.get("risk_class"))
    if grave and decision.decider in entry.file.hands:
        return (Lapse("another person than who investigated", f"{decision.decider} did both"),)
    return NONE


@on(MADE, "interim.started")
def emergency_named(entry: Entry) -> Lapses:
    """Acting first is only for an emergency on the closed list, with evidence.

    AU-12, G10.
    """
    code = text(entry.data, "exception_code", "exception").upper()
    if not code:
        if entry.kind == MADE:
            return NONE
        return unsaid("an emergency of the closed list", "no exception_code is stated")
    if code not in entry.record.table.exceptions["known"]:
        return (Lapse("an emergency of the closed list", f"it names {code}"),)
    evidence = items(entry.data, "exception_evidence", "evidence_relied", "evidence")
    if evidence or (entry.decision and entry.decision.evidence):
        return NONE
    return (Lapse(f"evidence for {code}", "none is named"),)


@on(MADE)
def cause_shown(entry: Entry) -> Lapses:
    """Just cause, or an economic reason, is shown.

    NYC-276.
    """
    if (
        entry.decision is None
        or entry.decision.kind not in entry.record.table.words["warned_first"]
    ):
        return NONE
    if entry.data.get("just_cause") not in EMPTY or entry.decision.ground == "economic":
        return NONE
    return unsaid("proof of just cause or an economic reason", "just_cause is not stated")


@on(MADE)
def valid_reason(entry: Entry) -> Lapses:
    """A valid reason of capacity or conduct is stated.

    AU-536LH.
    """
    if (
        entry.decision is None
        or entry.decision.kind not in entry.record.table.words["warned_first"]
    ):
        return NONE
    if text(entry.data, "valid_reason", "ground", "ground_family", "reason"):
        return NONE
    return unsaid("a valid reason of capacity or conduct", "valid_reason is not stated")


@on(MADE)
def state_involvement(entry: Entry) -> Lapses:
    """Every decision against someone says whether a state asked for it.

    G30, SCP-F.
    """
    if not is_adverse(entry):
        return NONE
    said = entry.data.get("state_request") is not None or text(entry.data, "cause", "source_type")
    if said or entry.file.facts.get("source_type"):
        return NONE
    return unsaid("whether a state asked for it", "neither state_request nor a source is stated")


@on(MADE)
def in_time_of_effect(entry: Entry) -> Lapses:
    """A decision takes effect no earlier than it is made.

    S02.
    """
    effect = when(entry.data, "effect_at")
    if effect is None or effect >= entry.at:
        return NONE
    return (Lapse("an effect no earlier than the decision", f"{effect:%Y-%m-%d %H:%M}", entry.at),)
