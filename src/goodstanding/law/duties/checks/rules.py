"""Published rules and changes of terms."""

from goodstanding.law.duties.breach import NONE, Lapse, Lapses
from goodstanding.law.duties.checks.check import on
from goodstanding.law.duties.checks.hearings import missing
from goodstanding.law.duties.record import Entry
from goodstanding.law.duties.values import text, when


@on("rule.published")
def rule_complete(entry: Entry) -> Lapses:
    """A rule is published whole: its version, hash, grounds, and from when it can be enforced.

    DSA-14.1b, G01.
    """
    needed = {
        "rule_id": ("rule_id",),
        "version": ("version",),
        "text_hash": ("text_hash",),
        "grounds": ("grounds",),
        "the range of measures": tuple(entry.record.table.words["record_range"]),
        "enforceable_at": ("enforceable_at",),
    }
    return missing(entry, needed, "a rule is published whole")


@on("tc_change.notified", "payment_tc.notified")
def change_told(entry: Entry) -> Lapses:
    """A change of terms is told to everyone before it takes effect, on a durable medium.

    DSA-14.2, G02, P2B-3.2.
    """
    needed = {
        "recipients": ("recipients",),
        "medium": ("medium",),
        "effective_at": ("effective_at",),
    }
    lapses = missing(entry, needed, "a change is told to everyone, to be kept")
    effective = when(entry.data, "effective_at")
    if effective and effective < entry.at:
        due = "a change is told before it takes effect"
        lapses = (*lapses, Lapse(due, f"told at {entry.at:%Y-%m-%d %H:%M}", effective))
    medium = text(entry.data, "medium").lower()
    if medium and medium not in entry.record.table.words["durable_media"]:
        lapses = (*lapses, Lapse("a medium that can be kept", f"told by {medium}"))
    return lapses or NONE
