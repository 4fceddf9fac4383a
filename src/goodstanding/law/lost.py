"""Lost days: what a measure took from a member before it was reversed.

Whoever was wrongly kept from working cannot keep what was agreed meanwhile. What happens in those
days is not held against them. Clocks that run in the member's favour run on through them: strikes
expire, points fall, clean weeks fill, and probation ends on its day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LostDays:
    """The time a reversed measure was in force: from, and (exclusive) until. P9, G17."""

    start: datetime
    until: datetime

    def hold(self, moment: datetime) -> bool:
        """Whether a moment lies within it."""
        return self.start <= moment < self.until


def counts(moment: datetime, lost: Sequence[LostDays]) -> bool:
    """Whether conduct at a moment can be held against a member. P9; DSA-20.4b, P2B-4.3b (G17).

    Args:
        moment: when it began, or when it ended where only that is known.
        lost: what reversed measures took from the member.
    """
    return not any(days.hold(moment) for days in lost)


def counting(moments: Iterable[datetime], lost: Sequence[LostDays]) -> tuple[datetime, ...]:
    """Of some moments those that lie in no lost days. P9; DSA-20.4b (G17)."""
    return tuple(one for one in moments if counts(one, lost))
