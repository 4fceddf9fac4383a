"""How well odd events are told from the past of who rated whom, on the split of SLADE (KDD 2024).

The first 85 % of the events are learned from, the last 15 % measured. Choices were made inside the
first 85 % (learning from .40, .55 and .70 of the stream, measuring on the next .15). The public
file names the rated account `rater`; it is read as it is.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve
from sklearn.model_selection import train_test_split

from goodstanding.detectors import stream
from goodstanding.detectors.plain import Model
from goodstanding.detectors.stream.learning import grown, judged
from goodstanding.detectors.stream.past import FEATURES, described
from goodstanding.evaluations.figures import DataMissingError, Figure

LEARNED = 0.85
FILE = "bitcoin_otc/stream_labels.csv"
SPLIT = "Bitcoin OTC stream, last 15 %"
POPULATION = 3_000_000

_INPUT = """
CREATE VIEW input AS SELECT row_number() OVER () AS "row", CAST(rater AS VARCHAR) AS rater,
    CAST(ratee AS VARCHAR) AS ratee, CAST("time" * 1e6 AS BIGINT) AS "time", label
FROM events {limit}
"""

Real = NDArray[np.float64]


def evaluate(data: Path) -> Iterator[Figure]:
    """Measure with and without labels.

    Raises:
        DataMissingError: the file of events is not there.
    """
    path = data / FILE
    if not path.is_file():
        raise DataMissingError(f"{path} is not there.")
    with duckdb.connect() as connection:
        connection.read_csv(str(path)).to_table("events")
        label = connection.execute("SELECT label FROM events").fetchnumpy()["label"].astype(float)
        cut = int(len(label) * LEARNED)
        connection.execute(_INPUT.format(limit=""))
        yield from _figures("without labels", label[cut:], _scores(connection, None)[cut:])
        connection.execute(_INPUT.format(limit=f"LIMIT {cut}").replace("VIEW", "OR REPLACE VIEW"))
        model = stream.train(connection, "label", {})
        connection.execute(_INPUT.format(limit="").replace("VIEW", "OR REPLACE VIEW"))
        yield from _figures("learned", label[cut:], _scores(connection, model)[cut:], ">= .50")
        yield from _forgetting(connection, label, cut)


def _scores(connection: duckdb.DuckDBPyConnection, model: Model | None) -> Real:
    found: Real = stream.detect(connection, {}, model).column("score").to_numpy()
    return found


def _forgetting(connection: duckdb.DuckDBPyConnection, label: Real, cut: int) -> Iterator[Figure]:
    read = connection.execute('SELECT rater, ratee, "time" FROM events').fetchall()
    table = described(iter([(a, b, float(t)) for a, b, t in read]), len(read))
    trees = grown(table[:cut], label[:cut], FEATURES)
    yield from _figures(
        "learned, accounts' labels forgotten", label[cut:], judged(table[cut:], trees)
    )
    mixed, rest = train_test_split(np.arange(len(label)), test_size=1 - LEARNED, random_state=0)
    score = judged(table[rest], grown(table[mixed], label[mixed], FEATURES))
    reached = float(average_precision_score(label[rest], score))
    yield Figure(
        "Bitcoin OTC stream, RANDOM split", "average precision", reached, "", "a warning, no claim"
    )


def _figures(how: str, label: Real, score: Real, target: str = "") -> Iterator[Figure]:
    data = f"{SPLIT}, {how}"
    note = f"{len(label):,} events, {label.mean():.2%} flagged"
    yield Figure(
        data, "average precision", float(average_precision_score(label, score)), target, note
    )
    yield Figure(data, "AUC", float(roc_auc_score(label, score)), "", note)
    false, true, _ = roc_curve(label, score)
    for alarms in (0.01, 0.001):
        reached = float(true[false <= alarms].max())
        wrong = f"{alarms * POPULATION:,.0f} of 3,000,000 honest events"
        yield Figure(data, f"recall at {alarms:.1%} false alarms", reached, "", wrong)
