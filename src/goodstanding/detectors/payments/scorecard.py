"""A readable scorecard on counters: points add up, and more of a counter never lowers the score."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Matrix = NDArray[np.float64]

RISING = (
    "amount",
    "amount_rank",
    "near_22h",
    "merchant_known",
    "user_amount",
    "user_amount_day",
    "user_payments",
    "user_payments_hour",
    "user_payments_day",
    "user_payments_week",
    "user_cards",
    "user_merchants",
    "user_recent",
    "device_payments",
    "device_cards",
    "device_users",
    "device_amount",
    "device_amount_day",
    "card_payments",
    "card_payments_week",
    "card_users",
    "card_amount_day",
    "merchant_payments_hour",
    "merchant_payments_day",
    "merchant_payments_week",
    "merchant_amount_day",
    "merchant_cards",
    "merchant_recent",
    "merchant_amount_relative",
)
"""Counters that may only raise the score."""

EITHER = ("no_device", "merchant_payments")
"""Counters that may raise or lower it: a merchant of long standing is no suspect."""

NAMES = (*RISING, *EITHER)
RIDGE = 17.0
"""How strongly points are drawn to zero: so many observations must speak against it."""


def fit(told: Matrix, bad: Matrix, names: Sequence[str], ridge: float = RIDGE) -> dict[str, Any]:
    """Learn the points: a logistic regression whose rising counters can't have negative points.

    Args:
        told: payments by counters.
        bad: 1 for those charged back, else 0.
        names: of the counters.
        ridge: how strongly points are drawn to zero.

    Returns:
        `constant`, and for each counter its `mean`, `spread` and `points` a spread.
    """
    mean, spread = told.mean(axis=0), told.std(axis=0)
    spread[spread == 0] = 1.0
    z = (told - mean) / spread
    sign = 1 - 2 * bad

    def loss(w: Matrix) -> tuple[float, Matrix]:
        margin = sign * (z @ w[1:] + w[0])
        slope = sign / (1 + np.exp(-margin))
        value = np.logaddexp(0, margin).sum() + ridge / 2 * (w[1:] ** 2).sum()
        return float(value), np.concatenate([[slope.sum()], z.T @ slope + ridge * w[1:]])

    bounds = [(None, None), *((0, None) if name in RISING else (None, None) for name in names)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    return {
        "constant": float(found[0]),
        "counters": {
            name: {"mean": float(m), "spread": float(s), "points": round(float(w), 6)}
            for name, m, s, w in zip(names, mean, spread, found[1:], strict=True)
        },
    }


def score(model: Mapping[str, Any], told: Mapping[str, float]) -> float:
    """Add up the points of one payment: the logarithm of its odds of being charged back."""
    total = float(model["constant"])
    for name, one in model["counters"].items():
        total += one["points"] * (told[name] - one["mean"]) / one["spread"]
    return total
