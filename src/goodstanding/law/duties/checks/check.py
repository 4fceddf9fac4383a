"""What a check is: one event read with what went before, and what was wrong with it."""

from collections.abc import Callable

from goodstanding.law.duties.breach import Lapses
from goodstanding.law.duties.record import Entry

Check = Callable[[Entry], Lapses]

CHECKS: dict[str, list[Check]] = {}
"""Every check by the event it looks at. A check's name is how the table of duties refers to it."""

SETTLED = "settled"
"""Not an event: all of a case is over, or the log is."""


def on(*events: str) -> Callable[[Check], Check]:
    """Look at these events with the function."""

    def enter(check: Check) -> Check:
        for event in events:
            CHECKS.setdefault(event, []).append(check)
        return check

    return enter
