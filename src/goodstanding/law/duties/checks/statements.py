"""How a statement of reasons reaches the person: proven, once, in time, with the records."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.check import SETTLED, on
from goodstanding.law.duties.checks.contents import DELIVERED
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import EMPTY, items, of_statement, text, when

DURABLE = "on a durable medium"


@on(DELIVERED)
def named(entry: Entry) -> Lapses:
    """A statement names the decision it is about.

    S09.
    """
    if entry.decision is not None:
        return NONE
    name = text(entry.data, "decision_id")
    happened = f"there is no decision {name}" if name else "it names none"
    return unsaid("a statement names a decision of the log", happened)


@on(DELIVERED)
def once(entry: Entry) -> Lapses:
    """One decision has one statement in force; a new one replaces it.

    DSA-17.1, S06.
    """
    if entry.decision is None or entry.decision.statements <= 1:
        return NONE
    if text(entry.data, "supersedes", "replaces", "chain_id", "recipient"):
        return NONE
    return (Lapse("one statement of a decision", f"number {entry.decision.statements} came"),)


@on(SETTLED)
def told(entry: Entry) -> Lapses:
    """Every decision against someone is told in a statement of reasons.

    AU-14, BC-45.33, DSA-17.1, G11, S06, SEA-070.
    """
    table, found = entry.record.table, []
    for one in entry.file.decisions.values():
        due_at = one.at if not one.begun else None
        if one.statements or one.kind not in table.words["adverse"]:
            continue
        if one.exception in table.exceptions["silent"] or one.cause == "authority_order":
            continue
        happened = f"{one.kind} {one.id} has none"
        found.append(Lapse("a statement of reasons is delivered", happened, due_at))
    return tuple(found)


@on(DELIVERED)
def says_what_was_done(entry: Entry) -> Lapses:
    """The measure a statement names is the one decided.

    DSA-17.3a, G11.
    """
    said = str(of_statement(entry.data, "measure", "a") or "").lower()
    decision = entry.decision
    known = entry.record.table.mildest_first
    if decision is None or said not in known or said == decision.kind:
        return NONE
    return (Lapse(f"it says what was decided: {decision.kind}", f"it says {said}"),)


@on(DELIVERED)
def reporter_unnamed(entry: Entry) -> Lapses:
    """Who reported is not named unless strictly necessary.

    DSA-17.3b, G12.
    """
    named_reporter = of_statement(entry.data, "notifier_identity", "reporter_identity")
    if not named_reporter or of_statement(entry.data, "identity_necessity_reason"):
        return NONE
    return (Lapse("who reported stays unnamed unless necessary", "it names them"),)


@on(DELIVERED)
def records_given(entry: Entry) -> Lapses:
    """Every record relied on is given with the statement, or its absence has a reason.

    G12, SEA-070, SEA-080.
    """
    if entry.decision is None or not entry.decision.evidence:
        return NONE
    due = "every record relied on is given"
    names = ("records", "evidence_relied", "evidence_ids", "evidence")
    inner = entry.data.get("fields")
    given = set(items(entry.data, *names)) or set(
        items(inner, *names) if isinstance(inner, dict) else ()
    )
    if not given:
        return (Lapse(due, "it gives none"),)
    known = entry.file.evidence
    withheld = {one for one in entry.decision.evidence if one in known and known[one].withheld}
    kept = sorted(entry.decision.evidence - given - withheld)
    return (Lapse(due, f"kept back without a reason: {', '.join(kept)}"),) if kept else NONE


@on(DELIVERED)
def durable(entry: Entry) -> Lapses:
    """A statement comes on a medium that can be kept.

    P2B-4.1, P2B-4.2.
    """
    medium = text(entry.data, "medium").lower()
    if not medium:
        return unsaid(DURABLE, "the medium is not stated")
    if medium in entry.record.table.words["durable_media"]:
        return NONE
    return (Lapse(DURABLE, f"it came by {medium}"),)


@on(DELIVERED)
def delivery_proven(entry: Entry) -> Lapses:
    """Delivery is what a transport acknowledged or a portal showed, not what was sent.

    DSA-20.2, S13.
    """
    due = "proof of delivery"
    if text(entry.data, "status", "delivery").lower() in {"sent", "queued", "failed"}:
        return (Lapse(due, "it was only sent"),)
    if text(entry.data, "delivered_at", "acknowledged_at", "proof") or text(entry.data, "medium"):
        return NONE
    return unsaid(due, "neither delivered_at nor a medium is stated")


@on(DELIVERED)
def time_to_appeal(entry: Entry) -> Lapses:
    """The time to appeal runs from delivery, and is not shorter than what binds.

    DSA-20.2, G14, S08.
    """
    until = when(entry.data, "appeal_until", "appeal_deadline")
    if until is None:
        return NONE
    least = entry.file.plan.length("appeal_window").after(entry.at)
    if until >= least:
        return NONE
    return (Lapse("time to appeal", f"it ends at {until:%Y-%m-%d %H:%M}", least),)


@on(DELIVERED)
def in_language(entry: Entry) -> Lapses:
    """A statement is in the person's language.

    G30, SCP-NO.
    """
    language = text(entry.data, "language")
    if not language:
        return unsaid("the person's language", "the language is not stated")
    theirs = entry.file.language
    if theirs in EMPTY or theirs.split("-")[0].lower() == language.split("-")[0].lower():
        return NONE
    return (Lapse(f"the person's language, {theirs}", f"it is in {language}"),)
