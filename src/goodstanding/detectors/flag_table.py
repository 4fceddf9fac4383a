"""The flag table: with so many bad among the first outcomes, a person may restrict.

Where 1 in 20 is tolerated, half the evidence is a bet on this table: it is worth, after every
outcome, the chance that someone exactly at the tolerated rate will still reach a line of the
table, divided by that chance at the outset. For whoever is at the rate this is a martingale by
its very definition, for whoever is below it a supermartingale, since a bad outcome never lowers
the chance. It starts at 1 and ends at `1 / CHANCE` on a line of the table: the whole promise is
spent on lines, none of it on evidence beyond what a line asks.

The lines are the earliest numbers of outcomes at which half of the people who spoil 80, 50 and
30 % of their contracts are found, chosen by exact dynamic programming so that all lines together
are reached by chance less often than once in twenty million careers (half the promise of tier 3).
Their proof, in fractions, and the proof that no rule whatever does better by more than one outcome
are tests (`tests/detectors/test_flag_table.py`).
"""

RATE = 0.05
"""The tolerated rate the table is for. Work that tolerates another is weighed without it."""

LINES = ((8, 7), (17, 9), (49, 15))
"""Numbers of outcomes, and how many bad among these first ones make a line."""

_NEEDED = dict(LINES)
LAST = LINES[-1][0]
"""After so many outcomes the table has no further line."""


def _chances() -> tuple[tuple[float, ...], ...]:
    """The chance of still reaching a line, by outcomes and bad ones so far."""
    found: list[tuple[float, ...]] = []
    later: tuple[float, ...] = (0.0,) * (LAST + 2)
    for n in range(LAST, -1, -1):
        needed = _NEEDED.get(n, n + 1)
        later = tuple(
            1.0 if bad >= needed else RATE * later[bad + 1] + (1 - RATE) * later[bad]
            for bad in range(n + 1)
        )
        found.append(later)
    return tuple(reversed(found))


_CHANCES = _chances()

CHANCE = _CHANCES[0][0]
"""How likely someone exactly at the tolerated rate ever reaches a line."""

WORTH = tuple(tuple(chance / CHANCE for chance in line) for line in _CHANCES)
"""What the bet on the table is worth, by outcomes (0 to `LAST`) and bad ones among them."""


def ends(n: int, bad: int) -> bool:
    """Say whether the table ends for a record: on a line, or after the last one."""
    return n >= LAST or bad >= _NEEDED.get(n, n + 1)


def least(n: int, bad: int, after_bad: float, after_good: float) -> float:
    """The least the bet can be worth after `n` outcomes with `bad` bad ones, over all orders.

    Args:
        n: number of outcomes.
        bad: how many of them were bad.
        after_bad: what a bad outcome multiplies the bet by once the table has ended.
        after_good: what a good one does.
    """
    possible = []
    passed = [at + needed for at, needed in ((n - at, k - 1) for at, k in LINES if at <= n)]
    if bad <= min(passed, default=n):
        possible.append(WORTH[n][bad] if n <= LAST else 0.0)
    for at, needed in LINES:
        for reached in range(needed, min(at, bad) + 1):
            good = n - at - (bad - reached)
            if good >= 0:
                possible.append(after_bad ** (bad - reached) * after_good**good / CHANCE)
    return min(possible)
