"""Evidence against a tolerated rate, that may be looked at after every outcome.

The question is whether a person's bad outcomes come more often than a published tolerated rate.
An alternative says: of the outcomes that ought to have gone well, this person spoils a share.
Spoiling a share `f` multiplies the likelihood of a bad outcome by `1 + f (1 - p) / p`, where `p`
is the rate tolerated for that kind of work, and that of a good one by `1 - f`. For whoever is bad
with probability `q <= p`, the expected factor is `1 + f (q - p) / p <= 1`, whatever came before.
So every product of such factors, and every average of such products whose weights were fixed
beforehand, is a non-negative supermartingale starting at 1, and by Ville's inequality it reaches
`B` in a whole lifetime with probability at most `1 / B`: in every order, for every mix of kinds of
work, however often anyone looks.

Half the weight is on twenty shares spoiled from the first outcome on (with one tolerated rate this
is the beta mixture, a function of the counts alone). Half is on one share, spoiled from some later
outcome on: it finds those who were good for years and then turned.

Where the first outcome's work tolerates 1 in 20, all this has half the weight and the flag table
(`flag_table`) the other half. Once the table has ended, by a line, after its last line or with the
first outcome of work that tolerates another rate, its half goes on as a share spoiled like any.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import exp, fsum, log, log1p
from types import MappingProxyType

from goodstanding.detectors import flag_table
from goodstanding.detectors.wording import worded

BOUNDS = (20.0, 1_000.0, 10_000_000.0)
"""Smallest e-value of tiers 1 (coaching note), 2 (a person looks) and 3 (a person may restrict)."""

SHARES = tuple((2 * k + 1) / 40 for k in range(20))
"""Shares spoiled from the first outcome on, equally likely: 2.5 %, 7.5 %, ... 97.5 %."""

FEWEST_BAD = 2
"""One bad outcome is no history, whatever rate is tolerated: with fewer nobody is suspected."""

TURNED_SHARE = 0.4
"""Share spoiled after turning bad. The power against 30, 50 and 80 % bad hardly depends on it."""

LARGEST = 1e300
"""Evidence is cut off here. Less evidence never breaks the bound."""

MOST_CAREERS = 1_000_000_000
"""A sentence claims no more than this: so many careers have never been."""


def tier(e_value: float) -> int:
    """Say which tier an e-value reaches: 0 to 3."""
    return bisect_right(BOUNDS, e_value)


def turning_weight(before: int) -> float:
    """Weight of turning bad right after `before` outcomes; over all of them it sums to 1."""
    return 1 / ((before + 1) * (before + 2))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sequence of outcomes says so far: a state that takes one outcome at a time.

    Attributes:
        good: number of good outcomes.
        bad: number of bad outcomes by the rate tolerated for them.
        turned: summed weighted likelihood of having turned bad at one of the outcomes so far.
        stretch_weight: the largest single term of `turned`.
        stretch_start: outcomes that came before the stretch of that term.
        tabled: what the bet on the flag table is worth, or None where there is none.
        on_table: whether the table has not ended yet.
    """

    good: int = 0
    bad: Mapping[float, int] = field(default_factory=lambda: MappingProxyType({}))
    turned: float = 0.0
    stretch_weight: float = 0.0
    stretch_start: int = 0
    tabled: float | None = None
    on_table: bool = False

    @property
    def n(self) -> int:
        """Number of outcomes so far."""
        return self.good + sum(self.bad.values())

    def after(self, bad: bool, tolerated: float) -> "Evidence":
        """Take one more outcome.

        Args:
            bad: whether it was a bad one.
            tolerated: the rate tolerated for its kind of work, known before it; between 0 and 1.
        """
        before = self.n
        weight = turning_weight(before)
        odds = (1 - tolerated) / tolerated
        factor = 1 + TURNED_SHARE * odds if bad else 1 - TURNED_SHARE
        counts = self.bad
        if bad:
            counts = MappingProxyType({**counts, tolerated: counts.get(tolerated, 0) + 1})
        tabled, on_table = self._tabled_after(bad, tolerated, factor)
        return Evidence(
            good=self.good + (not bad),
            bad=counts,
            turned=min(LARGEST, (self.turned + weight) * factor),
            stretch_weight=min(LARGEST, max(self.stretch_weight, weight) * factor),
            stretch_start=before if weight > self.stretch_weight else self.stretch_start,
            tabled=tabled,
            on_table=on_table,
        )

    def _tabled_after(
        self, bad: bool, tolerated: float, factor: float
    ) -> tuple[float | None, bool]:
        """What the bet on the table is worth after one more outcome, and whether it goes on."""
        n, known = self.n, tolerated == flag_table.RATE
        if self.tabled is None and (n or not known):
            return None, False
        if known and (self.on_table or not n):
            spoiled = n - self.good + bad
            return flag_table.WORTH[n + 1][spoiled], not flag_table.ends(n + 1, spoiled)
        return min(LARGEST, (self.tabled or 0.0) * factor), False

    @property
    def from_the_start(self) -> float:
        """How many times likelier the record is under the twenty shares, spoiled from the start."""
        logs = [
            self.good * log1p(-share)
            + sum(s * log1p(share * (1 - p) / p) for p, s in self.bad.items())
            for share in SHARES
        ]
        return exp(
            min(log(LARGEST), log(fsum(exp(x - max(logs)) for x in logs)) + max(logs))
        ) / len(SHARES)

    @property
    def after_a_turn(self) -> float:
        """How many times likelier it is under turning bad at some outcome, or not yet."""
        not_yet = 1 / (self.n + 1)
        return self.turned + not_yet

    @property
    def e_value(self) -> float:
        """How many times likelier the record is above the tolerated rates than within them."""
        mixed = (self.from_the_start + self.after_a_turn) / 2
        return mixed if self.tabled is None else (self.tabled + mixed) / 2


