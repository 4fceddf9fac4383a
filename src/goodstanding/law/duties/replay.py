"""What a log alone says of what bound whom at a time (S11)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from goodstanding.law.duties.values import moment, text

BEGUN = frozenset({"effect.started", "interim.started"})
ENDED = frozenset({"effect.ended", "interim.ended"})


def in_force(events: Iterable[Mapping[str, Any]], *, at: datetime) -> dict[str, frozenset[str]]:
    """The measures in force of each person at a time, from the lines of a log up to then. S11.

    Args:
        events: the log in order of time; what came later than `at` is not read.
        at: the time.

    Returns:
        Of each subject of a case the ids of its measures (`measure_id`, or the `decision_id` where
        a log has none); a subject under none of them is left out.
    """
    whose: dict[str, str] = {}
    bound: dict[str, str] = {}
    for event in events:
        came = moment(event.get("at"))
        if came is None or came > at:
            continue
        kind, case = text(event, "type"), text(event, "case_id")
        if kind == "case.opened":
            whose[case] = text(event, "subject")
        elif kind in BEGUN:
            bound[text(event, "measure_id", "decision_id")] = case
        elif kind in ENDED:
            bound.pop(text(event, "measure_id", "decision_id"), None)
    state: dict[str, set[str]] = {}
    for measure, case in bound.items():
        state.setdefault(whose.get(case, ""), set()).add(measure)
    return {subject: frozenset(several) for subject, several in state.items()}
