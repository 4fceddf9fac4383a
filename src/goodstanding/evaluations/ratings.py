"""How well fake feedback is found among real traders, without labels, and rings put in by hand.

Ratings the labels were made from are left out first. Nothing is fitted to labels; the three orders
of the score count equally. Rings are put among the praising ratings of the same traders: fresh
raters, fresh targets, as many ratings of others and from others again as camouflage.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from goodstanding.detectors.ratings import ALPHA, corating, standing
from goodstanding.detectors.ratings.standing import Ratings
from goodstanding.evaluations.figures import DataMissingError, Figure

FOLDER = "bitcoin_otc"
SEED = 2026
DRAWS = 1_000
REPEATS = 10
REWIRED = 50
POPULATION = 3_000_000
SHAPES = (
    (10, 5, 1.0, 0.0),
    (20, 10, 0.6, 0.0),
    (40, 10, 0.6, 1.0),
    (50, 20, 0.6, 1.0),
    (40, 10, 0.3, 1.0),
)
"""Raters, targets, share of targets each rates, camouflage as a share of that."""

Whole = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True)
class Praise:
    """Who praised whom, numbered; `raters` and `ratees` say how many."""

    rater: Whole
    ratee: Whole
    raters: int
    ratees: int


def evaluate(data: Path) -> Iterator[Figure]:
    """Measure the order of accounts, then rings, then rings where there are none.

    Raises:
        DataMissingError: a file is not there.
    """
    yield from _order(data)
    praise = praised(data)
    rng = np.random.default_rng(SEED)
    for shape in SHAPES:
        yield _injected(praise, shape, rng)
    rings = sum(false_rings(praise, rng) for _ in range(REWIRED))
    note = f"{REWIRED} graphs; benchmarks/rewire_ratings.py does 1,000"
    yield Figure("Bitcoin OTC, rewired", "rings", rings, "= 0", note)


def rows(data: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file of the folder.

    Raises:
        DataMissingError: it is not there.
    """
    path = data / FOLDER / name
    if not path.is_file():
        raise DataMissingError(f"{path} is not there.")
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def masked(data: Path) -> tuple[Ratings, list[str]]:
    """Ratings less those the labels were made from, and the accounts' names."""
    told = {(row["source"], row["target"]) for row in rows(data, "label_defining_ratings.csv")}
    kept = [row for row in rows(data, "ratings.csv") if (row["rater"], row["ratee"]) not in told]
    names = sorted({row[side] for row in kept for side in ("rater", "ratee")})
    number = {name: place for place, name in enumerate(names)}
    rater, ratee = (np.array([number[row[side]] for row in kept]) for side in ("rater", "ratee"))
    rating = np.array([float(row["rating"]) for row in kept])
    time = np.array([float(row["time"]) for row in kept])
    return Ratings(rater, ratee, rating / np.abs(rating).max(), time, len(names)), names


def praised(data: Path) -> Praise:
    """All praise of the traders, each pair once."""
    good = [row for row in rows(data, "ratings.csv") if float(row["rating"]) > 0]
    raters, rater = np.unique([row["rater"] for row in good], return_inverse=True)
    ratees, ratee = np.unique([row["ratee"] for row in good], return_inverse=True)
    return _once(rater, ratee, len(raters), len(ratees))


def false_rings(praise: Praise, rng: np.random.Generator) -> int:
    """How many rings are found where chance decides who rates whom, as often as before."""
    rewired = _once(praise.rater, rng.permutation(praise.ratee), praise.raters, praise.ratees)
    return len(_rings(rewired))


