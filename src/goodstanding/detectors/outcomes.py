"""Contracts that end badly: a consistent history against a published tolerated rate."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from goodstanding.detectors import flag_table
from goodstanding.detectors.detector import Figure, Point, Row, Settings, Suspicion
from goodstanding.detectors.endings import OUTCOMES, WINDOW_DAYS, Ending, counted, weigh
from goodstanding.detectors.evidence import (
    BOUNDS,
    FEWEST_BAD,
    Evidence,
    careers,
    share,
    smallest_flagging,
    tier,
)
from goodstanding.detectors.outcomes_plain import detect
from goodstanding.detectors.outcomes_table import COLUMNS, OPTIONS
from goodstanding.detectors.outcomes_wording import ONE_KIND, in_words, number, sentence
from goodstanding.detectors.plain import Plain
from goodstanding.detectors.wording import counting, worded
from goodstanding.law.terms import Family

RATES = (0.01, 0.95)
"""Smallest and largest rate a policy may tolerate."""

TABLE = (2, 3, 5, 8, 10, 15, 20, 30, 50, 100, 200)
"""Numbers of outcomes the published table has a line for."""

LOOKED_AT = 2
"""The tier at which a person looks."""

KEYS = frozenset({"tolerated", "tolerated_default", "bad", "window_days"})


class Outcomes:
    """Suspects whoever's contracts end badly more often than the policy tolerates.

    Settings: `tolerated` (rate by kind of work), `tolerated_default` (rate for any other kind),
    `bad` (outcomes that count as bad; all others count as good, so that the rate is a share of all
    contracts that ended) and `window_days` (90 if not given).

    The tier is that of the record as it now stands, not of the worst it ever looked: who did well
    since is no longer suspected. The bound holds for both.
    """

    name = "outcomes"
    family = Family.PERFORMANCE
    compares = False
    relation = (
        'SELECT account, "at", "row", contract, client, work, outcome, note FROM contract_ended'
    )

    def check(self, settings: Settings) -> Sequence[str]:
        """Say what is wrong with a policy's settings, one sentence each."""
        known = ", ".join(sorted(KEYS))
        unknown = [f"{key}: no such setting; expected {known}" for key in settings.keys() - KEYS]
        return [
            *sorted(unknown),
            *_wrong_rates(settings),
            *_wrong_outcomes(settings.get("bad")),
            *_wrong_window(settings.get("window_days", WINDOW_DAYS)),
        ]

    def examine(self, account: str, rows: Sequence[Row], settings: Settings) -> Sequence[Suspicion]:
        """Suspect the account of poor performance, at most once, at the tier its record reaches."""
        outcomes = list(counted(rows, settings))
        record = weigh(outcomes)
        reached = tier(record.e_value)
        if not reached or len({o.client for o in outcomes if o.bad}) < FEWEST_BAD:
            return []
        told = _stretch(outcomes, record)
        counts = _counts(outcomes, told, record, settings)
        bad = [o for o in told if o.bad]
        return [
            Suspicion(
                account=account,
                key=f"outcomes-tier-{reached}",
                e_value=record.e_value,
                tier=reached,
                counts=counts,
                sentence=sentence(counts),
                rows=tuple(o.row for o in bad),
                conduct_from=bad[0].at,
                conduct_until=bad[-1].at,
                contracts=tuple(o.contract for o in bad),
            )
        ]

    def screen(self, settings: Settings) -> str:
        """Whom at least two clients report badly of: nobody else is ever suspected."""
        bad = ", ".join(f"'{one}'" for one in settings["bad"])
        return (
            f"SELECT account FROM told WHERE outcome IN ({bad}) GROUP BY account "  # noqa: S608
            f"HAVING count(DISTINCT client) >= {FEWEST_BAD}"
        )

    def path(self, rows: Sequence[Row], settings: Settings) -> Sequence[Point]:
        """Every outcome that counts, with what the record said after it."""
        points, record, tolerated = [], Evidence(), 0.0
        for o in counted(rows, settings):
            record = record.after(o.bad, o.tolerated)
            tolerated += o.tolerated
            bad = record.n - record.good
            label = f"{o.client}, {o.work}: {in_words(o.outcome)}"
            points.append(
                Point(o.at, o.row, o.bad, record.n, bad, tolerated, record.e_value, label)
            )
        return points

    def figure(self, rows: Sequence[Row], settings: Settings) -> Figure:
        """The account's bad outcomes beside the tolerated ones, and how far it is from a look.

        The table is for the default tolerated rate, bad outcomes in the mildest order (what flags
        there flags in every order); 0 stands for "no number is enough". The distance is for work
        of the kind done latest.
        """
        outcomes = list(counted(rows, settings))
        default = float(settings["tolerated_default"])
        return Figure(
            label=worded("Contracts that ended badly"),
            own=_own(outcomes),
            tolerated=_tolerated(outcomes, default),
            distance=_distance(outcomes, outcomes[-1].tolerated if outcomes else default),
            table=tuple(_line(n, default) for n in TABLE),
            ages=_ages(int(settings.get("window_days", WINDOW_DAYS))),
        )

    def thresholds(self, settings: Settings) -> Sequence[tuple[str, ...]]:
        """The published table: smallest number of bad outcomes that reaches each tier.

        A number alone holds in whatever order the outcomes came. Where fewer are enough if they
        are the latest ones, that number follows in brackets. Lines of the flag table speak of the
        first outcomes: whoever had so many bad among these reached the tier then, in any order.
        """
        default = float(settings["tolerated_default"])
        rates = [default, *sorted({*settings.get("tolerated", {}).values()} - {default})]
        return [
            ("Tolerated", "Outcomes", "Coaching note", "A person looks", "A person may restrict"),
            *(line for rate in rates for line in _lines(rate)),
        ]


