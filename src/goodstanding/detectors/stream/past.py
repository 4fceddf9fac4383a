"""What is known of two accounts at the moment one rates the other: from the past only.

Nothing is read but who, whom and when. Each event is described before it is remembered.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from math import nan

import numpy as np
from numpy.typing import NDArray

HOUR, DAY = 3_600.0, 86_400.0

SIDE = (
    *("received", "given", "age", "since_received", "since_given"),
    *("received_day", "received_week", "received_month", "given_hour", "given_day", "given_week"),
    *("received_returned", "given_returned", "received_unreturned", "given_unreturned"),
    *("given_to_silent", "received_from_silent", "standing_of_raters", "standing_of_rated"),
    *("received_a_day", "given_a_day"),
    *("last_gap_received", "last_gap_given"),
)
BETWEEN = ("since_returned", "raters_shared", "way_there", "rated_shared", "way_back")
FEATURES = (*(f"rater_{x}" for x in SIDE), *(f"ratee_{x}" for x in SIDE), *BETWEEN)
"""Shares are of 0 to 1, times are seconds, `way_there` counts accounts the rater has rated that
have rated the ratee, `way_back` the other way round; where there is no past, nothing is known."""


class Account:
    """What an account did and what was done to it so far."""

    __slots__ = (
        *("first", "given", "given_back", "raters", "rated", "received", "received_back"),
        *("to_silent", "from_silent", "raters_weigh", "rated_weigh"),
    )

    def __init__(self, first: float) -> None:
        """An account nobody has seen before `first`."""
        self.first = first
        self.received, self.given = array("d"), array("d")
        self.raters: set[int] = set()
        self.rated: set[int] = set()
        self.received_back = self.given_back = self.to_silent = self.from_silent = 0
        self.raters_weigh = self.rated_weigh = 0

    def side(self, at: float) -> list[float]:
        """Its numbers in the order of `SIDE`."""
        received, given = self.received, self.given
        n, m, age = len(received), len(given), at - self.first
        return [
            *(n, m, age, _since(received, at), _since(given, at)),
            *(_within(received, at, span) for span in (DAY, 7 * DAY, 30 * DAY)),
            *(_within(given, at, span) for span in (HOUR, DAY, 7 * DAY)),
            *(self.received_back / (n + 1), self.given_back / (m + 1)),
            *(n - self.received_back, m - self.given_back),
            *(self.to_silent / (m + 1), self.from_silent / (n + 1)),
            *(self.raters_weigh / (n + 1), self.rated_weigh / (m + 1)),
            *(n / (1 + age / DAY), m / (1 + age / DAY), _gap(received), _gap(given)),
        ]


def _since(times: "array[float]", at: float) -> float:
    return at - times[-1] if times else nan


def _gap(times: "array[float]") -> float:
    return times[-1] - times[-2] if len(times) > 1 else nan


def _within(times: "array[float]", at: float, span: float) -> int:
    return len(times) - bisect_left(times, at - span)


def _remember(
    rater: Account, ratee: Account, names: tuple[int, int], at: float, back: bool
) -> None:
    rater.to_silent += not ratee.given
    ratee.from_silent += not rater.received
    ratee.raters_weigh += len(rater.given)
    rater.rated_weigh += len(ratee.received)
    if back:
        rater.given_back += 1
        rater.received_back += 1
        ratee.given_back += 1
        ratee.received_back += 1
    rater.given.append(at)
    ratee.received.append(at)
    rater.rated.add(names[1])
    ratee.raters.add(names[0])


def described(events: Iterable[tuple[int, int, float]], number: int) -> NDArray[np.float32]:
    """Describe events by what was before them.

    Args:
        events: number of the rater, number of the ratee, seconds; in order of time.
        number: how many events there are.

    Returns:
        One row an event, a column for each of `FEATURES`.
    """
    accounts: dict[int, Account] = {}
    when: dict[tuple[int, int], float] = {}
    table = np.empty((number, len(FEATURES)), np.float32)
    for row, (rater, ratee, at) in enumerate(events):
        one = accounts.setdefault(rater, Account(at))
        two = accounts.setdefault(ratee, Account(at))
        back = when.get((ratee, rater))
        table[row] = [
            *one.side(at),
            *two.side(at),
            nan if back is None else at - back,
            len(one.raters & two.raters),
            len(one.rated & two.raters),
            len(one.rated & two.rated),
            len(one.raters & two.rated),
        ]
        _remember(one, two, (rater, ratee), at, back is not None)
        when[rater, ratee] = at
    return table
