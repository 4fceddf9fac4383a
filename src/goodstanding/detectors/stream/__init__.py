"""Events of who rated whom and when: how odd each is, by what was before it.

Ratings themselves are not read. Every event is described by the past of both sides (`past`), and
scored; events of the same time follow the order of the input, and later rows never count.

Without a model the score is the share of what both sides were given or gave that nobody returned:
traders rate each other, and whoever is rated or rates without return again and again is worth a
look. With a model (`learning`) it is a probability, as learned from labels of an earlier part.

No e-value and no tier: a single event says too little, and the score ranks for a queue only.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from goodstanding.detectors.plain import SUBJECTS, Column, Model, Options, Plain
from goodstanding.detectors.stream import learning
from goodstanding.detectors.stream.past import FEATURES, described

ANSWER = pa.schema(
    [*SUBJECTS, ("rater", pa.string()), ("ratee", pa.string()), ("time", pa.timestamp("us", "UTC"))]
)
HISTORY = ("rater_flagged", "rater_labelled", "ratee_flagged", "ratee_labelled")
PRIOR = 2.0
BATCH = 100_000

_EVENTS = """
CREATE OR REPLACE TEMP TABLE stream_accounts AS
SELECT account, row_number() OVER (ORDER BY account) - 1 AS number
FROM (SELECT rater AS account FROM input UNION SELECT ratee FROM input)
"""
_READ = """
SELECT one.number AS rater, two.number AS ratee, "time" / 1e6 AS seconds, "row" {label}
FROM input JOIN stream_accounts one ON one.account = rater
    JOIN stream_accounts two ON two.account = ratee
