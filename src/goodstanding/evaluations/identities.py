"""How well two records of one person are found, and how rarely two persons are taken for one.

The historical people are split by person: half of them teach a model, the other half are asked, and
the other way round; the two answers are judged as one. Beside it stands what is reached without
learning. Records are never split at random: those of one person would be on both sides.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from scipy.stats import beta

from goodstanding.detectors.identities import detect, together, train
from goodstanding.detectors.identities.weights import Numbers
from goodstanding.evaluations.figures import DataMissingError, Figure

LEAST = {"least": 0.001}
PRECISION, RECALL = 0.999, 0.8
CONFIDENCE = 0.95
LOOK = 2
"""The tier at which a person looks."""
MERGES = 10_000
MEMBERS = "regexp_replace(trim(rec_id), '-(org|dup.*)$', '')"


def evaluate(data: Path) -> Iterator[Figure]:
    """Measure on the public sets, the made ones first."""
    folder = data / "identities"
    for name in ("febrl1", "febrl2", "febrl3"):
        table = f"""SELECT trim(rec_id) AS id, {MEMBERS} AS cluster, * EXCLUDE (rec_id)
            FROM read_csv('{_there(folder / f"{name}.csv")}', all_varchar = true)"""
        yield from _judged(name, *_asked(table), whole="1.0")
        less = f"SELECT * EXCLUDE (soc_sec_id) FROM ({table})"
        yield from _judged(f"{name} without document number", *_asked(less))
    fake = f"""SELECT unique_id AS id, * EXCLUDE (unique_id)
        FROM read_csv('{_there(folder / "fake_1000.csv")}', all_varchar = true)"""
    yield from _judged("fake_1000", *_asked(fake))
    yield from _historical(_there(folder / "historical_people_half.parquet"))


def _historical(path: Path) -> Iterator[Figure]:
    people = f"SELECT unique_id AS id, * EXCLUDE (unique_id) FROM '{path}'"
    halves = [f"SELECT * FROM ({people}) WHERE hash(cluster) % 2 = {half}" for half in (0, 1)]
    blind = [_asked(half, learn_from="") for half in halves]
    yield from _judged("historical people, nothing learned", *_joined(blind))
    learned = [_asked(halves[half], learn_from=halves[1 - half]) for half in (0, 1)]
    yield from _judged(
        "historical people, learned on the other half of the persons",
        *_joined(learned),
        goal=f">= {RECALL}",
    )


def _there(path: Path) -> Path:
    if not path.is_file():
        raise DataMissingError(f"The data set {path} is missing; the evaluation reads it.")
    return path


def _connection(table: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        f'CREATE TABLE input AS SELECT row_number() OVER () AS "row", * FROM ({table})'
    )
    return connection


def _asked(table: str, learn_from: str | None = None) -> tuple[pa.Table, Mapping[str, str]]:
    """The answer about a table, and the person of each record."""
    model = None
    if learn_from:
        with _connection(learn_from) as connection:
            model = train(connection, "cluster", {})
    with _connection(table) as connection:
        persons = dict(connection.execute("SELECT id, cluster FROM input").fetchall())
        told = model or (together.NOTHING_LEARNED if learn_from == "" else None)
        return detect(connection, LEAST, told), persons


def _joined(
    parts: list[tuple[pa.Table, Mapping[str, str]]],
) -> tuple[pa.Table, Mapping[str, str]]:
    persons = {record: person for _, some in parts for record, person in some.items()}
    return pa.concat_tables([answer for answer, _ in parts]), persons


def _judged(
    name: str, answer: pa.Table, persons: Mapping[str, str], whole: str = "", goal: str = ""
) -> Iterator[Figure]:
    ends = zip(answer["left"].to_pylist(), answer["right"].to_pylist(), strict=True)
    same = np.array([persons[one] == persons[other] for one, other in ends], dtype=bool)
    score, tier = np.array(answer["score"].to_pylist()), np.array(answer["tier"].to_pylist())
    pairs = sum(n * (n - 1) // 2 for n in Counter(persons.values()).values())
    order = np.argsort(-score, kind="stable")
    right = np.cumsum(same[order])
    precision, recall = right / np.arange(1, len(same) + 1), right / pairs
    f1: Numbers = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f1.argmax())
    note = f"{len(persons):,} records, {pairs:,} true pairs"
    yield Figure(name, "best F1", float(f1[best]), whole, note)
    yield Figure(name, "precision there", float(precision[best]))
    yield Figure(name, "recall there", float(recall[best]))
    fit = recall[precision >= PRECISION]
    yield Figure(name, f"recall at precision {PRECISION}", float(fit.max(initial=0)), goal)
    yield from _merges(name, same[tier == LOOK], pairs)


def _merges(name: str, same: Numbers, pairs: int) -> Iterator[Figure]:
    wrong, n = int((~same.astype(bool)).sum()), len(same)
    bound = float(beta.ppf(CONFIDENCE, wrong + 1, n - wrong)) if n > wrong else 1.0
    note = f"{wrong} of {n:,} pairs at tier 2; at most {bound * MERGES:.1f} with 95 % confidence"
    yield Figure(name, "two persons taken for one in 10,000", MERGES * wrong / max(n, 1), "0", note)
    yield Figure(name, "recall of tier 2", float((n - wrong) / pairs))
