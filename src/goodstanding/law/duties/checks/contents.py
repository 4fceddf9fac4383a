"""What a statement of reasons says."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses
from goodstanding.law.duties.checks.check import on
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import EMPTY, of_statement, stated

DELIVERED = "sor.delivered"
LEGAL = frozenset({"illegal", "legal", "law"})


def _all_said(entry: Entry) -> frozenset[str]:
    """Names of all the statement says, gathered once for all checks of it."""
    if entry.says is None:
        entry.says = stated(entry.data)
    return entry.says


def _silent(entry: Entry, *names: str) -> list[str]:
    """Which of some things the statement leaves out, under any of their names."""
    says, known = _all_said(entry), entry.record.table.statement
    return [name for name in names if not says & known[name]]


def _says(entry: Entry, *names: str) -> Lapses:
    silent = _silent(entry, *names)
    if not silent:
        return NONE
    due = f"a statement of reasons says {' and '.join(names)}"
    return (Lapse(due, f"it does not say: {', '.join(silent)}"),)


@on(DELIVERED)
def states_measure(entry: Entry) -> Lapses:
    """A statement says which measure, and until when or that it is permanent.

    DSA-17.3a, G11.
    """
    words = entry.decision is not None and entry.decision.kind in {"warn", "visibility"}
    return _says(entry, "measure") if words else _says(entry, "measure", "ending")


@on(DELIVERED)
def states_facts(entry: Entry) -> Lapses:
    """A statement says the facts relied on, and where they came from.

    DSA-17.3b, G11, P2B-4.5.
    """
    return _says(entry, "facts", "source")


@on(DELIVERED)
def states_automation(entry: Entry) -> Lapses:
    """A statement says whether a machine detected, and whether one decided.

    DSA-17.3c, G11.
    """
    says, known = _all_said(entry), entry.record.table.statement
    silent = [
        name
        for name in ("detection", "decision")
        if not says & known[name] and not _is_false(entry, known[name])
    ]
    if not silent:
        return NONE
    return (Lapse("a statement says what machines did", f"not told: {', '.join(silent)}"),)


def _is_false(entry: Entry, names: frozenset[str]) -> bool:
    inner = entry.data.get("fields")
    return any(
        entry.data.get(one) is False or (isinstance(inner, dict) and inner.get(one) is False)
        for one in names
    )


@on(DELIVERED)
def automation_true(entry: Entry) -> Lapses:
    """What a statement says of machines is what the log shows.

    DSA-17.3c, G11.
    """
    due = "what it says of machines is what the log shows"
    decided = of_statement(entry.data, "automated_decision")
    if decided is not None and entry.decision and _is_yes(decided) != entry.decision.automated:
        by = "a machine" if entry.decision.automated else "a person"
        return (Lapse(due, f"it says {decided}, but {by} decided"),)
    detected = of_statement(entry.data, "automated_detection")
    if detected is not None and not _is_yes(detected) and entry.file.detected:
        return (Lapse(due, f"it says {detected}, but a tool detected"),)
    return NONE


def _is_yes(said: object) -> bool:
    return str(said).lower() in {"true", "yes", "fully", "automated_decision_fully", "1"}


@on(DELIVERED)
def states_law(entry: Entry) -> Lapses:
    """Where something is said to be illegal, the statement says under which law and why.

    DSA-17.3d, G11.
    """
    if str(of_statement(entry.data, "ground")).lower() not in LEGAL:
        return NONE
    if of_statement(entry.data, "legal_ground", "d") and _explained(entry):
        return NONE
    return (Lapse("which law, and why it is broken", "the statement does not say"),)


@on(DELIVERED)
def states_terms(entry: Entry) -> Lapses:
    """Where a rule of the platform is broken, the statement says which and why.

    DSA-17.3e, G11, P2B-4.5.
    """
    if str(of_statement(entry.data, "ground")).lower() in LEGAL:
        return NONE
    return _says(entry, "ground", "explanation")


def _explained(entry: Entry) -> bool:
    return not _silent(entry, "explanation")


@on(DELIVERED)
def states_redress(entry: Entry) -> Lapses:
    """A statement says what can be done against it.

    DSA-17.3f, DSA-30.4, G11, GDPR-22.3, P2B-4.3a, UK-22A.
    """
    return _says(entry, "redress")


@on(DELIVERED)
def states_contact(entry: Entry) -> Lapses:
    """A statement names whom to talk to.

    DSA-12, G11, GDPR-22.3, PWD-11.1b, UK-22A.
    """
    return _says(entry, "contact")


@on(DELIVERED)
def states_remedy(entry: Entry) -> Lapses:
    """A statement says what can be done to put it right.

    G11, SEA-070.
    """
    return _says(entry, "remedy")


@on(DELIVERED)
def precise(entry: Entry) -> Lapses:
    """A statement names the rule, and the evidence by its id.

    DSA-17.4.
    """
    return _says(entry, "ground", "records")


@on(DELIVERED)
def names_everything(entry: Entry) -> Lapses:
    """A statement says rule, reason, start, end, remedy, redress, representative and contact.

    WA-99100.
    """
    lapses = _says(entry, "ground", "explanation", "ending", "remedy", "redress", "contact")
    says = _all_said(entry)
    if not says & {"start", "effect_at"} or not says & {"representative", "representation"}:
        lapses = (*lapses, Lapse("start, and who may represent", "the statement does not say"))
    return lapses


@on(DELIVERED)
def names_object(entry: Entry) -> Lapses:
    """A statement says about what it is.

    SCP-NO.
    """
    if _all_said(entry) & {"object", "object_refs", "object_scope", "url", "excerpt"}:
        return NONE
    return (Lapse("what it is about", "the statement does not say"),)


@on(DELIVERED)
def names_fair_work(entry: Entry) -> Lapses:
    """A statement names the Fair Work Commission.

    AU-394.
    """
    return _names(entry, ("fwc", "fair work"), "the Fair Work Commission is named")


@on(DELIVERED)
def names_out_of_court(entry: Entry) -> Lapses:
    """A statement says that a body outside the courts can be asked.

    DSA-21.1, G18.
    """
    words = ("ods", "out-of-court", "out_of_court", "mediat", "dispute")
    return _names(entry, words, "out-of-court settlement is named")


def _names(entry: Entry, words: tuple[str, ...], due: str) -> Lapses:
    redress = of_statement(entry.data, "redress", "f")
    if redress in EMPTY or redress is True:
        return NONE if redress is True else (Lapse(due, "no redress is stated"),)
    said = str(redress).lower()
    return NONE if any(one in said for one in words) else (Lapse(due, "it is not"),)


@on(DELIVERED)
def certified(entry: Entry) -> Lapses:
    """A person certifies that the records given are accurate.

    SEA-080.
    """
    if _all_said(entry) & {"certification", "certified_by"}:
        return NONE
    return (Lapse("a signed certification of the records", "there is none"),)
