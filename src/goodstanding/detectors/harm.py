"""Clients who leave: whether those who met this person leave more often than alike clients."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import sqrt

from goodstanding.detectors.detector import Figure, Point, Row, Settings, Suspicion
from goodstanding.detectors.evidence import FEWEST_BAD, Evidence, careers, tier
from goodstanding.detectors.expected import Expected, complaints, number, whole
from goodstanding.detectors.wording import Grouped, Worded, worded
from goodstanding.law.evidence import HARM
from goodstanding.law.terms import Family

DAY = 86_400_000_000

AWAY_DAYS = 90
"""A client who neither posts nor hires for so long after a contract ended has left."""

RATES = (0.01, 0.95)
"""No rate expected of alike clients is taken for smaller or larger than these."""

SURE = 2.33
"""Standard errors added to the rate among alike clients: above it in 99 of 100 samples."""

LOOKED_AT = 2

FORM: Mapping[str, Expected] = {
    "margin": number(1.0, 10.0),
    "fewest_alike": whole(20, 1_000_000),
}

# Each client counts once, by the first contract with this person that ended. Whoever of the alike
# ones came to be known as gone or returned before this client did is what is expected of this one:
# the past alone, and never this person's own clients.
RELATION = f"""
WITH clock AS (
    SELECT max(t) AS latest FROM (
        SELECT max("at") AS t FROM contract_started UNION ALL
        SELECT max("at") FROM contract_ended UNION ALL SELECT max("at") FROM job_posted)),
firsts AS (
    SELECT account, client, min("at") AS ended, arg_min("row", ("at", "row")) AS "row",
        arg_min(contract, ("at", "row")) AS contract, arg_min(work, ("at", "row")) AS work
    FROM contract_ended GROUP BY account, client),
active AS (
    SELECT client, "at" FROM contract_started UNION ALL
    SELECT account AS client, "at" FROM job_posted),
counted AS (
    SELECT f.*, count(*) FILTER (a."at" <= f.ended) AS before,
        coalesce(bool_or(a."at" > f.ended AND a."at" <= f.ended + {AWAY_DAYS * DAY}), FALSE) AS back
    FROM firsts f LEFT JOIN active a ON a.client = f.client
    GROUP BY f.account, f.client, f.ended, f."row", f.contract, f.work),
known AS (
    SELECT account, client, "row", contract, work, ended, ended + {AWAY_DAYS * DAY} AS "at",
        CAST(NOT back AS INTEGER) AS gone,
        CASE WHEN before < 2 THEN 'first' WHEN before < 4 THEN 'second or third'
            WHEN before < 11 THEN 'fourth to tenth' ELSE 'later' END AS hire
    FROM counted, clock WHERE ended + {AWAY_DAYS * DAY} <= latest)
SELECT account, "at", "row", client, contract, work, hire, ended, gone,
    coalesce(count(*) OVER everyone - count(*) OVER own, 0) AS alike,
    CAST(coalesce(sum(gone) OVER everyone, 0) - coalesce(sum(gone) OVER own, 0) AS BIGINT)
        AS alike_gone
