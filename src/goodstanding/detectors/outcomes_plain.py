"""Outcomes of contracts in anybody's table: everyone's record weighed at once.

The same arithmetic as `endings.counted` and `Evidence.after`, outcome by outcome, but for all
contractors together: step k takes everyone's k-th outcome. So the e-value is the one the record
has in a marketplace's own findings, with the same guarantee (Ville's inequality; `evidence`).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from goodstanding.detectors import flag_table
from goodstanding.detectors.evidence import (
    BOUNDS,
    FEWEST_BAD,
    LARGEST,
    SHARES,
    TURNED_SHARE,
    careers,
)
from goodstanding.detectors.outcomes_table import Outcomes, Real, Truth, Whole, read
from goodstanding.detectors.outcomes_wording import sentence
from goodstanding.detectors.plain import SUBJECTS, Model, Options


@dataclass(frozen=True)
class Turned:
    """What `Evidence` calls turned, stretch_weight and stretch_start, of everyone."""

    turned: Real
    weight: Real
    start: Whole


def factors(outcomes: Outcomes) -> Real:
    """What each outcome multiplies a bet by that the share spoiled after turning is spoiled."""
    odds = (1 - outcomes.rate) / outcomes.rate
    return np.where(outcomes.bad, 1 + TURNED_SHARE * odds, 1 - TURNED_SHARE)


def weigh_turned(outcomes: Outcomes) -> Turned:
    """Weigh having turned bad at some outcome, step by step for everyone at once."""
    order = np.argsort(-outcomes.n, kind="stable")
    lengths, begin = outcomes.n[order], outcomes.start[:-1][order]
    turned, weight = np.zeros(len(order)), np.zeros(len(order))
    start = np.zeros(len(order), dtype=np.int64)
    factor = factors(outcomes)
    for before in range(int(lengths[0]) if len(lengths) else 0):
        on = int(np.searchsorted(-lengths, -before))
        new, by = 1 / ((before + 1) * (before + 2)), factor[begin[:on] + before]
        turned[:on] = np.minimum(LARGEST, (turned[:on] + new) * by)
        start[:on] = np.where(new > weight[:on], before, start[:on])
        weight[:on] = np.minimum(LARGEST, np.maximum(weight[:on], new) * by)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return Turned(turned[back], weight[back], start[back])


def weigh_by_table(outcomes: Outcomes) -> Real:
    """The bet on the flag table, step by step for everyone at once; not a number without one."""
    begin = outcomes.start[:-1]
    tabled = np.where(outcomes.rate[begin] == flag_table.RATE, 1.0, np.nan)
    who, bad = np.flatnonzero(~np.isnan(tabled)), np.zeros(len(begin), dtype=np.int64)
    ended = np.zeros(len(begin), dtype=np.int64)
    worth, ends = _table()
    for n in range(1, flag_table.LAST + 1):
        over = (n > outcomes.n[who]) | (
            outcomes.rate[np.minimum(begin[who] + n - 1, len(outcomes.rate) - 1)] != flag_table.RATE
        )
        ended[who[over]] = n - 1
        who = who[~over]
        bad[who] += outcomes.bad[begin[who] + n - 1]
        tabled[who] = worth[n, bad[who]]
        over = ends[n, bad[who]]
        ended[who[over]] = n
        who = who[~over]
    return _goes_on(outcomes, tabled, ended)


def _goes_on(outcomes: Outcomes, tabled: Real, ended: Whole) -> Real:
    """What the bet becomes after its table has ended, outcome by outcome."""
    factor = factors(outcomes)
    who, at = np.flatnonzero(tabled > 0), outcomes.start[:-1] + ended
    while len(who := who[at[who] < outcomes.start[1:][who]]):
        tabled[who] = np.minimum(LARGEST, tabled[who] * factor[at[who]])
        at[who] += 1
    return tabled


def _table() -> tuple[Real, Truth]:
    """The table's worth and ends as arrays, by outcomes and bad ones."""
    size = flag_table.LAST + 1
    worth, ends = np.zeros((size, size)), np.zeros((size, size), dtype=bool)
    for n, line in enumerate(flag_table.WORTH):
        worth[n, : n + 1] = line
        ends[n, : n + 1] = [flag_table.ends(n, bad) for bad in range(n + 1)]
    return worth, ends


