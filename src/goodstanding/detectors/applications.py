"""Spam applications: one contractor sends the same application to many jobs.

Two applications are near-identical when they share at least `similar` of their three-word phrases.
An application *repeats* when it is near-identical to an earlier, different one of the same days;
the first of its kind is free. The policy tolerates a rate of repeats per window of whole days, UTC.

The evidence: suppose that whatever a person has done before, the expected number of repeats they
go on to send within the window adds up to at most the tolerated `r`, each sent by its own act. How
they bunch within the window does not matter. Then for every rate `x > r` the product
`(x / r)^n exp(-(x - r))` over the `n` repeats so far stays at or below a supermartingale that
starts at 1, and so does its average over rates, here with the excess `x - r` exponential of mean
`r`. By Ville's inequality such a person ever reaches evidence `B` in at most one of `B` windows.
What it does not cover: one act that sends many applications counts as many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from math import exp, lgamma, log

from scipy.special import pdtr

from goodstanding.detectors.detector import Figure, Point, Row, Settings, Suspicion
from goodstanding.detectors.evidence import BOUNDS, LARGEST, tier
from goodstanding.detectors.expected import Expected, complaints, number, whole
from goodstanding.detectors.shingles import Shingles, likeness, shingles, words
from goodstanding.detectors.wording import Day, Grouped, Worded, worded
from goodstanding.law.terms import Family

HOUR = 3_600_000_000
"""Microseconds in an hour."""

ORIGINALS = 200
"""How many of the latest different applications of a window one is compared with."""

DAY_HOURS = 24

OPENING = 160
"""Characters of an application that are quoted, at most."""

FORM = {
    "window_hours": Expected(
        lambda value: type(value) is int and value in range(24, 169, 24),
        "24, 48, 72, 96, 120, 144 or 168 (whole days)",
    ),
    "similar": number(0.4, 1),
    "tolerated": whole(1, 500),
}
"""What the settings must hold. `tolerated` counts repeats in a window."""

Counts = dict[str, int | float | str]


def evidence(repeats: int, tolerated: int) -> float:
    """How many times likelier so many repeats are above the tolerated rate than within it."""
    log_upper = log(pdtr(repeats, tolerated + 1))
    log_rates = lgamma(repeats + 1) + log_upper - (repeats + 1) * log(1 + 1 / tolerated)
    log_e = log_rates - (repeats + 1) * log(tolerated) + tolerated + 1
    return exp(min(log_e, log(LARGEST)))


@lru_cache(maxsize=64)
def fewest(tolerated: int, bound: float) -> int:
    """Fewest repeats in a window whose evidence reaches the bound."""
    repeats = tolerated
    while evidence(repeats, tolerated) < bound:
        repeats += 1
    return repeats


def sentence(counts: Counts) -> Worded:
    """The suspicion in words, from its counts alone."""
    day = Day.fromisoformat(str(counts["day"])[:10])
    names = ("near_identical", "applications", "similar_percent", "repeats", "tolerated", "hours")
    told: dict[str, object] = {name: counts[name] for name in names}
    told |= {"date": day, "one_of": Grouped(counts["one_of"])}
    if int(counts["hours"]) == DAY_HOURS:
        return worded(
            "On %(date)s (UTC), %(near_identical)s of your %(applications)s applications share at "
            "least %(similar_percent)s %% of their phrases with another of them: %(repeats)s "
            "repeat an earlier one, and up to %(tolerated)s repeats a day are tolerated. Someone "
            "within that rate would send so many on at most 1 of %(one_of)s days.",
            **told,
        )
    return worded(
        "In the %(hours)s hours from %(date)s (UTC), %(near_identical)s of your %(applications)s "
        "applications share at least %(similar_percent)s %% of their phrases with another of "
        "them: %(repeats)s repeat an earlier one, and up to %(tolerated)s repeats in %(hours)s "
        "hours are tolerated. Someone within that rate would send so many on at most 1 of "
        "%(one_of)s such spans.",
        **told,
    )


@dataclass(frozen=True)
class _Window:
    """The applications of one window, and which of them are alike."""

    start: int
    rows: tuple[Row, ...]
    kinds: tuple[tuple[Row, ...], ...]
    """Near-identical applications together, the original first; only kinds of two or more."""

    @property
    def alike(self) -> tuple[Row, ...]:
        return tuple(sorted((row for kind in self.kinds for row in kind), key=_moment))

    @property
    def repeats(self) -> int:
        return sum(len(kind) - 1 for kind in self.kinds)

    @property
    def day(self) -> str:
        return str((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=self.start)).date())


@dataclass(frozen=True)
class Applications:
    """The detector of spam applications."""

    name: str = "applications"
    family: Family = Family.VIOLATION
    compares: bool = False
    relation: str = 'SELECT account, "at", "row", job, text FROM application_sent'

    def check(self, settings: Settings) -> Sequence[str]:
        """Say what is wrong with the settings, one sentence each."""
        return complaints(settings, FORM)

    def examine(self, account: str, rows: Sequence[Row], settings: Settings) -> Sequence[Suspicion]:
        """One suspicion for each window with too many repeats."""
        least = fewest(settings["tolerated"], BOUNDS[0])
        windows = (_read(*window, settings) for window in _windows(rows, settings, above=least))
        return tuple(_suspect(account, w, settings) for w in windows if w.repeats >= least)

    def screen(self, settings: Settings) -> str:
        """Who sent more in a window than may repeat: with fewer nobody is ever suspected."""
        least = fewest(settings["tolerated"], BOUNDS[0])
        length = settings["window_hours"] * HOUR
        return (
            f'SELECT account FROM told GROUP BY account, "at" // {length} '  # noqa: S608
            f"HAVING count(*) > {least}"
        )

    def path(self, rows: Sequence[Row], settings: Settings) -> Sequence[Point]:  # noqa: ARG002
        """No path: each window stands for itself."""
        return ()

    def figure(self, rows: Sequence[Row], settings: Settings) -> Figure:
        """The latest window with applications, beside the number that brings a coaching note."""
        latest = [_read(*window, settings) for window in list(_windows(rows, settings))[-1:]]
        repeats = latest[0].repeats if latest else 0
        sent = len(latest[0].rows) if latest else 0
        hours = settings["window_hours"]
        bounds = [fewest(settings["tolerated"], bound) for bound in BOUNDS]
        further = max(0, bounds[0] - repeats)
        return Figure(
            label=worded("Applications that repeat another"),
            own=_own(repeats, sent, hours, latest[0].day if latest else ""),
            tolerated=worded("%(n)s in %(hours)s hours", n=settings["tolerated"], hours=hours),
            distance=worded(
                "%(further)s more would bring a coaching note, at %(note)s",
                further=further,
                note=bounds[0],
            ),
            table=((settings["tolerated"], *bounds),),
            ages=worded(
                "Each span of %(hours)s hours (UTC) is looked at alone: when it is over, what you "
                "sent in it counts no more in the next.",
                hours=hours,
            ),
        )

    def thresholds(self, settings: Settings) -> Sequence[tuple[str, ...]]:
        """Fewest repeats in a window for each tier."""
        heading = (f"Repeats in {settings['window_hours']} hours", "Evidence", "Tier")
        bounds = [fewest(settings["tolerated"], bound) for bound in BOUNDS]
        lines = [(n, evidence(n, settings["tolerated"])) for n in bounds]
        return (heading, *((f"{n}", f"{e:,.0f}", f"{tier(e)}") for n, e in lines))


def _own(repeats: int, sent: int, hours: int, day: str) -> str:
    """The repeats of the latest span; of none where nothing was sent."""
    known = {"repeats": repeats, "sent": sent}
    if not day:
        return worded("%(repeats)s of %(sent)s applications repeat another", **known)
    return worded(
        "%(repeats)s of %(sent)s applications repeat another, %(hours)s hours from %(day)s",
        hours=hours,
        day=day,
        **known,
    )


def _moment(row: Row) -> tuple[int, int]:
    return row["at"], row["row"]


def _windows(
    rows: Sequence[Row], settings: Settings, above: int = 0
) -> Iterator[tuple[int, tuple[Row, ...]]]:
    """Start and rows of each window with more than so many applications, in order of time."""
    length = settings["window_hours"] * HOUR
    for number_of, together in groupby(sorted(rows, key=_moment), lambda r: r["at"] // length):
        window = tuple(together)
        if len(window) > above:
            yield number_of * length, window


def _read(start: int, rows: tuple[Row, ...], settings: Settings) -> _Window:
    """Put each application to the first earlier original it is near-identical to."""
    originals: list[tuple[Shingles, list[Row]]] = []
    for row in rows:
        own = shingles([word.form for word in words(row["text"])])
        for phrases, kind in originals[-ORIGINALS:]:
            if likeness(own, phrases) >= settings["similar"]:
                kind.append(row)
                break
        else:
            originals.append((own, [row]))
    return _Window(start, rows, tuple(tuple(kind) for _, kind in originals if len(kind) > 1))


def _suspect(account: str, window: _Window, settings: Settings) -> Suspicion:
    e_value = evidence(window.repeats, settings["tolerated"])
    alike = window.alike
    counts: Counts = {
        "day": window.day,
        "hours": settings["window_hours"],
        "applications": len(window.rows),
        "near_identical": len(alike),
        "repeats": window.repeats,
        "largest": max(map(len, window.kinds)),
        "tolerated": settings["tolerated"],
        "similar_percent": round(settings["similar"] * 100),
        "one_of": int(min(e_value, 1e9)),
    }
    return Suspicion(
        account=account,
        key=f"day:{window.day}",
        e_value=e_value,
        tier=tier(e_value),
        counts=counts,
        sentence=sentence(counts),
        rows=tuple(row["row"] for row in alike),
        conduct_from=alike[0]["at"],
        conduct_until=alike[-1]["at"],
        quotes=tuple(_opening(row["text"]) for row in alike[:3]),
    )


def _opening(text: str) -> str:
    """The first words of an application, as they stand in it."""
    text = text.strip()
    return text if len(text) <= OPENING else text[:OPENING].rsplit(None, 1)[0]


DETECTOR = Applications()
