"""Rings: groups that praised, or blamed, the same few accounts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from goodstanding.detectors.ratings import corating
from goodstanding.detectors.ratings.reading import Read

Whole = NDArray[np.int64]

KINDS = (("praised", 1), ("blamed", -1))
LEAST = 1e-300


@dataclass(frozen=True)
class Ring:
    """A ring.

    Attributes:
        members: numbers of accounts.
        kind: `praised` or `blamed`.
        targets: numbers of the accounts at least three members rated so.
        pairs: how many pairs of members share more than chance.
        common: the least number of accounts such a pair shares.
        chance: a bound of how probable it is that the strongest of these signs is found anywhere,
            if who rates whom is chance.
        rows: numbers of the members' rows about these targets.
    """

    members: Whole
    kind: str
    targets: Whole
    pairs: int
    common: int
    chance: float
    rows: Whole


def counts(ring: Ring, alpha: float) -> Mapping[str, float | str]:
    """What the sentence of a ring is made of."""
    return {
        "members": len(ring.members),
        "kind": ring.kind,
        "targets": len(ring.targets),
        "pairs": ring.pairs,
        "common": ring.common,
        "marketplaces": round(1 / alpha),
    }


def sentence(counts: Mapping[str, float | str]) -> str:
    """Write the sentence of a ring from its counts."""
    return (
        f"{counts['targets']} accounts were each {counts['kind']} by three or more of these "
        f"{counts['members']}; {counts['pairs']} pairs of them share {counts['common']} or more, "
        f"beyond chance. "
        f"If chance decided who rates whom, a ring would be found in at most 1 of "
        f"{counts['marketplaces']:,} marketplaces."
    )


def found(read: Read, alpha: float) -> Iterator[Ring]:
    """All rings, praising ones first; the probability of any by chance is at most `alpha`."""
    for kind, sign in KINDS:
        yield from _of_kind(read, kind, sign, alpha / len(KINDS))


def _of_kind(read: Read, kind: str, sign: int, alpha: float) -> Iterator[Ring]:
    ratings = read.ratings
    chosen = np.flatnonzero((np.sign(ratings.rating) == sign) & (ratings.rater != ratings.ratee))
    raters, rater = np.unique(ratings.rater[chosen], return_inverse=True)
    ratees, ratee = np.unique(ratings.ratee[chosen], return_inverse=True)
    once = np.unique(rater * len(ratees) + ratee)
    links = corating.linked(once // len(ratees), once % len(ratees), len(raters), alpha)
    for members in corating.components(links, len(raters)):
        inside = np.isin(links.left, members) & np.isin(links.right, members)
        mine = np.flatnonzero(np.isin(rater, members))
        first = np.unique(rater[mine] * len(ratees) + ratee[mine]) % len(ratees)
        several = np.flatnonzero(np.bincount(first, minlength=len(ratees)) >= corating.SMALLEST)
        rows = read.rows[chosen[mine[np.isin(ratee[mine], several)]]]
        yield Ring(
            raters[members],
            kind,
            ratees[several],
            int(inside.sum()),
            int(links.common[inside].min()),
            _chance(links, members, inside, len(raters)),
            rows,
        )


def _chance(links: corating.Links, members: Whole, inside: NDArray[np.bool_], n: int) -> float:
    pair = float(links.tail[inside].min()) * n * (n - 1) / 2
    hub = float(poisson.sf(links.hubs[members].max() - 1, corating.CHANCE)) * n
    return min(max(min(pair, hub) * 2 * len(KINDS), LEAST), 1.0)
