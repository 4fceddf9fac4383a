"""Who rated the same accounts as others more often than chance brings about.

The null model is the configuration model: everybody gives as many ratings as they gave, every
account receives as many as it received, and who meets whom is chance. Given the accounts a rater
`u` rated, each of the `d_v` ratings of another rater `v` then falls on one of them with probability

    r_u = sum over the accounts rated by u of (received - 1) / (all ratings - given by u),

so that what they have in common is no more than a Poisson count of mean `d_v r_u`, as a binomial
tail above its mean is. Few accounts that were rated by many make `r_u` large and what is in common
there cheap; accounts nobody else knows make it dear: exclusive targets weigh by themselves.
Accounts rated by more than `CROWD` are left out of both sides; they say little and cost much.

Two tests share the familywise rate `alpha` in halves:

* a pair is proven where the larger of its two tails is at most `alpha / 2` over all pairs;
* a rater is proven where at least `k` others have a tail of at most `CHANCE / raters`. By chance
  there are no more than a Poisson count of mean `CHANCE` such (given what `u` rated, others choose
  on their own), and `k` is the least number whose tail is at most `alpha / 2` over all raters.

Rings are the connected parts, of three and more, of proven pairs and of links between proven
raters. Under the null model the probability of any ring at all is at most `alpha`. Who has links
with `JOINING` members of a ring joins it; that makes no ring where there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.stats import poisson

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

CROWD = 60
CHANCE = 0.1
COMMON = 3
"""Fewer accounts in common are no link, however rare they are."""
SMALLEST = 3
JOINING = 2
PRODUCTS = 4_000_000
"""Pairs looked at together; bounds the memory."""


@dataclass(frozen=True)
class Links:
    """Pairs of raters that have more in common than chance.

    Attributes:
        left, right: numbers of raters, left below right.
        common: how many accounts both rated.
        tail: the larger of the two probabilities of that many or more by chance.
        hubs: of every rater, how many others are linked with it.
        proven: which raters have too many links for chance.
        strong: which pairs are proven by themselves.
    """

    left: Whole
    right: Whole
    common: Whole
    tail: Real
    hubs: Whole
    proven: NDArray[np.bool_]
    strong: NDArray[np.bool_]


def needed(raters: int, alpha: float) -> int:
    """How many links prove a rater at the familywise rate `alpha`."""
    k = 2
    while poisson.sf(k - 1, CHANCE) > alpha / 2 / max(raters, 1):
        k += 1
    return k


def _blocks(products: Whole) -> Iterator[slice]:
    """Runs of raters whose pairs fit into memory together."""
    totals = np.cumsum(products)
    start, before = 0, 0
    if not len(products):
        yield slice(0, 0)
    while start < len(products):
        end = max(start + 1, int(np.searchsorted(totals, before + PRODUCTS, "right")))
        yield slice(start, end)
        start, before = end, int(totals[end - 1])


def _kept(rater: Whole, ratee: Whole, raters: int) -> tuple[csr_matrix, Real]:
    """The ratings that count, as raters by accounts, and `r_u` of every rater."""
    given = np.bincount(rater, minlength=raters)
    received = np.bincount(ratee)
    few = (received[ratee] <= CROWD) & (received[ratee] > 1)
    rater, ratee = rater[few], ratee[few]
    rest = np.maximum(len(few) - given, 1)
    chance = np.bincount(rater, received[ratee] - 1.0, minlength=raters) / rest
    shape = (raters, len(received))
    ones = np.ones(len(rater), np.int32)
    return csr_matrix((ones, (rater, ratee)), shape=shape), chance


def linked(rater: Whole, ratee: Whole, raters: int, alpha: float) -> Links:
    """Test every pair of raters that rated an account in common.

    Args:
        rater: numbers of those who rated, each pair of rater and ratee once.
        ratee: numbers of whom they rated.
        raters: how many raters there are.
        alpha: the probability of any false ring that is allowed under the null model.
    """
    matrix, chance = _kept(rater, ratee, raters)
    given = np.bincount(rater, minlength=raters)
    turned = matrix.T.tocsr()
    products = matrix @ np.diff(turned.indptr)
    limit = CHANCE / max(raters, 1)
    hubs = np.zeros(raters, np.int64)
    parts = []
    for block in _blocks(products):
        found = _pairs(matrix[block] @ turned, block.start, given, chance, limit)
        hubs += np.bincount(found[0][found[5] <= limit], minlength=raters)
        hubs += np.bincount(found[1][found[4] <= limit], minlength=raters)
        parts.append(found)
    left, right, common = (np.concatenate([part[i] for part in parts]) for i in (0, 1, 2))
    tail = np.concatenate([part[3] for part in parts])
    pairs = max(raters * (raters - 1) / 2, 1)
    return Links(
        left, right, common, tail, hubs, hubs >= needed(raters, alpha), tail <= alpha / 2 / pairs
    )


def _pairs(
    block: csr_matrix, start: int, given: Whole, chance: Real, limit: float
) -> tuple[Whole, Whole, Whole, Real, Real, Real]:
    """Pairs of a block linked on either side: numbers, common, larger tail, tail of right, left."""
    pairs = block.tocoo()
    left, right = pairs.row.astype(np.int64) + start, pairs.col.astype(np.int64)
    several = (left < right) & (pairs.data >= COMMON)
    left, right, common = left[several], right[several], pairs.data[several].astype(np.int64)
    of_left = poisson.sf(common - 1, given[right] * chance[left])
    of_right = poisson.sf(common - 1, given[left] * chance[right])
    low = np.minimum(of_left, of_right) <= limit
    larger = np.maximum(of_left, of_right)
    return left[low], right[low], common[low], larger[low], of_right[low], of_left[low]


def components(links: Links, raters: int) -> list[Whole]:
    """The rings: numbers of raters, larger rings first."""
    kept = links.strong | (links.proven[links.left] & links.proven[links.right])
    left, right = links.left[kept], links.right[kept]
    graph = coo_matrix((np.ones(len(left), np.int8), (left, right)), shape=(raters, raters))
    number, of = connected_components(graph, directed=False)
    of = np.where(np.bincount(of, minlength=number)[of] >= SMALLEST, of, -1).astype(np.int64)
    of = _joined(links, of)
    order = np.argsort(of, kind="stable")[np.count_nonzero(of < 0) :]
    ends = np.flatnonzero(np.diff(of[order])) + 1
    rings = np.split(order, ends) if len(order) else []
    return sorted(rings, key=lambda ring: (-len(ring), int(ring[0])))


def _joined(links: Links, of: Whole) -> Whole:
    """Let raters join the ring they are linked with most, where these are `JOINING` or more."""
    sides = ((links.left, links.right), (links.right, links.left))
    inner = np.concatenate([one for one, _ in sides])
    outer = np.concatenate([two for _, two in sides])
    loose = (of[inner] >= 0) & (of[outer] < 0)
    size = len(of) + 1
    pairs, count = np.unique(of[inner[loose]] * size + outer[loose], return_counts=True)
    pairs = pairs[count >= JOINING][np.argsort(count[count >= JOINING], kind="stable")]
    joined = of.copy()
    joined[pairs % size] = pairs // size
    return joined
