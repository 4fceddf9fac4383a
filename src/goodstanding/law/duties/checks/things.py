"""Reports by others, orders, tools, traders, published figures."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses, unsaid
from goodstanding.law.duties.checks.check import SETTLED, on
from goodstanding.law.duties.checks.hearings import missing
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import EMPTY, flag, items, text, when

PARTS_OF_A_REPORT = 11


@on("notice.received")
def notice_complete(entry: Entry) -> Lapses:
    """A report says why, where, and that it is made in good faith.

    DSA-16.2.
    """
    needed = {"reasons": ("reasons",), "location": ("location",), "good_faith": ("good_faith",)}
    return missing(entry, needed, "the form of a report asks for reasons, place and good faith")


@on("reporter_outcome.sent")
def reporter_told_all(entry: Entry) -> Lapses:
    """Who reported is told the decision, and what can be done against it.

    DSA-16.5.
    """
    needed = {"decision": ("decision", "outcome"), "redress": ("redress",)}
    return missing(entry, needed, "who reported is told decision and redress")


@on("reporter_outcome.sent")
def automation_disclosed(entry: Entry) -> Lapses:
    """Who reported is told if a machine decided on the report.

    DSA-16.6.
    """
    automation = text(entry.file.facts, "automation").lower()
    if automation in {"", "none", "false"} or flag(entry.data, "automation_disclosed"):
        return NONE
    return (Lapse("that a machine was used is told", "it is not"),)


@on("notice.decided")
def trusted_first(entry: Entry) -> Lapses:
    """Reports of trusted flaggers are decided before later ones of the same kind.

    DSA-22.1.
    """
    received = entry.record.received.pop(entry.thing, None)
    if received is None:
        return NONE
    at, category = received
    waiting = entry.record.trusted.get(category, {})
    if waiting.pop(entry.thing, None) is not None or text(entry.data, "priority_reason"):
        return NONE
    older = sorted(name for name, since in waiting.items() if since <= at)
    if not older:
        return NONE
    return (Lapse(f"the trusted flagger's report {older[0]} first", f"{entry.thing} was first"),)


@on("order_notice.delivered")
def order_told(entry: Entry) -> Lapses:
    """Who is hit by an authority's order is told which, why, where it counts, and the redress.

    DSA-9.5, G25.
    """
    needed = {name: (name,) for name in ("order_ref", "reasons", "redress", "territorial_scope")}
    return missing(entry, needed, "an order is told with reasons, scope and redress")


@on("sor.exported")
def exported_once(entry: Entry) -> Lapses:
    """A statement is exported under an id of its own, for ever, and accepted.

    DSA-24.5, G28.
    """
    puid, due = text(entry.data, "puid"), "an export under an id of its own, accepted"
    if not puid:
        return unsaid(due, "puid is not stated")
    if hash(puid) in entry.record.puids:
        return (Lapse(due, f"{puid} was used before"),)
    entry.record.puids.add(hash(puid))
    accepted = entry.data.get("accepted")
    return (Lapse(due, f"{puid} was not accepted"),) if accepted in (False, "false") else NONE


@on("tool.registered")
def tool_assessed(entry: Entry) -> Lapses:
    """The effects of a tool on data protection are assessed before its first use.

    G29, PWD-8.
    """
    due = "an assessment before the first use"
    if entry.data.get("dpia_ref") in EMPTY:
        return (Lapse(due, "there is none (dpia_ref)"),)
    assessed, used = when(entry.data, "dpia_at"), when(entry.data, "first_use")
    if assessed and used and assessed > used:
        return (Lapse(due, f"assessed at {assessed:%Y-%m-%d}", used),)
    return NONE


@on("report.published")
def report_parts(entry: Entry) -> Lapses:
    """A report has the eleven parts of the template.

    IR-1.
    """
    parts = items(entry.data, "parts")
    if len(parts) == PARTS_OF_A_REPORT:
        return NONE
    return unsaid("a report in the eleven parts of the template", f"it names {len(parts)}")


@on("report.published", "p2b_report.published")
def report_figures(entry: Entry) -> Lapses:
    """A report names its figures, so that they can be counted again.

    DSA-15.1, DSA-24.1, G27, P2B-11.4, SCP-N.
    """
    names = tuple(entry.record.table.words["report_figures"])
    return missing(entry, {"figures": names}, "a report names its figures")


@on("trader.verified")
def trader_known(entry: Entry) -> Lapses:
    """Who a trader is, is known: name, identity, payment account, register, certification.

    DSA-30.1, G24.
    """
    needed = {
        "name and address": ("name", "contact", "a"),
        "identity document": ("identity", "id_document", "b"),
        "payment account": ("payment_account", "c"),
        "register": ("register", "registration", "d"),
        "self-certification": ("self_certification", "e"),
    }
    return missing(entry, needed, "a trader is known before the first offer")


@on(SETTLED)
def buyers_told(entry: Entry) -> Lapses:
    """Who bought an illegal service is told, or the public is.

    DSA-32, G25.
    """
    if not entry.file.facts.get("illegal_service") or entry.file.facts.get("buyers_told"):
        return NONE
    return (Lapse("buyers are told, or the public", "neither was"),)
