"""Learning from payments whose chargebacks are known, and what of them is remembered."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np

from goodstanding.detectors.payments.counters import Counters, Payment
from goodstanding.detectors.payments.scorecard import NAMES, Matrix, fit, score

FEWEST = 20
"""With fewer payments of either kind nothing is learned."""

REMEMBERED = 20_000
"""So many latest payments are kept in the model, so that counters go on where they stood."""

PARTS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where the payments are cut in time: each part after a cut is scored by what was before it."""


def learn(payments: Sequence[Payment], label: str) -> dict[str, Any]:
    """Learn a scorecard, and how honest payments score that it has not learned from.

    Args:
        payments: in order of time.
        label: the name of the column that held the outcome.

    Raises:
        ValueError: there are too few payments of either kind.
    """
    counters, told = Counters(), []
    for one in payments:
        told.append(counters.before(one))
        counters.add(one)
    known = [i for i, one in enumerate(payments) if one.charged_back is not None]
    bad = np.array([bool(payments[i].charged_back) for i in known], dtype=float)
    if min(bad.sum(), len(bad) - bad.sum()) < FEWEST:
        raise ValueError(
            f"{label}: {int(bad.sum()):,} of {len(bad):,} payments with a known outcome were "
            f"charged back; expected at least {FEWEST} that were and {FEWEST} that were not."
        )
    x = np.array([[told[i][name] for name in NAMES] for i in known])
    return {
        "label": label,
        "scorecard": fit(x, bad, NAMES),
        "honest": _honest([told[i] for i in known], x, bad),
        "history": [_kept(one) for one in payments[-REMEMBERED:]],
    }


def remembered(model: Mapping[str, Any], names: Iterable[str]) -> list[Payment]:
    """Payments the model remembers, without those of these names."""
    again = set(names)
    return [Payment(0, *kept) for kept in model["history"] if kept[0] not in again]


def marked(name: str) -> str:
    """A name as models keep it: a short fingerprint."""
    return blake2b(name.encode(), digest_size=9).hexdigest() if name else ""


def _kept(one: Payment) -> list[Any]:
    told = (one.user, one.card, one.merchant, one.device)
    return [one.name, one.at, one.amount, *told, one.charged_back]


def _honest(told: Sequence[Mapping[str, float]], x: Matrix, bad: Matrix) -> list[float]:
    """Scores of honest payments by scorecards learned before them."""
    scores: list[float] = []
    cuts = [int(len(bad) * part) for part in PARTS]
    for start, stop in pairwise(cuts):
        if not bad[:start].any():
            continue
        card = fit(x[:start], bad[:start], NAMES)
        scores += [round(score(card, told[i]), 4) for i in range(start, stop) if not bad[i]]
    return sorted(scores)
