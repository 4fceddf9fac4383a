"""From the view `input` to numbered accounts, and back."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from goodstanding.detectors.ratings.standing import Ratings

Whole = NDArray[np.int64]

_NUMBERED = """
CREATE OR REPLACE TEMP TABLE rated_accounts AS
SELECT account, row_number() OVER (ORDER BY account) - 1 AS number
FROM (SELECT rater AS account FROM input UNION SELECT ratee FROM input)
"""
_RATINGS = """
SELECT one.number AS rater, two.number AS ratee, rating - $neutral AS rating,
    coalesce("time", 0) / 1e6 AS seconds, "row"
FROM input JOIN rated_accounts one ON one.account = rater
    JOIN rated_accounts two ON two.account = ratee
ORDER BY "row"
"""


@dataclass(frozen=True)
class Read:
    """The ratings of a file.

    Attributes:
        ratings: numbered.
        names: of the accounts, in the order of their numbers.
        rows: number of the row of each rating.
    """

    ratings: Ratings
    names: pa.Array
    rows: Whole


def read(connection: DuckDBPyConnection, neutral: float) -> Read:
    """Read all ratings; ratings above `neutral` praise, below it blame."""
    connection.execute(_NUMBERED)
    found = connection.execute(_RATINGS, {"neutral": neutral}).fetchnumpy()
    listed = connection.sql("SELECT account FROM rated_accounts ORDER BY number")
    names = listed.to_arrow_table().column(0).combine_chunks()
    rating = np.asarray(found["rating"], float)
    scale = float(np.abs(rating).max(initial=0)) or 1.0
    rater, ratee = (np.asarray(found[side], np.int64) for side in ("rater", "ratee"))
    seconds = np.asarray(found["seconds"], float)
    ratings = Ratings(rater, ratee, rating / scale, seconds, len(names))
    return Read(ratings, names, np.asarray(found["row"], np.int64))


def gathered(keys: Whole, values: Whole, size: int) -> pa.Array:
    """The values of each key from 0 to below `size`, as lists."""
    ends = np.cumsum(np.bincount(keys, minlength=size))
    offsets = np.concatenate([[0], ends])
    order = np.argsort(keys, kind="stable")
    return pa.LargeListArray.from_arrays(offsets, values[order]).cast(pa.list_(pa.int64()))
