"""How accounts stand by what others say of them, who these are, and how long they are known.

Three orders of all accounts, from the most trusted to the least, count equally; no weight is
fitted.

* **Votes by standing.** A rating is a yes or a no, whatever its size: sizes are habits of the
  rater. It counts `log(1 + ratings the rater received)`, so that accounts nobody knows cannot vouch
  for each other; two average votes of nothing are added, so that few votes say little.
* **Goodness and fairness** (Kumar et al. 2016): goodness is the mean of the ratings, each times the
  fairness of its rater, which is one less its mean distance from the goodness of those rated. Here,
  too, two ratings of nothing are added.
* **Time known**: since the account's first rating given or received.

The first two are shared along praise: half of an account's value is the mean of those it praised
or was praised by. Who is praised by the badly rated stands worse, and rings stand together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

NOTHING = 2.0
SHARED = 0.5
ROUNDS = 10
SETTLED = 30


@dataclass(frozen=True)
class Ratings:
    """Ratings of accounts numbered from 0.

    Attributes:
        rater, ratee: numbers of accounts.
        rating: from -1 (worst) to 1 (best).
        time: seconds.
        accounts: how many there are.
    """

    rater: Whole
    ratee: Whole
    rating: Real
    time: Real
    accounts: int

    def received(self, values: Real | None = None) -> Real:
        """Sum over what each account received."""
        return np.bincount(self.ratee, values, self.accounts).astype(float)

    def given(self, values: Real | None = None) -> Real:
        """Sum over what each account gave."""
        return np.bincount(self.rater, values, self.accounts).astype(float)


@dataclass(frozen=True)
class Standing:
    """Of every account: its votes and goodness, -1 to 1, when it was first seen, and its score."""

    votes: Real
    goodness: Real
    first: Real
    score: Real


def votes(ratings: Ratings) -> Real:
    """The balance of yes and no, by the standing of who says it; -1 to 1."""
    weight = np.log1p(ratings.received())[ratings.rater]
    usual = float(weight.mean()) if len(weight) else 0.0
    total = ratings.received(weight) + NOTHING * usual
    balance = ratings.received(weight * np.sign(ratings.rating))
    return np.divide(balance, total, out=np.zeros_like(total), where=total > 0)


def goodness(ratings: Ratings) -> Real:
    """How good accounts are by how fair their raters are; -1 to 1."""
    fair = np.ones(ratings.accounts)
    received, given = ratings.received() + NOTHING, np.maximum(ratings.given(), 1)
    good = np.zeros(ratings.accounts)
    for _ in range(SETTLED):
        good = ratings.received(fair[ratings.rater] * ratings.rating) / received
        off = np.abs(ratings.rating - good[ratings.ratee]) / 2
        fair = 1 - ratings.given(off) / given
    return good


def shared(ratings: Ratings, values: Real) -> Real:
    """Let accounts that praise each other stand together."""
    praise = ratings.rating > 0
    rater, ratee = ratings.rater[praise], ratings.ratee[praise]
    size = ratings.accounts
    count = np.maximum(np.bincount(rater, minlength=size) + np.bincount(ratee, minlength=size), 1)
    held = values
    for _ in range(ROUNDS):
        around = np.bincount(ratee, held[rater], size) + np.bincount(rater, held[ratee], size)
        held = (1 - SHARED) * values + SHARED * around / count
    return held


def first_seen(ratings: Ratings) -> Real:
    """When each account first gave or received a rating; seconds."""
    first = np.full(ratings.accounts, np.inf)
    np.minimum.at(first, ratings.rater, ratings.time)
    np.minimum.at(first, ratings.ratee, ratings.time)
    return first


def stand(ratings: Ratings) -> Standing:
    """Put the three orders together; the score is 0 for the most trusted and 1 for the least."""
    balance, good, first = votes(ratings), goodness(ratings), first_seen(ratings)
    orders = (-shared(ratings, balance), -shared(ratings, good), first)
    ranks = [(rankdata(order) - 0.5) / max(ratings.accounts, 1) for order in orders]
    return Standing(balance, good, first, np.mean(ranks, axis=0))
