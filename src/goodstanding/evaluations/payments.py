"""Payments charged back: learned on earlier ones, scored on later ones, by time."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from lightgbm import LGBMClassifier
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from goodstanding.detectors.payments import LABEL, detect, read, train
from goodstanding.detectors.payments.counters import Counters
from goodstanding.detectors.payments.scorecard import EITHER, NAMES, RISING, fit
from goodstanding.evaluations.figures import DataMissingError, Figure

FILE = "payments/card_transactions.csv"
PARTS = ((0.5, 0.7), (0.6, 0.8), (0.7, 1.0), (0.8, 1.0))
"""Learned on the rows before the first share, scored on those up to the second."""

PEOPLE = 3_000_000
ALARMS = {"recall at 1 % false alarms": 0.01, "recall at .1 % false alarms": 0.001}
Scores = NDArray[np.float64]


def evaluate(data: Path) -> Iterator[Figure]:
    """Measure on card transactions; the counters and the scorecard were chosen on these parts.

    Raises:
        DataMissingError: the file is not there.
    """
    path = data / FILE
    if not path.is_file():
        raise DataMissingError(f"{path} is missing; it holds card transactions by time.")
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        bad = _load(connection, path)
        for start, stop in PARTS:
            yield from _part(connection, bad, int(start * len(bad)), int(stop * len(bad)))
        yield from _peers(connection, bad)


def _load(connection: duckdb.DuckDBPyConnection, path: Path) -> Scores:
    connection.execute(
        'CREATE TABLE payments AS SELECT row_number() OVER () AS "row", * REPLACE ('
        "epoch_us(CAST(transaction_date AS TIMESTAMPTZ)) AS transaction_date, "
        "CAST(transaction_amount AS DOUBLE) AS transaction_amount) "
        "FROM read_csv(?, all_varchar = TRUE)",
        [str(path)],
    )
    connection.execute("CREATE VIEW input AS FROM payments")
    return np.array([bool(one.charged_back) for one in read(connection, LABEL)], dtype=float)


def _part(
    connection: duckdb.DuckDBPyConnection, bad: Scores, start: int, stop: int
) -> Iterator[Figure]:
    """Learn before a moment; then score what came after, its outcomes withheld."""
    connection.execute(
        f'CREATE OR REPLACE VIEW input AS SELECT * FROM payments WHERE "row" <= {start}'  # noqa: S608
    )
    model = train(connection, LABEL, {})
    connection.execute(
        f"CREATE OR REPLACE VIEW input AS SELECT * EXCLUDE ({LABEL}) FROM payments "  # noqa: S608
        f'WHERE "row" > {start} AND "row" <= {stop}'
    )
    truth = bad[start:stop]
    note = f"{len(truth):,} later rows, {int(truth.sum())} charged back"
    told = f"card transactions, learned on the first {start:,} rows"
    learned, unlearned = detect(connection, {}, model), detect(connection, {}, None)
    scores = np.array(learned["score"].to_pylist())
    yield Figure(told, "AUC", float(roc_auc_score(truth, scores)), ">= .92", note)
    yield Figure(told, "AP", float(average_precision_score(truth, scores)), ">= .75", note)
    for measure, share in ALARMS.items():
        yield Figure(told, measure, _recall(truth, scores, share), "", note)
    yield from _wrongly(told, truth, np.array(learned["tier"].to_pylist()))
    ranked = np.array(unlearned["score"].to_pylist())
    yield Figure(told, "AUC without a model", float(roc_auc_score(truth, ranked)), "", note)


def _wrongly(told: str, truth: Scores, tiers: Scores) -> Iterator[Figure]:
    for least in (1, 2):
        share = float((tiers[truth == 0] >= least).mean())
        note = f"recall {float((tiers[truth == 1] >= least).mean()):.2f}"
        yield Figure(
            told, f"honest payments at tier {least}, of 3 million", share * PEOPLE, "", note
        )


def _recall(truth: Scores, scores: Scores, share: float) -> float:
    honest = np.sort(scores[truth == 0])[::-1]
    bound = honest[int(share * len(honest))]
    return float((scores[truth == 1] > bound).mean())


def _peers(connection: duckdb.DuckDBPyConnection, bad: Scores) -> Iterator[Figure]:
    """Other ways on the same counters, and a random split as a warning."""
    x = _counters(connection)
    cut = int(PARTS[2][0] * len(bad))
    told = f"card transactions, learned on the first {cut:,} rows"
    rising = [0 if name in EITHER else int(name in RISING) for name in NAMES]
    for name, monotone in (("monotone LightGBM", rising), ("LightGBM", None)):
        scores = _trees(x[:cut], bad[:cut], x[cut:], monotone)
        note = f"peer: {name} on the same counters"
        yield Figure(told, f"AUC of {name}", float(roc_auc_score(bad[cut:], scores)), "", note)
        ap = float(average_precision_score(bad[cut:], scores))
        yield Figure(told, f"AP of {name}", ap, "", note)
    order = np.random.default_rng(1).permutation(len(bad))
    a, b = order[:cut], order[cut:]
    scores = _points(fit(x[a], bad[a], NAMES), x[b])
    ap = float(average_precision_score(bad[b], scores))
    yield Figure("card transactions, split at random", "AP", ap, "", "a warning, no figure of ours")


def _counters(connection: duckdb.DuckDBPyConnection) -> Scores:
    connection.execute("CREATE OR REPLACE VIEW input AS FROM payments")
    counters, told = Counters(), []
    for one in read(connection, LABEL):
        before = counters.before(one)
        told.append([before[name] for name in NAMES])
        counters.add(one)
    return np.array(told)


def _trees(x: Scores, bad: Scores, later: Scores, monotone: list[int] | None) -> Scores:
    trees = LGBMClassifier(
        n_estimators=150,
        learning_rate=0.05,
        num_leaves=7,
        min_child_samples=20,
        reg_lambda=5,
        monotone_constraints=monotone,
        random_state=0,
        verbose=-1,
        n_jobs=2,
    ).fit(x, bad)
    return np.asarray(trees.predict(later, raw_score=True), dtype=float)


def _points(model: Mapping[str, Any], x: Scores) -> Scores:
    of = [model["counters"][name] for name in NAMES]
    z = (x - [one["mean"] for one in of]) / [one["spread"] for one in of]
    points: Scores = z @ np.array([one["points"] for one in of])
    return points