FROM known
WINDOW everyone AS (PARTITION BY work, hire ORDER BY "at"
        RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
    own AS (PARTITION BY work, hire, account ORDER BY "at"
        RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
"""  # noqa: S608 - our own numbers


@dataclass(frozen=True, slots=True)
class Parting:
    """A client of this person, gone or returned, and how often alike clients go.

    Attributes:
        at: when it was known, `AWAY_DAYS` after the contract ended.
        ended: when the contract ended.
        row: the event that said so.
        alike: how many alike clients of others were known by then.
        alike_gone: how many of these had left.
        tolerated: the rate up to which leaving is no evidence.
    """

    at: int
    ended: int
    row: int
    contract: str
    client: str
    work: str
    gone: bool
    alike: int
    alike_gone: int
    tolerated: float

    @property
    def usual(self) -> float:
        """The rate among alike clients."""
        return self.alike_gone / self.alike


class Harm:
    """Suspects harm to the workplace: clients leave after their first contract with this person.

    Alike clients are those of others, after the same kind of work, with as many hires behind them.
    What is tolerated is the rate among them, at the upper end of what so many could show by chance,
    its odds times `margin` for what the comparison does not know. Clients with fewer than
    `fewest_alike` to compare with, or of whose like nearly all leave, do not count. It is never the
    ground of a measure by itself.

    Settings: `margin` (1.5 is usual) and `fewest_alike`.
    """

    name = HARM
    family = Family.PERFORMANCE
    relation = RELATION
    compares = True

    def check(self, settings: Settings) -> Sequence[str]:
        """Say what is wrong with a policy's settings, one sentence each."""
        return complaints(settings, FORM)

    def examine(self, account: str, rows: Sequence[Row], settings: Settings) -> Sequence[Suspicion]:
        """Suspect harm at most once, at the tier that the clients' leaving reaches."""
        partings = list(_counted(rows, settings))
        record = _weigh(partings)
        reached = tier(record.e_value)
        gone = [one for one in partings if one.gone]
        if not reached or len(gone) < FEWEST_BAD:
            return []
        counts = _counts(partings, record)
        return [
            Suspicion(
                account=account,
                key=f"{HARM}-tier-{reached}",
                e_value=record.e_value,
                tier=reached,
                counts=counts,
                sentence=sentence(counts),
                rows=tuple(one.row for one in gone),
                conduct_from=min(one.ended for one in gone),
                conduct_until=max(one.ended for one in gone),
                contracts=tuple(one.contract for one in gone),
            )
        ]

    def screen(self, settings: Settings) -> str:
        """Whose clients left, at least two of them, each compared with enough alike ones."""
        return (
            "SELECT account FROM told WHERE gone = 1 "  # noqa: S608 - whole numbers
            f"AND alike >= {int(settings['fewest_alike'])} "
            f"GROUP BY account HAVING count(*) >= {FEWEST_BAD}"
        )

    def path(self, rows: Sequence[Row], settings: Settings) -> Sequence[Point]:
        """Every client who counts, with what the record said once it was known of them."""
        points, record, tolerated = [], Evidence(), 0.0
        for one in _counted(rows, settings):
            record = record.after(one.gone, one.tolerated)
            tolerated += one.tolerated
            label = f"{one.client}, {one.work}: {'left' if one.gone else 'hired or posted again'}"
            points.append(
                Point(
                    one.at,
                    one.row,
                    one.gone,
                    record.n,
                    record.n - record.good,
                    tolerated,
                    record.e_value,
                    label,
                )
            )
        return points

    def figure(self, rows: Sequence[Row], settings: Settings) -> Figure:
        """The clients who left beside those who would be expected to."""
        partings = list(_counted(rows, settings))
        gone = sum(one.gone for one in partings)
        return Figure(
            label=worded("Clients who left after a contract with you"),
            own=worded("%(bad)s of %(n)s", bad=gone, n=len(partings))
            if partings
            else worded("not compared"),
            tolerated=_told(partings),
            distance=_distance(_weigh(partings)),
            ages=_ages(),
        )

    def thresholds(self, settings: Settings) -> Sequence[tuple[str, ...]]:
        """What is tolerated beside how often alike clients leave."""
        few = int(settings["fewest_alike"])
        return [
            ("Alike clients who leave", f"Tolerated, of {few} alike", "Tolerated, of 1,000 alike"),
            *(
                (f"{share:.0%}", *(f"{_tolerated(n, share, settings):.1%}" for n in (few, 1000)))
                for share in (0.05, 0.1, 0.2, 0.3, 0.5)
            ),
        ]


def sentence(counts: Mapping[str, int | float | str]) -> Worded:
    """Write the sentence of a suspicion from its counts alone."""
    return worded(
        "%(gone)s of the %(n)s clients whose first contract with you ended (since %(since)s) "
        "neither hired nor posted a job in the %(days)s days after. Of alike clients of others "
        "%(usual)s of %(n)s would be expected to, and %(tolerated)s would be tolerated. Someone "
        "whose clients are tolerably alike would ever look like this in at most 1 of %(careers)s "
        "careers.",
        gone=counts["gone"],
        n=counts["n"],
        since=counts["since"],
        days=AWAY_DAYS,
        usual=_number(float(counts["usual"])),
        tolerated=_number(float(counts["tolerated"])),
        careers=Grouped(counts["careers"]),
    )


def _counts(partings: Sequence[Parting], record: Evidence) -> Mapping[str, int | float | str]:
    return {
        "n": len(partings),
        "gone": sum(one.gone for one in partings),
        "usual": round(sum(one.usual for one in partings), 6),
        "tolerated": round(sum(one.tolerated for one in partings), 6),
        "since": f"{datetime.fromtimestamp(min(p.ended for p in partings) / 1e6, UTC):%Y-%m-%d}",
        "e_value": record.e_value,
        "careers": careers(record.e_value),
    }


def _told(partings: Sequence[Parting]) -> str:
    """How many leaving is tolerated."""
    if not partings:
        return worded("there are too few alike clients who stay")
    expected = _number(sum(one.tolerated for one in partings))
    return worded("%(bad)s of %(n)s", bad=expected, n=len(partings))


def _ages() -> str:
    """When an entry counts, for whoever it is about."""
    return worded(
        "Each client counts once, %(days)s days after your first contract with them ended. No date "
        "ends an entry: each client who hires or posts again, with you or anyone, weighs against "
        "those who left. Nothing is ever taken from you for this figure alone.",
        days=AWAY_DAYS,
    )


def _counted(rows: Sequence[Row], settings: Settings) -> Iterator[Parting]:
    for row in rows:
        if row["alike"] < settings["fewest_alike"]:
            continue
        tolerated = _tolerated(row["alike"], row["alike_gone"] / row["alike"], settings)
        if tolerated >= RATES[1]:  # where nearly all alike clients leave, leaving says nothing
            continue
        yield Parting(
            at=row["at"],
            ended=row["ended"],
            row=row["row"],
            contract=row["contract"],
            client=row["client"],
            work=row["work"],
            gone=bool(row["gone"]),
            alike=row["alike"],
            alike_gone=row["alike_gone"],
            tolerated=tolerated,
        )


def _tolerated(alike: int, usual: float, settings: Settings) -> float:
    """Up to which rate leaving is no evidence, where alike clients leave at a usual rate."""
    # One more who left and one who did not: nobody alike leaving is no proof that nobody would.
    rate = (usual * alike + 1) / (alike + 2)
    upper = min(rate + SURE * sqrt(rate * (1 - rate) / alike), RATES[1])
    odds = upper / (1 - upper) * float(settings["margin"])
    return min(max(odds / (1 + odds), RATES[0]), RATES[1])


def _weigh(partings: Sequence[Parting]) -> Evidence:
    record = Evidence()
    for one in partings:
        record = record.after(one.gone, one.tolerated)
    return record


def _distance(record: Evidence) -> str:
    if tier(record.e_value) >= LOOKED_AT:
        return worded(
            "A person would read this beside how your contracts ended; alone it means nothing."
        )
    return worded("It is read only beside how your contracts ended; alone it means nothing.")


def _number(value: float) -> str:
    return f"{value:,.1f}".rstrip("0").rstrip(".")


DETECTOR = Harm()
"""What the registry finds."""