def _counts(
    outcomes: Sequence[Ending], told: Sequence[Ending], record: Evidence, settings: Settings
) -> Mapping[str, int | float | str]:
    reported = Counter(in_words(o.outcome) for o in told if o.bad)
    before = outcomes[: len(outcomes) - len(told)]
    return {
        "n": len(told),
        "bad": sum(o.bad for o in told),
        "tolerated": round(sum(o.tolerated for o in told), 6),
        "reported": ", ".join(f"{k} {word}" for word, k in sorted(reported.items())),
        "mix": ONE_KIND if len({o.work for o in told}) == 1 else "mix of work",
        "n_before": len(before),
        "bad_before": sum(o.bad for o in before),
        "since": f"{datetime.fromtimestamp(told[0].at / 1e6, UTC):%Y-%m-%d}",
        "window_days": int(settings.get("window_days", WINDOW_DAYS)),
        "e_value": record.e_value,
        "careers": careers(record.e_value),
    }


def _stretch(outcomes: Sequence[Ending], record: Evidence) -> Sequence[Ending]:
    """The part of the record to tell: all, or the latest stretch if that is what weighs most."""
    latest = outcomes[record.stretch_start :]
    turned = tier(record.e_value) and record.turned > record.from_the_start
    return latest if turned and sum(o.bad for o in latest) >= FEWEST_BAD else outcomes


def _own(outcomes: Sequence[Ending]) -> str:
    told = _stretch(outcomes, weigh(outcomes))
    every = {"bad": sum(o.bad for o in outcomes), "n": len(outcomes)}
    if len(told) == len(outcomes):
        return worded("%(bad)s of %(n)s", **every)
    late = {"late": sum(o.bad for o in told), "latest": len(told)}
    return worded("%(bad)s of %(n)s (%(late)s of the latest %(latest)s)", **every, **late)


def _tolerated(outcomes: Sequence[Ending], default: float) -> str:
    rates = {o.tolerated for o in outcomes} or {default}
    rate = share(rates.pop()) if len(rates) == 1 else ""
    if not outcomes:
        return rate
    of = {"tolerated": number(sum(o.tolerated for o in outcomes)), "n": len(outcomes)}
    if rate:
        return worded("%(rate)s (%(tolerated)s of %(n)s)", rate=rate, **of)
    return worded("%(tolerated)s of %(n)s for this mix of work", **of)