def weigh_from_the_start(outcomes: Outcomes) -> Real:
    """Weigh the twenty shares spoiled from the first outcome on, for everyone."""
    good = outcomes.summed((~outcomes.bad).astype(np.int64))
    shares = np.array(SHARES)
    logs = good[:, None] * np.log1p(-shares)
    for rate in np.unique(outcomes.rate):
        bad = outcomes.summed((outcomes.bad & (outcomes.rate == rate)).astype(np.int64))
        logs += bad[:, None] * np.log1p(shares * ((1 - rate) / rate))
    top = logs.max(axis=1, keepdims=True)
    summed = np.log(np.exp(logs - top).sum(axis=1)) + top[:, 0]
    return np.asarray(np.exp(np.minimum(np.log(LARGEST), summed)) / len(SHARES))


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """Weigh everyone's record; one row a contractor, the most suspicious first."""
    del model
    names, outcomes = read(connection, options)
    if not len(outcomes.row):
        return SUBJECTS.empty_table()
    turned, start = weigh_turned(outcomes), weigh_from_the_start(outcomes)
    mixed = (start + (turned.turned + 1 / (outcomes.n + 1))) / 2
    tabled = weigh_by_table(outcomes)
    e_value = np.where(np.isnan(tabled), mixed, (tabled + mixed) / 2)
    tiers = np.searchsorted(np.array(BOUNDS), e_value, side="right")
    tiers[outcomes.summed(outcomes.fresh.astype(np.int64)) < FEWEST_BAD] = 0
    told = _told(outcomes, turned, start, tiers)
    table = pa.table(
        [
            names,
            pa.array(e_value),
            pa.array(np.log10(e_value)),
            pa.array(tiers.astype(np.int64)),
            _sentences(outcomes, told, tiers, e_value, int(options["window_days"])),
            _rows(outcomes, told),
        ],
        schema=SUBJECTS,
    )
    return table.take(pa.array(np.lexsort((np.arange(len(tiers)), -e_value, -tiers))))


def _told(outcomes: Outcomes, turned: Turned, start: Real, tiers: NDArray[Any]) -> Whole:
    """Where the part of each record that is told begins: all of it, or the latest stretch."""
    begin = outcomes.start[:-1] + turned.start
    sums = np.append(0, np.cumsum(outcomes.bad))
    late = sums[outcomes.start[1:]] - sums[begin]
    stretch = (tiers > 0) & (turned.turned > start) & (late >= FEWEST_BAD)
    return np.where(stretch, begin, outcomes.start[:-1])


def _rows(outcomes: Outcomes, told: Whole) -> pa.Array:
    """The rows of the bad outcomes told."""
    sums = np.append(0, np.cumsum(outcomes.bad))
    kept = outcomes.bad & (np.arange(len(outcomes.row)) >= np.repeat(told, outcomes.n))
    offsets = np.append(0, np.cumsum(sums[outcomes.start[1:]] - sums[told]))
    return pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()), pa.array(outcomes.row[kept], pa.int64())
    )


def _sentences(
    outcomes: Outcomes, told: Whole, tiers: NDArray[Any], e_value: Real, days: int
) -> pa.Array:
    """A sentence for everyone; of those who reach no tier only the numbers are told."""
    bad = outcomes.summed(outcomes.bad.astype(np.int64))
    tolerated = np.round(outcomes.summed(outcomes.rate), 2)
    said = np.char.add(np.char.add(bad.astype(str), " of "), outcomes.n.astype(str))
    said = np.char.add(said, " contract outcomes were bad; tolerated would be ")
    said = np.char.add(np.char.add(said, tolerated.astype(str)), ".").astype(object)
    for who in np.flatnonzero(tiers):
        part = slice(told[who], outcomes.start[who + 1])
        before = slice(outcomes.start[who], told[who])
        said[who] = str(sentence(_counts(outcomes, part, before, float(e_value[who]), days)))
    return pa.array(said, pa.string())


def _counts(
    outcomes: Outcomes, part: slice, before: slice, e_value: float, days: int
) -> dict[str, int | float | str]:
    rates = outcomes.rate[part]
    return {
        "n": len(rates),
        "bad": int(outcomes.bad[part].sum()),
        "tolerated": round(float(rates.sum()), 6),
        "reported": f"{int(outcomes.bad[part].sum())} ended badly",
        "mix": "kind of work" if len(np.unique(rates)) == 1 else "mix of work",
        "n_before": before.stop - before.start,
        "bad_before": int(outcomes.bad[before].sum()),
        "since": str(np.datetime64(int(outcomes.at[part.start]), "us"))[:10],
        "window_days": days,
        "e_value": e_value,
        "careers": careers(e_value),
    }
