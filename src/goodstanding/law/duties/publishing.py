"""Rules as they are published, as far as decisions are measured by them."""

from goodstanding.law.duties.durations import Length, length
from goodstanding.law.duties.record import Entry, Rule
from goodstanding.law.duties.values import cited, items, text, when


def published(entry: Entry) -> None:
    """Remember a version of a rule."""
    names = entry.record.table.words["record_range"]
    allowed = next((entry.data[one] for one in sorted(names) if one in entry.data), None)
    longest, kinds = "", allowed
    if isinstance(allowed, dict):
        longest = text(allowed, "max", "longest")
        kinds = allowed.get("kinds") or allowed.get("measures")
    listed = items({"kinds": kinds}, "kinds") if isinstance(kinds, list | tuple) else ()
    for name in cited(entry.data):
        entry.record.rules[name] = Rule(
            enforceable_at=when(entry.data, "enforceable_at"),
            retired_at=when(entry.data, "retired_at"),
            kinds=frozenset(listed),
            longest=_length(longest),
        )


def _length(written: str) -> Length | None:
    try:
        return length(written)
    except ValueError:
        return None


def retired(entry: Entry) -> None:
    """Remember until when a version was in force."""
    for name in cited(entry.data):
        if name in entry.record.rules:
            entry.record.rules[name].retired_at = when(entry.data, "retired_at") or entry.at
