"""Outcomes of contracts in anybody's table: what may be in it, and which of them count."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from goodstanding.detectors.endings import DAY, WINDOW_DAYS
from goodstanding.detectors.expected import Expected, number, whole
from goodstanding.detectors.plain import Column, Option, Options

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Truth = NDArray[np.bool_]

RATES = (0.01, 0.95)
"""Smallest and largest rate that may be tolerated."""

COLUMNS = (
    Column("contractor", "text", "whose work it was"),
    Column("client", "text", "who it was for"),
    Column("kind", "text", "kind of work; only the option kinds looks at it", False),
    Column("at", "time", "when the contract ended"),
    Column("bad", "yes or no", "whether it ended badly"),
)


def rates_by_kind(text: str) -> dict[str, float]:
    """Read `web=0.1, logo=0.2`.

    Raises:
        ValueError: an entry is no KIND=RATE with a rate from 0.01 to 0.95.
    """
    found = {}
    for entry in text.split(",") if text.strip() else []:
        kind, _, rate = entry.rpartition("=")
        plain = rate.strip().replace(".", "", 1).isdecimal()
        if not kind.strip() or not plain or not RATES[0] <= float(rate) <= RATES[1]:
            raise ValueError(f"kinds: {entry!r}; expected KIND=RATE with a rate from .01 to .95")
        found[kind.strip()] = float(rate)
    return found


def _readable(text: object) -> bool:
    try:
        return isinstance(text, str) and rates_by_kind(text) is not None
    except ValueError:
        return False


OPTIONS: Mapping[str, Option] = {
    "tolerated": Option(0.05, number(*RATES), "share of bad outcomes tolerated"),
    "kinds": Option(
        "",
        Expected(_readable, "KIND=RATE, ... with rates from 0.01 to 0.95"),
        "rates of kinds of work that differ, e.g. web=0.1,logo=0.2",
    ),
    "window_days": Option(
        WINDOW_DAYS, whole(1, 36_500), "within so many days a client counts once"
    ),
}


@dataclass(frozen=True)
class Outcomes:
    """The outcomes that count, everyone's together and each one's in order of time.

    Attributes:
        row: number of the row of the input.
        at: microseconds since 1970.
        bad: whether it was bad.
        rate: the rate tolerated for it.
        fresh: whether it is that client's first bad outcome with that contractor.
        start: where each contractor's outcomes begin, and where the last one's end.
    """

    row: Whole
    at: Whole
    bad: Truth
    rate: Real
    fresh: Truth
    start: Whole

    @property
    def n(self) -> Whole:
        """Number of outcomes of each contractor."""
        return np.diff(self.start)

    def summed(self, values: NDArray[Any]) -> NDArray[Any]:
        """Sum over each contractor's outcomes."""
        return np.add.reduceat(values, self.start[:-1])


def counts_once(pair: Whole, at: Whole, window: int) -> Truth:
    """Choose a client's first outcome, then none of theirs for a window, then the next.

    Args:
        pair: number of contractor and client together, ascending.
        at: times, ascending within a pair.
        window: microseconds in which no other outcome of the pair counts.
    """
    close = (np.diff(pair) == 0) & (np.diff(at) < window)
    numbers = np.bincount(pair[1:][close], minlength=int(pair[-1]) + 1 if len(pair) else 1)
    crowded = numbers[pair] > 0
    chosen = ~crowded
    chosen[crowded] = _one_a_window(pair[crowded], at[crowded], window)
    return chosen


def _one_a_window(pair: Whole, at: Whole, window: int) -> Truth:
    """The same by going from each outcome that counts to the next, all pairs at once."""
    chosen = np.zeros(len(pair), dtype=bool)
    moments = np.unique(np.concatenate([at, at + window]))
    place = pair * len(moments)
    following = np.searchsorted(
        place + np.searchsorted(moments, at), place + np.searchsorted(moments, at + window)
    )
    here = np.flatnonzero(np.diff(pair, prepend=-1))
    while len(here):
        chosen[here] = True
        then = following[here]
        inside = then < len(pair)
        then, here = then[inside], here[inside]
        here = then[pair[then] == pair[here]]
    return chosen


_NUMBERED = """
CREATE OR REPLACE TEMP TABLE {0} AS
SELECT {1} AS name, row_number() OVER () - 1 AS number
FROM (SELECT DISTINCT {1} FROM input WHERE contractor IS NOT NULL)
"""

_ENDINGS = """
SELECT people.number AS who,
    people.number * (SELECT count(*) FROM clients) + clients.number AS pair,
    "at", "row", bad, coalesce(rate, ?) AS rate
FROM input
JOIN people ON people.name = contractor
JOIN clients ON clients.name IS NOT DISTINCT FROM client
LEFT JOIN asked_rates USING (kind)
WHERE "at" IS NOT NULL AND bad IS NOT NULL
ORDER BY pair, "at", "row"
"""


def read(connection: DuckDBPyConnection, options: Options) -> tuple[pa.Array, Outcomes]:
    """Read the view `input`: the contractors' names, and what counts of each, in that order."""
    connection.execute("CREATE OR REPLACE TEMP TABLE asked_rates (kind VARCHAR, rate DOUBLE)")
    for one in rates_by_kind(str(options["kinds"])).items():
        connection.execute("INSERT INTO asked_rates VALUES (?, ?)", one)
    for table, column in (("people", "contractor"), ("clients", "client")):
        connection.execute(_NUMBERED.format(table, column))
    found = connection.execute(_ENDINGS, [float(options["tolerated"])]).fetchnumpy()
    named = connection.sql("SELECT name FROM people ORDER BY number").to_arrow_table()
    connection.execute("DROP TABLE people; DROP TABLE clients; DROP TABLE asked_rates")
    names = named.column("name").combine_chunks().cast(pa.string())
    outcomes = _counted(found, int(options["window_days"]) * DAY)
    return names.take(pa.array(np.unique(found["who"]))), outcomes


def _counted(found: Mapping[str, NDArray[Any]], window: int) -> Outcomes:
    """Choose what counts and bring it into each contractor's order of time."""
    pair = np.cumsum(np.diff(found["pair"], prepend=-1) > 0) - 1
    bad = found["bad"].astype(bool)
    chosen = np.flatnonzero(counts_once(pair, found["at"], window))
    known = np.flatnonzero(bad[chosen])
    fresh = np.zeros(len(chosen), dtype=bool)
    fresh[known] = np.diff(pair[chosen][known], prepend=-1) > 0
    who = found["who"][chosen]
    order = np.lexsort((found["row"][chosen], found["at"][chosen], who))
    chosen, who = chosen[order], who[order]
    return Outcomes(
        row=found["row"][chosen],
        at=found["at"][chosen],
        bad=bad[chosen],
        rate=found["rate"][chosen],
        fresh=fresh[order],
        start=np.append(np.flatnonzero(np.diff(who, prepend=-1)), len(who)),
    )