def _distance(outcomes: Sequence[Ending], rate: float) -> str:
    record = weigh(outcomes)
    clients = len({o.client for o in outcomes if o.bad})
    steps = 0
    if clients >= FEWEST_BAD and tier(record.e_value) >= LOOKED_AT:
        while tier(record.e_value) >= LOOKED_AT:
            record, steps = record.after(False, rate), steps + 1
        return counting(
            "A person looks at a record like this; %(number)s good outcome in a row would end "
            "that.",
            "A person looks at a record like this; %(number)s good outcomes in a row would end "
            "that.",
            steps,
        )
    while tier(record.e_value) < LOOKED_AT or clients + steps < FEWEST_BAD:
        record, steps = record.after(True, rate), steps + 1
    return counting(
        "%(number)s more bad outcome, from another new client, before a person would look.",
        "%(number)s more bad outcomes in a row, each from another new client, before a person "
        "would look.",
        steps,
    )


def _ages(days: int) -> str:
    """When an entry counts, for whoever it is about."""
    return worded(
        "Each client counts once in %(days)s days, by the first contract of theirs that ended. No "
        "date ends an entry: each contract that ends well weighs against the bad ones. What was "
        "set aside, after an appeal for example, stops counting at once.",
        days=days,
    )


def _lines(rate: float) -> Iterator[tuple[str, ...]]:
    """The lines of the published table for one tolerated rate."""
    for n in TABLE:
        yield share(rate), str(n), *(_cell(n, rate, bound) for bound in BOUNDS)
    if rate == flag_table.RATE:
        for n, bad in flag_table.LINES:
            yield share(rate), f"the first {n}", "", "", str(bad)


def _line(n: int, rate: float) -> tuple[int, int, int, int]:
    coach, look, restrict = (smallest_flagging(n, rate, bound) or 0 for bound in BOUNDS)
    return n, coach, look, restrict


def _cell(n: int, rate: float, bound: float) -> str:
    mildest = smallest_flagging(n, rate, bound)
    severest = smallest_flagging(n, rate, bound, latest=True)
    if mildest == severest:
        return "none" if mildest is None else str(mildest)
    return f"{'none' if mildest is None else mildest} ({severest} if the latest)"


def _wrong_rates(settings: Settings) -> Iterator[str]:
    table = settings.get("tolerated", {})
    if not isinstance(table, Mapping):
        yield f"tolerated: {table!r} is no table; expected a rate for each kind of work"
        table = {}
    if "tolerated_default" not in settings:
        yield "tolerated_default: missing; expected the rate for kinds of work not listed"
    rates = {f"tolerated.{work}": rate for work, rate in table.items()}
    default = {k: v for k, v in settings.items() if k == "tolerated_default"}
    low, high = RATES
    for name, rate in {**default, **rates}.items():
        plain = isinstance(rate, int | float) and not isinstance(rate, bool)
        if not plain or not low <= rate <= high:
            yield f"{name}: {rate!r} cannot be tolerated; expected a rate from {low} to {high}"


def _wrong_outcomes(bad: object) -> Iterator[str]:
    may = OUTCOMES[1:]
    if not isinstance(bad, Sequence) or isinstance(bad, str) or not bad:
        yield f"bad: {bad!r} is no list of outcomes; expected some of {', '.join(may)}"
        return
    for outcome in bad:
        if outcome not in may:
            yield f"bad: {outcome!r} cannot count as bad; expected some of {', '.join(may)}"


def _wrong_window(days: object) -> Iterator[str]:
    if not isinstance(days, int) or isinstance(days, bool) or days < 1:
        yield f"window_days: {days!r} is no window; expected a whole number of days, 1 or more"


DETECTOR = Outcomes()
"""What the registry finds."""

PLAIN = Plain(
    name=Outcomes.name,
    about="Weighs whose contracts end badly more often than tolerated.",
    columns=COLUMNS,
    detect=detect,
    options=OPTIONS,
)
"""The same for anybody's table."""
