"""Exact lifetime probabilities of the rule for outcomes, by dynamic programming.

The state after n outcomes of one kind of work is (bad outcomes, evidence of having turned). The
first is a count; the second lies on a grid of logarithms and is rounded up after every outcome.
Evidence grows with it, so rounding up only ever adds flags and the probability computed is an upper
bound on the true one; rounding down gives a lower bound. No simulation is involved. What the flag
table is worth follows from the counts as long as it lasts. It ends on a line, where it alone is
worth more than any tier's bound, so that whoever gets there is flagged; or after its last line,
worth nothing.
"""

from functools import cache
from math import log

import numpy as np

from goodstanding.detectors import flag_table
from goodstanding.detectors.evidence import TURNED_SHARE, Evidence, turning_weight

NEGLIGIBLE = 1e-25
"""Counts of bad outcomes less likely than this are left out, and added to the upper bound."""


@cache
def from_the_start(good: int, bad: int, tolerated: float) -> float:
    """The counting half of the evidence, remembered between runs."""
    return Evidence(good, {tolerated: bad}).from_the_start


def _needed(n: int, bad: int, tolerated: float, bound: float) -> float:
    """How much having turned must weigh for the evidence to reach the bound."""
    rest = from_the_start(n - bad, bad, tolerated) + 1 / (n + 1)
    if tolerated != flag_table.RATE:
        return 2 * bound - rest
    tabled = flag_table.WORTH[n][bad] if n <= flag_table.LAST else 0.0
    return 4 * bound - rest - 2 * tabled


@cache
def flagged_by(
    rate: float,
    tolerated: float,
    bound: float,
    contracts: int = 1000,
    step: float = 0.01,
    upper: bool = True,
) -> tuple[float, ...]:
    """Probability of having been flagged at any look by the time of each outcome.

    Args:
        rate: true probability of a bad outcome.
        tolerated: the rate tolerated.
        bound: evidence at which one is flagged.
        contracts: how many outcomes a lifetime has; every one is followed by a look.
        step: width of the grid, in natural logarithms.
        upper: round up (upper bound) or down (lower bound).
    """
    lowest = log(turning_weight(contracts) * (1 - TURNED_SHARE)) - 2 * step
    cells = int((log(4 * bound) - lowest) / step) + 2
    turned = np.exp(lowest + step * np.arange(cells))
    mass, fewest, flagged, course = np.ones((1, 1)), 0, 0.0, []
    for n in range(1, contracts + 1):
        states = np.zeros(1) if n == 1 else turned
        new = np.zeros((len(mass) + 1, cells))
        for bad, probability in ((0, 1 - rate), (1, rate)):
            factor = 1 + TURNED_SHARE * (1 - tolerated) / tolerated if bad else 1 - TURNED_SHARE
            place = (np.log((states + turning_weight(n - 1)) * factor) - lowest) / step
            goal = (np.ceil(place) if upper else np.floor(place)).astype(int).clip(0, cells - 1)
            starts = np.flatnonzero(np.diff(goal, prepend=-1))
            moved = np.add.reduceat(mass, starts, axis=1) * probability
            new[bad : bad + len(mass), goal[starts]] += moved
        for i, row in enumerate(new):
            bad = fewest + i
            needed = _needed(n, bad, tolerated, bound)
            over = np.searchsorted(turned, needed)
            flagged += row[over:].sum()
            row[over:] = 0
        weights = new.sum(axis=1)
        likely = np.flatnonzero(weights >= min(NEGLIGIBLE, weights.max()))
        if upper:
            flagged += new[: likely[0]].sum() + new[likely[-1] + 1 :].sum()
        mass, fewest = new[likely[0] : likely[-1] + 1], fewest + int(likely[0])
        course.append(float(flagged))
    return tuple(course)
