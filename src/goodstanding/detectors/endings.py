"""Contract endings that count as evidence: one a client and window."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from goodstanding.detectors.detector import Row, Settings
from goodstanding.detectors.evidence import Evidence

OUTCOMES = ("accepted", "not_delivered", "poor_communication", "unacceptable_work", "cancelled")
"""How a contract can end, in the words of the event vocabulary."""

WINDOW_DAYS = 90
"""Within this many days of an outcome that counted, no other outcome of that client counts."""

DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Ending:
    """An outcome that counts, and the rate tolerated for its kind of work."""

    at: int
    row: int
    contract: str
    client: str
    work: str
    outcome: str
    bad: bool
    tolerated: float


def counted(rows: Iterable[Row], settings: Settings) -> Iterator[Ending]:
    """Choose the outcomes that count: a client's first, then none of theirs for a window.

    The choice is made before the outcome is seen, from earlier ones alone. Counting a client's
    worst outcome instead would let whoever has several contracts with one client look worse than
    the tolerated rate without being so, and the bound would no longer hold.

    Args:
        rows: rows of the relation in order of time.
        settings: the policy's settings.
    """
    window = int(settings.get("window_days", WINDOW_DAYS)) * DAY
    tolerated: Mapping[str, float] = settings.get("tolerated", {})
    bad = frozenset(settings["bad"])
    latest: dict[str, int] = {}
    for row in rows:
        at, client = row["at"], row["client"]
        if client in latest and at - latest[client] < window:
            continue
        latest[client] = at
        yield Ending(
            at=at,
            row=row["row"],
            contract=row["contract"],
            client=client,
            work=row["work"],
            outcome=row["outcome"],
            bad=row["outcome"] in bad,
            tolerated=float(tolerated.get(row["work"], settings["tolerated_default"])),
        )


def weigh(outcomes: Iterable[Ending]) -> Evidence:
    """Weigh the outcomes that count, in order of time."""
    return reduce(lambda record, o: record.after(o.bad, o.tolerated), outcomes, Evidence())
