"""Fake feedback: who stands badly by whom they are rated, and rings that rate the same accounts.

Accounts are put in order by `standing`; rings are found by `corating`, with a bound on how often
one is found by chance. No e-value: that chance decides who rates whom is a null model of
indifference, not of honest trade, which has habits, too. So a member of a ring is at tier 2, where
a person looks, and nobody else is above 0: the order alone has no bound. A rating is never proof
against the account that received it; the negative ones may be the fake ones.

Memory grows with the ratings, by some 200 bytes each; pairs of raters, which grow faster, are
looked at in blocks of `corating.PRODUCTS`, and only those beyond chance are kept.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from goodstanding.detectors.expected import number
from goodstanding.detectors.plain import RINGS, SUBJECTS, Column, Model, Option, Options, Plain
from goodstanding.detectors.ratings import rings
from goodstanding.detectors.ratings.reading import Read, gathered, read
from goodstanding.detectors.ratings.standing import Standing, stand

ACCOUNTS = pa.schema([*SUBJECTS, ("ring", pa.string())])
ANSWER_RINGS = pa.schema([*RINGS, ("kind", pa.string()), ("targets", pa.list_(pa.string()))])
ALPHA = 0.001
LOOKS = 2
BATCH = 100_000


def sentence(counts: Mapping[str, float | str]) -> str:
    """Write the sentence of an account from its counts.

    Args:
        counts: `received`, `negative`, `raters`, `votes` and `goodness` (-1 to 1), `days` (known
            before the last rating of all), `ring` ("" where in none).
    """
    ring = f" It is in ring {counts['ring']}." if counts["ring"] else ""
    if not counts["received"]:
        return f"Nobody rated this account, known for {counts['days']:,} days.{ring}"
    return (
        f"{counts['negative']:,} of {counts['received']:,} ratings by {counts['raters']:,} "
        f"accounts are negative; by the standing of who rated they come to {counts['votes']:+.2f}, "
        f"by their fairness to {counts['goodness']:+.2f}, between -1 and +1. "
        f"Known for {counts['days']:,} days.{ring}"
    )


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """One row an account, the most suspicious first."""
    del model
    held = read(connection, float(options["neutral"]))
    standing = stand(held.ratings)
    ring = np.full(held.ratings.accounts, "", object)
    for place, one in enumerate(rings.found(held, float(options["alpha"])), 1):
        ring[one.members[ring[one.members] == ""]] = str(place)
    in_ring = ring != ""
    columns = [
        held.names,
        pa.nulls(len(ring), pa.float64()),
        pa.array(standing.score),
        pa.array(np.where(in_ring, LOOKS, 0)),
        pa.chunked_array(_sentences(held, standing, ring), pa.string()),
        gathered(held.ratings.ratee, held.rows, len(ring)),
        pa.array(ring, pa.string(), mask=~in_ring),
    ]
    table = pa.table(columns, schema=ACCOUNTS)
    return table.take(pa.array(np.argsort(-standing.score, kind="stable")))


def _sentences(held: Read, standing: Standing, ring: NDArray[np.object_]) -> Iterator[pa.Array]:
    ratings = held.ratings
    negative = ratings.received((ratings.rating < 0).astype(float)).astype(int)
    pairs = np.unique(ratings.ratee * ratings.accounts + ratings.rater)
    raters = np.bincount(pairs // max(ratings.accounts, 1), minlength=ratings.accounts)
    days = ((ratings.time.max(initial=0) - standing.first) // 86_400).astype(int)
    columns = {
        "received": ratings.received().astype(int),
        "negative": negative,
        "raters": raters,
        "votes": standing.votes,
        "goodness": standing.goodness,
        "days": days,
        "ring": ring,
    }
    for start in range(0, len(ring), BATCH):
        parts = zip(
            *(column[start : start + BATCH].tolist() for column in columns.values()), strict=True
        )
        yield pa.array(
            [sentence(dict(zip(columns, part, strict=True))) for part in parts], pa.string()
        )


def detect_rings(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """One row a ring, praising ones first, larger ones first."""
    del model
    held = read(connection, float(options["neutral"]))
    alpha = float(options["alpha"])
    listed = [
        {
            "ring": str(place),
            "members": held.names.take(pa.array(one.members)).to_pylist(),
            "e_value": None,
            "score": -math.log10(one.chance),
            "tier": LOOKS,
            "sentence": rings.sentence(rings.counts(one, alpha)),
            "rows": one.rows.tolist(),
            "kind": one.kind,
            "targets": held.names.take(pa.array(one.targets)).to_pylist(),
        }
        for place, one in enumerate(rings.found(held, alpha), 1)
    ]
    return pa.Table.from_pylist(listed, schema=ANSWER_RINGS)


PLAIN = Plain(
    name="ratings",
    about="Finds accounts that stand badly by whom they are rated, and rings that rate together.",
    columns=(
        Column("rater", "text", "who rated"),
        Column("ratee", "text", "who was rated"),
        Column("rating", "number", "above neutral praises, below it blames"),
        Column("time", "time", "when"),
    ),
    detect=detect,
    options={
        "neutral": Option(0.0, number(-1e9, 1e9), "a rating that says neither good nor bad"),
        "alpha": Option(ALPHA, number(1e-9, 0.5), "how probable any ring by chance may be"),
    },
    also={"accounts": (ACCOUNTS, detect), "rings": (ANSWER_RINGS, detect_rings)},
)

__all__ = ["ACCOUNTS", "ANSWER_RINGS", "PLAIN", "detect", "detect_rings", "sentence"]
