"""Two accounts that are one person, by facts that both hold.

Likeness of each fact is weighed after Fellegi and Sunter (`weights`), without labels; where a model
was learned on tables with the same facts it corrects the sum (`together`). Every pair stands for
itself: nobody is joined to another through a third.

No e-value: how facts go together among strangers differs by marketplace and there is no null model
that holds everywhere. What holds: a pair reaches tier 2, where a person looks, only if its
probability is at least .999 and two independent facts (of `GROUPS`) each make one person at least a
hundred times likelier, whatever the model or a third record says. No pair goes higher.
"""

from collections.abc import Iterator, Mapping
from operator import itemgetter

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.detectors.expected import number
from goodstanding.detectors.identities import blocking, kinds, levels, people, telling, together
from goodstanding.detectors.identities import weights as weighing
from goodstanding.detectors.identities.telling import sentence, waterfall
from goodstanding.detectors.plain import PAIRS, Column, Model, Option, Options, Plain

Numbers = weighing.Numbers

ANSWER = pa.schema(
    [
        *PAIRS,
        ("probability", pa.float64()),
        ("facts", pa.list_(pa.string())),
        ("likeness", pa.list_(pa.string())),
        ("factors", pa.list_(pa.float64())),
    ]
)
GROUPS: Mapping[str, str] = {
    "given": "name",
    "surname": "name",
    "postcode": "address",
    "street": "address",
    "house": "address",
    "place": "address",
    "state": "address",
}
"""Kinds that are no independent facts: those of one group count once."""

SURE, LIKELY = 0.999, 0.95
"""Least probability of tiers 2 and 1."""
RARE = float(np.log2(100))
"""Bits from which a group of facts counts as rare."""
WANTED = 2
"""Rare and independent facts that tier 2 takes."""
NOTHING = 0.01
"""Bits that are no bar of their own."""
WORTH = 1e-5
"""Least probability of a pair for a second look."""


class _Compared:
    """The pairs of a table with their weights."""

    def __init__(self, connection: DuckDBPyConnection, leave_out: str = "") -> None:
        self.connection = connection
        slots = kinds.recognise(connection, leave_out)
        people.prepare(connection, slots)
        present = connection.table("person").columns
        self.slots = [s for s in present if s not in ("i", "row", "id", "also")]
        self.everyone = connection.table("person").count("*").fetchall()[0][0]
        blocking.pair(connection, self.slots)
        found = levels.compare(connection, self.slots, "FROM pair")
        self.weights = weighing.learn(found, weighing.drawn(connection, self.slots), self.everyone)
        self._weigh(found)
        self._narrow()

    def _weigh(self, found: levels.Levels) -> None:
        ends = self.connection.execute("SELECT l, r FROM pair ORDER BY l, r").fetchnumpy()
        self.ends = ends["l"], ends["r"]
        self.levels = found
        self.bits = weighing.rarity(self.connection, self.weights, found, "FROM pair")
        self.total = np.asarray(sum(self.bits.values()), np.float64)
        self.at = weighing.probability(self.total, self.weights.prior)

    def _narrow(self) -> None:
        """Leave out pairs that are nothing, and take in those that a third record leads to."""
        more = together.linked(self.ends, self.at, self.everyone)
        kept = self.at > WORTH
        table = pa.table({"l": self.ends[0][kept], "r": self.ends[1][kept]})
        self.connection.register("kept", table)
        self.connection.execute(
            "CREATE OR REPLACE TABLE pair AS SELECT * FROM pair SEMI JOIN kept USING (l, r)"
        )
        together.add(self.connection, more)
        self._weigh(levels.compare(self.connection, self.slots, "FROM pair"))

    def figures(self) -> Numbers:
        """As the model reads them."""
        return together.figures(self.connection, self.bits, self.levels, self.weights.prior)


def _rare_groups(bits: Mapping[str, Numbers]) -> Numbers:
    """How many independent facts of each pair are rare."""
    groups: dict[str, Numbers] = {}
    for slot, one in bits.items():
        group = GROUPS.get(kinds.kind_of(slot), kinds.kind_of(slot))
        groups[group] = groups.get(group, np.zeros(len(one))) + one
    return np.asarray(sum((one >= RARE).astype(float) for one in groups.values()), np.float64)