def _once(rater: Whole, ratee: Whole, raters: int, ratees: int) -> Praise:
    pairs = np.unique(rater.astype(np.int64) * ratees + ratee)
    return Praise(pairs // ratees, pairs % ratees, raters, ratees)


def _rings(praise: Praise) -> list[Whole]:
    links = corating.linked(praise.rater, praise.ratee, praise.raters, ALPHA / 2)
    return corating.components(links, praise.raters)


def _order(data: Path) -> Iterator[Figure]:
    ratings, names = masked(data)
    stood = standing.stand(ratings)
    number = {name: place for place, name in enumerate(names)}
    rated = ratings.received() > 0
    labelled = [
        (number[row["account"]], row["label"] == "-1")
        for row in rows(data, "labels.csv")
        if row["account"] in number
    ]
    chosen = [(place, bad) for place, bad in labelled if rated[place]]
    places, bad = np.array([one for one, _ in chosen]), np.array([two for _, two in chosen])
    note = f"{bad.sum()} bad, {(~bad).sum()} honest, all rated by others"
    mean = ratings.received(ratings.rating) / np.maximum(ratings.received(), 1)
    orders = {
        "mean rating": -mean,
        "votes by standing": -stood.votes,
        "goodness": -stood.goodness,
        "time known": stood.first,
        "votes and goodness": _without_time(ratings, stood),
        "score": stood.score,
    }
    for name, order in orders.items():
        yield from _figures(name, bad, order[places], note)
    yield from _spread(bad, stood.score[places])


def _without_time(ratings: Ratings, stood: standing.Standing) -> Real:
    parts = (standing.shared(ratings, value) for value in (stood.votes, stood.goodness))
    ranks = [np.argsort(np.argsort(-part, kind="stable")) for part in parts]
    mean: Real = np.mean(ranks, axis=0)
    return mean


def _figures(name: str, bad: NDArray[np.bool_], order: Real, note: str) -> Iterator[Figure]:
    data = f"Bitcoin OTC masked, no labels, {name}"
    target = ">= .985" if name == "score" else ""
    yield Figure(data, "AUC", float(roc_auc_score(bad, order)), target, note)
    if name != "score":
        return
    yield Figure(data, "average precision", float(average_precision_score(bad, order)), "", note)
    false, true, _ = roc_curve(bad, order)
    for alarms in (0.01, 0.001):
        wrong = f"{alarms * POPULATION:,.0f} of 3,000,000 honest; few honest ones to tell by"
        yield Figure(
            data,
            f"recall at {alarms:.1%} false alarms",
            float(true[false <= alarms].max()),
            "",
            wrong,
        )


def _spread(bad: NDArray[np.bool_], order: Real) -> Iterator[Figure]:
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS):
        chosen = rng.integers(0, len(bad), len(bad))
        drawn.append(roc_auc_score(bad[chosen], order[chosen]))
    data = "Bitcoin OTC masked, no labels, score"
    for share in (0.025, 0.5, 0.975):
        yield Figure(data, f"AUC, {share:.1%} of bootstrap", float(np.quantile(drawn, share)))
    shuffled = rng.permutation(len(bad))
    for name, half in zip(("one", "the other"), np.array_split(shuffled, 2), strict=True):
        yield Figure(data, f"AUC on {name} half", float(roc_auc_score(bad[half], order[half])))


def with_ring(
    praise: Praise, shape: tuple[int, int, float, float], rng: np.random.Generator
) -> Praise:
    """The same traders and a ring of fresh raters, whose numbers are the last."""
    size, targets, density, camouflage = shape
    member, target = np.nonzero(rng.random((size, targets)) < density)
    hidden = int(camouflage * len(member))
    raters, ratees = praise.raters + np.arange(size), praise.ratees + np.arange(targets)
    rater = [
        praise.rater,
        raters[member],
        rng.choice(raters, hidden),
        rng.choice(praise.rater, hidden),
    ]
    ratee = [
        praise.ratee,
        ratees[target],
        rng.choice(praise.ratee, hidden),
        rng.choice(ratees, hidden),
    ]
    total = (praise.raters + size, praise.ratees + targets)
    return _once(np.concatenate(rater), np.concatenate(ratee), *total)


def f1(rings: list[Whole], first: int, size: int) -> float:
    """The best F1 of any ring as an answer to which raters, numbered from `first`, were put in."""
    return max((2 * int((ring >= first).sum()) / (len(ring) + size) for ring in rings), default=0.0)


def _injected(
    praise: Praise, shape: tuple[int, int, float, float], rng: np.random.Generator
) -> Figure:
    reached = [
        f1(_rings(with_ring(praise, shape, rng)), praise.raters, shape[0]) for _ in range(REPEATS)
    ]
    size, targets, density, camouflage = shape
    data = f"Bitcoin OTC and a ring, {size}x{targets}, {density:.0%}, {camouflage:.0%} camouflage"
    target = ">= .9" if (size, density) == (40, 0.6) else ""
    return Figure(
        data, "F1", float(np.mean(reached)), target, f"{REPEATS} rings; least {min(reached):.2f}"
    )
