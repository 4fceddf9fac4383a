"""What was said with the member of a case, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodstanding.cases import queries as cases

if TYPE_CHECKING:
    from goodstanding.cases.models import Case


def shown(case: Case) -> dict[str, Any]:
    """The conversation, since when the member waits for a word, and what strangers wrote.

    Args:
        case: the case.
    """
    return {
        "answers": case.answers.exists(),
        "conversation": cases.said_in(case),
        "waits_since": cases.waits_since(case),
        "strangers": case.letters.filter(from_member=False).order_by("at"),
    }