def _bars(compared: _Compared, n: int, score: float) -> tuple[list[str], list[str], list[float]]:
    """Facts, likeness and factors of a pair; their product is its odds."""
    prior = compared.weights.prior / (1 - compared.weights.prior)
    bars: list[telling.Bar] = [("any two records", "", prior)]
    for slot, bits in compared.bits.items():
        level = int(compared.levels[slot][n])
        if level >= 0:
            bars.append((telling.fact(slot), telling.step(slot, level), float(2.0 ** bits[n])))
    rest = float(score - compared.total[n] - np.log2(prior))
    if abs(rest) > NOTHING:
        bars.append((telling.TOGETHER, "", 2.0**rest))
    return [bar[0] for bar in bars], [bar[1] for bar in bars], [bar[2] for bar in bars]


def _rows(compared: _Compared, score: Numbers, least: float) -> Iterator[tuple[object, ...]]:
    names = compared.connection.execute('SELECT id, "row" FROM person ORDER BY i').fetchall()
    at = weighing.probability(score, 0.5)
    rare = _rare_groups(compared.bits)
    chosen = np.flatnonzero(at >= least)
    for n in chosen[np.argsort(-score[chosen], kind="stable")]:
        facts, likeness, factors = _bars(compared, n, score[n])
        ends = sorted((names[compared.ends[k][n] - 1] for k in (0, 1)), key=itemgetter(1))
        tier = 2 if at[n] >= SURE and rare[n] >= WANTED else int(at[n] >= LIKELY)
        yield (
            *(name for name, _ in ends),
            None,
            float(score[n]),
            tier,
            sentence({"facts": facts, "likeness": likeness, "factors": factors}),
            [row for _, row in ends],
            float(at[n]),
            facts,
            likeness,
            factors,
        )


def _score(compared: _Compared, model: Model | None) -> Numbers:
    """Log-odds of each pair in bits."""
    if not model or not model["facts"]:
        prior = compared.weights.prior
        return np.asarray(compared.total + np.log2(prior / (1 - prior)), np.float64)
    if sorted(model["facts"]) != sorted(compared.bits):
        raise ValueError(
            f"model: it was learned on {', '.join(model['facts'])}; "
            f"this table has {', '.join(sorted(compared.bits))}"
        )
    return together.judged(model, compared.figures())


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """Find pairs of records that are one person, the most probable first."""
    compared = _Compared(connection)
    if not compared.bits or not len(compared.total):
        return ANSWER.empty_table()
    score = _score(compared, together.shipped(list(compared.bits)) if model is None else model)
    columns = list(zip(*_rows(compared, score, float(options["least"])), strict=True))
    if not columns:
        return ANSWER.empty_table()
    arrays = [pa.array(c, f.type) for c, f in zip(columns, ANSWER, strict=True)]
    return pa.table(arrays, schema=ANSWER)


def train(connection: DuckDBPyConnection, label: str, options: Options) -> Model:
    """Learn from a table in which `label` is the same for all records of a person.

    Raises:
        ValueError: no pair, or only pairs of one sort.
    """
    del options
    compared = _Compared(connection, label)
    quoted = '"' + label.replace('"', '""') + '"'
    told = connection.execute(
        f"""SELECT a.v = b.v AS same FROM pair
        JOIN (SELECT i, {quoted} AS v FROM person JOIN input USING ("row")) a ON a.i = l
        JOIN (SELECT i, {quoted} AS v FROM person JOIN input USING ("row")) b ON b.i = r
        ORDER BY l, r"""
    ).fetchnumpy()["same"]
    truth = np.ma.filled(np.ma.asarray(told, dtype=np.float64), 0.0)
    if not 0 < truth.sum() < len(truth):
        raise ValueError(f"{label}: pairs of one person and of two were expected among the rows")
    return together.learned(compared.figures(), truth, list(compared.bits))


PLAIN = Plain(
    name="identities",
    about="Finds pairs of accounts that are one person, by facts about persons both hold.",
    columns=(Column("id", "text", "names the account"),),
    detect=detect,
    answer=PAIRS,
    any_column=True,
    options={
        "least": Option(0.01, number(0, 1), "the least probability of a pair that is answered")
    },
    train=train,
)

__all__ = ["ANSWER", "PLAIN", "detect", "sentence", "train", "waterfall"]
