"""Payments that may be charged back: counters of the past alone, on a readable scorecard.

What is known of a payment is counted from payments before it: cards, users and merchants of its
user, device, card and merchant, how many and how much in an hour, a day, a week, and the merchant's
chargebacks that were known by then (seven days after the payment, at the soonest). With a model a
monotone scorecard adds up points for these; without one a fixed sum of counters ranks.

There is no e-value. What holds is conformal: if a payment were one more honest payment like the `n`
honest ones it is compared with, all orders of their scores would be equally likely, so that
`p = (1 + as high) / (n + 1)` is at most `a` with probability at most `a`. Tier 1 is `p <= .01`,
tier 2 `p <= .001`; tier 3 is never reached. The honest ones of a model were scored by scorecards
learned before them. Without a model the payments before it stand in for honest ones, whoever made
them; chargebacks among them make `p` larger, never smaller. Payments drift, and then the bound is
as old as the comparison: learn again.

Where the issuer's bank is, which stands for a country, is no input.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.detectors.payments.counters import Counters, Payment
from goodstanding.detectors.payments.learning import learn, marked, remembered
from goodstanding.detectors.payments.scorecard import score
from goodstanding.detectors.payments.wording import sentence
from goodstanding.detectors.plain import SUBJECTS, Column, Model, Options, Plain

LABEL = "has_cbk"
"""The column with outcomes of past payments, where no model says another."""

TIERS = (0.01, 0.001)
COMPARED = 10_000
"""Without a model a payment is compared with so many latest ones."""

COUNTED = {
    "amount_rank": 1.5,
    "user_amount_day": 0.5,
    "user_payments_week": 1.0,
    "user_cards": 1.5,
    "device_cards": 0.5,
    "device_users": 1.5,
    "card_users": 1.5,
    "merchant_payments_day": 0.5,
    "near_22h": 0.1,
    "merchant_known": 0.5,
}
"""Points a counter adds where nothing was learned."""

COLUMNS = (
    Column("transaction_id", "text", "the payment's name"),
    Column("merchant_id", "text", "who is paid"),
    Column("user_id", "text", "who pays"),
    Column("card_number", "text", "the card, or a mark that stands for it"),
    Column("transaction_date", "time", "when"),
    Column("transaction_amount", "number", "how much, in one currency"),
    Column("device_id", "text", "the device, where one was seen", required=False),
)
_ORDER = (
    '"row", transaction_id, transaction_date, transaction_amount, user_id, card_number, '
    "merchant_id, device_id"
)
_BATCH = 10_000
_NOBODY_YET: Mapping[str, Any] = {"label": LABEL, "history": []}


@dataclass
class Compared:
    """Scores a payment is compared with: of honest payments, or of the latest ones."""

    ranked: list[float]
    honest: bool
    latest: deque[float] = field(default_factory=deque)

    def as_high(self, of: float) -> int:
        """How many are as high."""
        return len(self.ranked) - bisect_left(self.ranked, of)

    def add(self, of: float) -> None:
        """Compare with this one too, from now on, unless honest ones are known."""
        if self.honest:
            return
        insort(self.ranked, of)
        self.latest.append(of)
        if len(self.latest) > COMPARED:
            del self.ranked[bisect_left(self.ranked, self.latest.popleft())]


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """Score every payment from the payments before it; one row each, in the input's order."""
    del options
    learned = model or _NOBODY_YET
    names = {marked(name) for name in _names(connection)} if learned["history"] else set()
    payments = merge(remembered(learned, names), read(connection, learned["label"]), key=_when)
    how: Callable[[Mapping[str, float]], float] = _counted
    if model:
        how = lambda told: score(model["scorecard"], told)  # noqa: E731 - one of two ways
    compared = Compared(list(model["honest"]) if model else [], honest=bool(model))
    answers = sorted(_answers(payments, how, compared), key=lambda one: one[0])
    return pa.Table.from_pylist(
        [
            {"subject": name, **of}
            for name, (_, of) in zip(_names(connection), answers, strict=True)
        ],
        schema=pa.schema([*SUBJECTS, ("p_value", pa.float64())]),
    )


def train(connection: DuckDBPyConnection, label: str, options: Options) -> Model:
    """Learn a scorecard from payments whose chargebacks are in the label column."""
    del options
    return learn(list(read(connection, label)), label)


def _answers(
    payments: Iterable[Payment], how: Callable[[Mapping[str, float]], float], compared: Compared
) -> Iterator[tuple[int, dict[str, Any]]]:
    counters = Counters()
    for one in payments:
        of = how(counters.before(one))
        if one.row:
            yield one.row, _answer(one, of, counters, compared)
        compared.add(of)
        counters.add(one)


def _answer(one: Payment, of: float, counters: Counters, compared: Compared) -> dict[str, Any]:
    high, n = compared.as_high(of), len(compared.ranked)
    p = (1 + high) / (n + 1)
    counts = {
        **counters.told(one),
        "compared": n,
        "as_high": high,
        "compared_with": "honest" if compared.honest else "before",
    }
    return {
        "e_value": None,
        "score": of,
        "tier": sum(p <= bound for bound in TIERS),
        "sentence": str(sentence(counts)),
        "rows": counters.rows(one),
        "p_value": p,
    }


def _counted(told: Mapping[str, float]) -> float:
    return sum(points * told[name] for name, points in COUNTED.items())


def _when(one: Payment) -> tuple[int, int]:
    return one.at, one.row


def _names(connection: DuckDBPyConnection) -> list[str]:
    found = connection.execute('SELECT transaction_id FROM input ORDER BY "row"').fetchall()
    return [name for (name,) in found]


def read(connection: DuckDBPyConnection, label: str) -> Iterator[Payment]:
    """Payments in order of time, a batch at a time."""
    held = {row[0] for row in connection.execute("DESCRIBE input").fetchall()}
    quoted = '"' + label.replace('"', '""') + '"'
    outcome = f"TRY_CAST(CAST({quoted} AS VARCHAR) AS BOOLEAN)" if label in held else "NULL"
    found = connection.execute(
        f'SELECT {_ORDER}, {outcome} FROM input ORDER BY transaction_date, "row"'  # noqa: S608
    )
    while rows := found.fetchmany(_BATCH):
        for row, name, at, amount, user, card, merchant, device, bad in rows:
            who = (marked(user), marked(card), marked(merchant), marked(device or ""))
            yield Payment(row, marked(name), at, amount, *who, charged_back=bad)


PLAIN = Plain(
    name="payments",
    about="Payments that may be charged back, from counters of the past.",
    columns=COLUMNS,
    detect=detect,
    any_column=True,
    train=train,
)
"""What the command line finds."""
