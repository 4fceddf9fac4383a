"""What the stream's detector learns: trees over the past, and who was flagged in the labelled part.

How often an account was flagged is told to the trees as it will be when they are used: from labels
of an earlier part of the stream only, which are older than the event by up to a `STEP` of it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

STEPS = 17
PRIOR = 3.0
SEEDS = (0, 1, 2)
TREES = 300
SETTINGS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.6,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbosity": -1,
}


def history(sides: Sequence[Whole], label: Real, known: int) -> Real:
    """Of both sides of each event: share flagged, and how often seen, in the first `known` events.

    Returns:
        Four columns: the rater's share and number, the ratee's share and number.
    """
    base = float(label[:known].mean()) if known else 0.0
    columns = []
    for side in sides:
        size = int(side.max(initial=0)) + 1
        flagged = np.bincount(side[:known], label[:known], minlength=size)
        seen = np.bincount(side[:known], minlength=size)
        columns += [((flagged + PRIOR * base) / (seen + PRIOR))[side], seen[side]]
    return np.column_stack(columns)


def stepped(sides: Sequence[Whole], label: Real) -> Real:
    """As `history`, each event knowing only the labels of the steps before its own."""
    ends = np.linspace(0, len(label), STEPS + 1).astype(int)
    table = np.empty((len(label), 4))
    for start, end in pairwise(ends.tolist()):
        table[start:end] = history([side[:end] for side in sides], label, start)[start:end]
    return table


def grown(table: NDArray[np.float32], label: Real, names: Sequence[str]) -> list[str]:
    """Grow the trees; LightGBM's own text, one for each seed."""
    data = lightgbm.Dataset(table, label, feature_name=list(names), free_raw_data=False)
    return [
        lightgbm.train({**SETTINGS, "seed": seed}, data, TREES).model_to_string() for seed in SEEDS
    ]


def judged(table: NDArray[np.float32], texts: Sequence[str]) -> Real:
    """The mean probability of all trees, one an event."""
    total = np.zeros(len(table))
    for text in texts:
        booster = lightgbm.Booster(model_str=text)
        total += np.asarray(booster.predict(table, num_threads=2))
    return total / len(texts)
