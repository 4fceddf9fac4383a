"""Match weights after Fellegi and Sunter: how many times likelier a likeness is in one person.

For each fact and each step of likeness, `m` is how often two records of one person are so alike,
and `u` how often two records of different persons are. The weight is log2(m / u); where both say
the same, `u` is how common that very value is (term frequency). `u` is counted on pairs drawn
blindly from the table; `m` and the share of pairs that are one person are found without labels, by
expectation and maximisation over the pairs compared, all other pairs counting as different persons.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from duckdb import DuckDBPyConnection

from goodstanding.detectors.identities.kinds import kind_of
from goodstanding.detectors.identities.levels import STEPS, Levels, compare, compared, shares

Numbers = npt.NDArray[np.float64]

DRAWN = 400_000
"""Pairs drawn to count `u`."""
ROUNDS = 40
BELIEVED = 30.0
"""Pairs that what is thought at first of `m` counts for, so that few records don't lead astray."""
LEAST = 1e-6
"""No likelihood is taken to be smaller: nothing is quite impossible."""
RAREST = 2.0
"""Records at least that are taken to hold a value, since two do."""


@dataclass(frozen=True)
class Weights:
    """What was learned of a table.

    Attributes:
        m: for each fact, how likely each level is in records of one person, from level 0 on.
        u: the same in records of different persons.
        prior: share of all pairs that are one person.
    """

    m: Mapping[str, Numbers]
    u: Mapping[str, Numbers]
    prior: float


def drawn(connection: DuckDBPyConnection, slots: Collection[str]) -> dict[str, Numbers]:
    """Count `u`: the share of pairs of persons at each level, both having said something."""
    found = connection.execute("SELECT count(*) FROM person").fetchone()
    count = int(found[0]) if found else 0
    steps = sorted({1 + (count - 1) * k // 65 for k in range(64)} - {0, count})
    steps = steps[: max(2, DRAWN // max(count, 1))] if count > DRAWN // 64 else steps
    pairs = f"""SELECT i AS l, (i - 1 + s) % {count} + 1 AS r
        FROM person, (SELECT unnest({steps}::INT[]) AS s) WHERE l <> r"""
    found_levels = compare(connection, slots, pairs) if count > 1 else {}
    shares_of: dict[str, Numbers] = {}
    for slot in compared(slots):
        size = len(STEPS[kind_of(slot)]) + 1
        seen = found_levels.get(slot, np.empty(0, np.int8))
        counts = np.bincount(seen[seen >= 0], minlength=size).astype(float) + 0.5
        shares_of[slot] = counts / counts.sum()
    return shares_of


def learn(levels: Levels, u: Mapping[str, Numbers], everyone: int) -> Weights:
    """Find `m` and the prior by expectation and maximisation.

    Args:
        levels: of the pairs compared.
        u: see `drawn`.
        everyone: number of records.
    """
    total = max(1.0, everyone * (everyone - 1) / 2)
    m = {slot: _first(len(one)) for slot, one in u.items()}
    prior = min(0.5, max(1, everyone) / total / 2)
    for _ in range(ROUNDS):
        at = probability(sum_of(Weights(m, u, prior), levels), prior)
        prior = float(np.clip(at.sum() / total, 1e-12, 0.5))
        m = {slot: _share(levels[slot], at, len(u[slot])) for slot in m}
    return Weights(m, u, prior)


def _first(size: int) -> Numbers:
    start = np.full(size, 0.2 / max(1, size - 1))
    start[-1] = 0.8
    return start


def _share(levels: npt.NDArray[np.int8], at: Numbers, size: int) -> Numbers:
    said = levels >= 0
    counts = np.bincount(levels[said], weights=at[said], minlength=size) + BELIEVED * _first(size)
    return np.asarray(counts / counts.sum(), dtype=np.float64)


def weight(weights: Weights, slot: str, levels: npt.NDArray[np.int8]) -> Numbers:
    """The weight of each level in bits, 0 where one does not say; of no particular value."""
    m, u = np.maximum(weights.m[slot], LEAST), np.maximum(weights.u[slot], LEAST)
    by_level = np.append(np.log2(m / u), 0.0)
    return np.asarray(by_level[levels], dtype=np.float64)


def sum_of(weights: Weights, levels: Levels) -> Numbers:
    """The weights of all facts together."""
    return np.asarray(sum(weight(weights, slot, levels[slot]) for slot in weights.m), np.float64)


def probability(bits: Numbers, prior: float) -> Numbers:
    """Probability of being one person, by the weight and the share that is."""
    odds = np.clip(bits + np.log2(prior / (1 - prior)), -300, 300)
    return np.asarray(1 / (1 + np.exp2(-odds)), dtype=np.float64)


def rarity(
    connection: DuckDBPyConnection, weights: Weights, levels: Levels, pairs: str
) -> dict[str, Numbers]:
    """The weights of each fact in bits, those of the same value by how common it is."""
    found = connection.execute("SELECT count(*) FROM person").fetchone()
    least = RAREST / max(2, int(found[0]) if found else 2)
    bits = {}
    for slot in weights.m:
        plain = weight(weights, slot, levels[slot])
        same = levels[slot] == len(weights.u[slot]) - 1
        common = np.maximum(shares(connection, slot, pairs), least)
        exact = np.log2(np.maximum(weights.m[slot][-1], LEAST) / common)
        bits[slot] = np.where(same, exact, plain)
    return bits
