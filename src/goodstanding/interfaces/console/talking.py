"""What was said with the member of a case, and who read it, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodstanding.cases import queries as cases

if TYPE_CHECKING:
    from goodstanding.cases.models import Case

READINGS = 20
"""Readings a page shows; the table has all."""


def shown(case: Case) -> dict[str, Any]:
    """The conversation, since when the member waits for a word, what strangers wrote, who read it.

    Args:
        case: the case.
    """
    since = cases.waits_since(case)
    return {
        "answers": case.answers.exists(),
        "attachments": cases.attachments(case),
        "conversation": cases.said_in(case),
        "waits_since": since,
        "target": cases.target(since) if since else None,
        "readings": cases.readings(case)[:READINGS],
        "strangers": case.letters.filter(from_member=False)
        .select_related("quarantine_end__by")
        .order_by("at"),
    }


def notes(case: Case, words: str) -> dict[str, Any]:
    """The notes of a case that hold some words; all of them where none are asked for.

    Args:
        case: the case.
        words: what was typed.
    """
    words = words[:200].replace("\0", "").strip()
    return {"notes": list(cases.notes_in(case, words)), "words": words}