ORDER BY "time", "row"
"""

Events = Mapping[str, NDArray[Any]]
Real = NDArray[np.float64]


def sentence(counts: Mapping[str, float]) -> str:
    """Write the sentence of an event from its counts.

    Args:
        counts: of both sides `rater_given`, `rater_given_unreturned`, `rater_days`,
            `ratee_received`, `ratee_received_unreturned`, `ratee_days`, all of the time before.
    """
    return (
        f"Before this, the rater had rated {counts['rater_given']:,} times in "
        f"{counts['rater_days']:,} days, {counts['rater_given_unreturned']:,} without return; the "
        f"rated account had been rated {counts['ratee_received']:,} times in "
        f"{counts['ratee_days']:,} days, {counts['ratee_received_unreturned']:,} without return."
    )


def _events(connection: DuckDBPyConnection, label: str = "") -> Events:
    connection.execute(_EVENTS)
    column = (
        f', TRY_CAST("{label.replace(chr(34), chr(34) * 2)}" AS DOUBLE) AS label' if label else ""
    )
    events: Events = connection.execute(_READ.format(label=column)).fetchnumpy()
    return events


def _table(events: Events) -> NDArray[np.float32]:
    sides = (events["rater"].tolist(), events["ratee"].tolist(), events["seconds"].tolist())
    return described(zip(*sides, strict=True), len(sides[0]))


def _names(connection: DuckDBPyConnection) -> list[str]:
    found = connection.execute("SELECT account FROM stream_accounts ORDER BY number")
    return [str(name) for (name,) in found.fetchall()]


def train(connection: DuckDBPyConnection, label: str, options: Options) -> Model:
    """Learn from the labelled events; those without a label are remembered, but teach nothing.

    Returns:
        `trees` (LightGBM's text), `base` (share flagged), `accounts` (of each: as rater how often
        flagged and how often labelled, as ratee the same).

    Raises:
        ValueError: not both labels are there.
    """
    del options
    events = _events(connection, label)
    truth = np.ma.filled(events["label"].astype(float), np.nan)
    known = np.isfinite(truth)
    if set(np.unique(truth[known])) != {0.0, 1.0}:
        raise ValueError(f'The column "{label}" must hold 0 and 1, both at least once.')
    table = _table(events)[known]
    sides = [events[side][known].astype(np.int64) for side in ("rater", "ratee")]
    told = learning.stepped(sides, truth[known])
    grown = learning.grown(
        np.hstack([table, told]).astype(np.float32), truth[known], [*FEATURES, *HISTORY]
    )
    names = _names(connection)
    counts = [
        np.bincount(side, weights, len(names)).astype(int)
        for side in sides
        for weights in (truth[known], None)
    ]
    rows = zip(names, *(count.tolist() for count in counts), strict=True)
    accounts = {name: numbers for name, *numbers in rows if any(numbers)}
    return {"trees": grown, "base": float(truth[known].mean()), "accounts": accounts}


def _learned(model: Model, events: Events, names: list[str], table: NDArray[np.float32]) -> Real:
    nothing = (0, 0, 0, 0)
    kept = np.array([model["accounts"].get(name, nothing) for name in names], float)
    kept = kept.reshape(len(names), 4)
    columns = [table]
    for place, side in ((0, "rater"), (2, "ratee")):
        flagged, seen = kept[events[side], place], kept[events[side], place + 1]
        share = (flagged + learning.PRIOR * model["base"]) / (seen + learning.PRIOR)
        columns += [share[:, None], seen[:, None]]
    return learning.judged(np.hstack(columns).astype(np.float32), model["trees"])


def _unreturned(table: NDArray[np.float32]) -> Real:
    """What the rater gave and the rated account received without return, as shares; 0 to 1."""
    shares = [
        _of(table, f"{side}_{what}_unreturned").astype(float)
        / (_of(table, f"{side}_{what}") + PRIOR)
        for side, what in (("rater", "given"), ("ratee", "received"))
    ]
    mean: Real = np.mean(shares, axis=0, dtype=float)
    return mean


def _of(table: NDArray[np.float32], feature: str) -> NDArray[np.float32]:
    return table[:, FEATURES.index(feature)]


def _sentences(table: NDArray[np.float32]) -> Iterator[pa.Array]:
    asked = ("rater_given", "rater_given_unreturned", "ratee_received", "ratee_received_unreturned")
    columns = {name: _of(table, name).astype(int) for name in asked}
    columns |= {
        f"{s}_days": (_of(table, f"{s}_age") // 86_400).astype(int) for s in ("rater", "ratee")
    }
    for start in range(0, len(table), BATCH):
        parts = zip(
            *(column[start : start + BATCH].tolist() for column in columns.values()), strict=True
        )
        yield pa.array(
            [sentence(dict(zip(columns, part, strict=True))) for part in parts], pa.string()
        )


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """One row an event, in the order of the input."""
    del options
    events = _events(connection)
    table = _table(events)
    names = _names(connection)
    score = _unreturned(table) if model is None else _learned(model, events, names, table)
    row = events["row"].astype(np.int64)
    listed = pa.array(names, pa.string())
    columns = [
        pa.array(row).cast(pa.string()),
        pa.nulls(len(row), pa.float64()),
        pa.array(score, pa.float64()),
        pa.array(np.zeros(len(row), np.int64)),
        pa.chunked_array(_sentences(table), pa.string()),
        pa.LargeListArray.from_arrays(np.arange(len(row) + 1), row).cast(pa.list_(pa.int64())),
        listed.take(pa.array(events["rater"])),
        listed.take(pa.array(events["ratee"])),
        pa.array((events["seconds"] * 1e6).round().astype(np.int64)).cast(
            pa.timestamp("us", "UTC")
        ),
    ]
    return pa.table(columns, schema=ANSWER).take(pa.array(np.argsort(row)))


PLAIN = Plain(
    name="stream",
    about="Scores who rates whom and when, event by event, from the past alone.",
    columns=(
        Column("rater", "text", "who rated"),
        Column("ratee", "text", "who was rated"),
        Column("time", "time", "when"),
    ),
    detect=detect,
    train=train,
)

__all__ = ["ANSWER", "PLAIN", "detect", "sentence", "train"]