@lru_cache(maxsize=4096)
def smallest_flagging(n: int, tolerated: float, bound: float, latest: bool = False) -> int | None:
    """Smallest number of bad outcomes among `n` with evidence of at least `bound`.

    Without the table, moving a bad outcome later never lowers the evidence of a finished sequence,
    since the weight of turning right before it is then multiplied by a bad outcome's factor instead
    of a good one's: bad outcomes first is the mildest order. With it, the least the table can be
    worth is taken together with that order, so what flags here flags in every order.

    Args:
        n: number of outcomes, all of one kind of work.
        tolerated: the rate tolerated for it.
        bound: the e-value to reach.
        latest: ask for bad outcomes last, the severest order without the table, instead of the
            mildest.

    Returns:
        The number, at least `FEWEST_BAD`, or None when none is enough. More bad ones are, too.
    """
    fewest = None
    for bad in range(n, FEWEST_BAD - 1, -1):
        if _in_order(n, bad, tolerated, latest) < bound:
            break
        fewest = bad
    return fewest


@lru_cache(maxsize=65536)
def _in_order(n: int, bad: int, tolerated: float, latest: bool) -> float:
    """Evidence with bad outcomes latest, or the least over all orders."""
    record = Evidence()
    for i in range(n):
        record = record.after(i >= n - bad if latest else i < bad, tolerated)
    if latest or record.tabled is None:
        return record.e_value
    odds = (1 - tolerated) / tolerated
    least = flag_table.least(n, bad, 1 + TURNED_SHARE * odds, 1 - TURNED_SHARE)
    return record.e_value + (min(LARGEST, least) - record.tabled) / 2


def careers(e_value: float) -> int:
    """Say in how many careers within the tolerated rate evidence like this comes at most once.

    Rounded down to two digits, and never above a billion, so that "at most 1 of" stays true.
    """
    whole = int(min(e_value, MOST_CAREERS))
    unit: int = 10 ** max(0, len(str(whole)) - 2)
    return whole // unit * unit


def share(rate: float) -> str:
    """Write a rate in plain words: `1 in 20`, or `22 in 100` where no smaller number fits."""
    near = Fraction(rate).limit_denominator(20)
    shown = 0.0005
    if abs(near - rate) < shown:
        return worded("%(share)s in %(whole)s", share=near.numerator, whole=near.denominator)
    return worded("%(share)s in %(whole)s", share=f"{100 * rate:.3g}", whole=100)
