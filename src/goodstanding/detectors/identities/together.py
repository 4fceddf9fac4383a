"""What a model makes of all facts of a pair together, and of who else resembles both.

The weights of `weights` take facts to be independent; relatives and namesakes show that they are
not. The model (gradient-boosted trees on the figures below, learned from pairs whose truth is
known) corrects that. Among its figures is how alike the two are to the same others: one person
with many records leaves them all near each other. It moves the probability of the pair itself;
nobody is joined through a third.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import scipy.sparse as sp
from duckdb import DuckDBPyConnection

from goodstanding.detectors.identities.levels import Levels
from goodstanding.detectors.identities.weights import Numbers, probability

Whole = npt.NDArray[np.int64]

SHIPPED = "historical.json"
"""The model that comes with the package; see `made_from` in it."""

NOTHING_LEARNED: Mapping[str, Any] = {"facts": []}
"""A model that leaves the weights as they are, also where this package has one."""

SEEN = 0.02
"""Least probability of a pair to speak of one's company."""
FLOOR, MOST = 15.0, 60.0
"""Bits added to a weight, and at most then, where likeness to others is averaged."""
SURE = 0.9
"""Probability from which two records lead to a third that no key has found."""
ROUNDS = 120
SHAPE: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": 31,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.7,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
_TEXTS = ("given", "surname", "place", "work")


def shipped(slots: Sequence[str]) -> Mapping[str, Any] | None:
    """The model of this package, where the table has just the facts it was learned on."""
    model = _shipped()
    return model if sorted(model["facts"]) == sorted(slots) else None


@cache
def _shipped() -> Mapping[str, Any]:
    model: dict[str, Any] = json.loads((files(__package__) / SHIPPED).read_text("utf-8"))
    return model


def linked(ends: tuple[Numbers, Numbers], at: Numbers, everyone: int) -> list[tuple[int, int]]:
    """Pairs not compared yet whose records are both surely a third's."""
    left, right = (end.astype(np.int64) for end in ends)
    sure = at > SURE
    graph = _graph(left[sure], right[sure], np.ones(int(sure.sum())), everyone)
    found = sp.triu(graph @ graph, 1).tocoo()
    codes = found.row.astype(np.int64) * (everyone + 1) + found.col
    fresh = codes[~np.isin(codes, left * (everyone + 1) + right)]
    return [divmod(int(code), everyone + 1) for code in fresh]


def figures(
    connection: DuckDBPyConnection, bits: Mapping[str, Numbers], levels: Levels, prior: float
) -> Numbers:
    """The figures of each pair of the table `pair`, by `l` and `r`, as the model reads them."""
    facts = sorted(bits)
    total = np.asarray(sum(bits.values()), np.float64)
    words = _words(connection, facts)
    company = _company(connection, total, probability(total, prior))
    columns = [bits[fact] for fact in facts] + [levels[fact] for fact in facts]
    return np.column_stack([*columns, total, *words, *company])


def learned(figures_of: Numbers, truth: Numbers, facts: Sequence[str]) -> dict[str, Any]:
    """Learn a model from pairs whose truth is known."""
    import lightgbm

    data = lightgbm.Dataset(figures_of, truth)
    trees = lightgbm.train(dict(SHAPE), data, ROUNDS)
    text = trees.model_to_string().partition("\nparameters:")[0]
    return {"facts": sorted(facts), "pairs": len(truth), "trees": text + "\n"}


def judged(model: Mapping[str, Any], figures_of: Numbers) -> Numbers:
    """What the model says of pairs: log-odds in bits."""
    import lightgbm

    trees = lightgbm.Booster(model_str=model["trees"])
    odds = trees.predict(figures_of, raw_score=True, num_threads=2)
    return np.asarray(odds, np.float64) / float(np.log(2))


def _graph(left: Whole, right: Whole, values: Numbers, everyone: int) -> sp.csr_matrix:
    half = sp.coo_matrix((values, (left, right)), shape=(everyone + 1, everyone + 1)).tocsr()
    return half + half.T


def _company(connection: DuckDBPyConnection, total: Numbers, at: Numbers) -> list[Numbers]:
    ends = connection.execute("SELECT l, r FROM pair ORDER BY l, r").fetchnumpy()
    left, right = ends["l"], ends["r"]
    everyone = int(connection.execute("SELECT count(*) FROM person").fetchall()[0][0])
    seen = at > SEEN
    near = _graph(left[seen], right[seen], at[seen], everyone)
    like = _graph(left, right, np.clip(total + FLOOR, 0, MOST), everyone)
    friends = np.asarray(near.sum(1)).ravel()
    l_friends, r_friends = friends[left] - at * seen, friends[right] - at * seen
    common = np.asarray((near @ near)[left, right]).ravel()
    through = near @ like
    to_right = np.asarray(through[left, right]).ravel() / (l_friends + 0.01)
    to_left = np.asarray(through[right, left]).ravel() / (r_friends + 0.01)
    l_common, r_common = common / (l_friends + 0.1), common / (r_friends + 0.1)
    return [
        common,
        np.minimum(l_friends, r_friends),
        np.maximum(l_friends, r_friends),
        common / (l_friends + r_friends - common + 0.5),
        np.minimum(to_right, to_left),
        np.maximum(to_right, to_left),
        np.minimum(l_common, r_common),
        np.maximum(l_common, r_common),
    ]


def _words(connection: DuckDBPyConnection, facts: Sequence[str]) -> list[Numbers]:
    """Words of the names that both have, by rarity, and raw likeness of single facts."""
    more = [
        f'jaro_winkler_similarity(a."{fact}", b."{fact}") AS "{fact}"'
        for fact in _TEXTS
        if fact in facts
    ]
    if "name" in connection.table("person").columns:
        more += ["jaro_winkler_similarity(a.name, b.name) AS name"]
    found = connection.execute(
        f"""WITH rare AS (SELECT word, ln((SELECT count(*) FROM person) / count(*)) AS says
            FROM word GROUP BY 1),
        whole AS (SELECT i, sum(says) AS says FROM word JOIN rare USING (word) GROUP BY 1),
        shared_words AS (SELECT l, r, sum(says) AS says FROM pair JOIN word a ON a.i = l
            JOIN word b ON b.i = r AND a.word = b.word JOIN rare ON rare.word = a.word
            GROUP BY 1, 2)
        SELECT coalesce(w.says, 0) AS w, coalesce(x.says, 0) AS x, coalesce(y.says, 0) AS y,
            {", ".join([*more, "shared"])}
        FROM pair LEFT JOIN shared_words w USING (l, r) LEFT JOIN whole x ON x.i = l
        LEFT JOIN whole y ON y.i = r JOIN person a ON a.i = l JOIN person b ON b.i = r
        ORDER BY l, r"""
    ).fetchnumpy()
    said = {
        name: np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)
        for name, values in found.items()
    }
    both, x, y = (said.pop(name) for name in ("w", "x", "y"))
    parts = [both, both / (x + 0.1), both / (y + 0.1), both / (x + y - both + 0.1)]
    parts[1], parts[2] = np.minimum(parts[1], parts[2]), np.maximum(parts[1], parts[2])
    return [*parts, np.minimum(x, y), *said.values()]


def add(connection: DuckDBPyConnection, pairs: Sequence[tuple[int, int]]) -> None:
    """Add pairs to the table `pair`."""
    if pairs:
        left, right = zip(*pairs, strict=True)
        connection.register("fresh", pa.table({"l": pa.array(left, pa.int32()), "r": right}))
        connection.execute("INSERT INTO pair SELECT l, r, 0 FROM fresh")
        connection.unregister("fresh")
