"""Clients who do not pay: unpaid, charged-back and disputed contracts against a tolerated rate.

One outcome a contractor: the first contract with them that ended, as it stood 30 days later, and
none other of theirs for a window. The choice is made before the outcome is known, so that one
contractor who complains often, or one quarrel over several contracts, counts once. The evidence is
that of `evidence.py`: a client within the tolerated rate ever reaches `B` in at most one of `B`
careers, in every order and however often anyone looks.

*Unpaid* is a contract that its client accepted while nothing was ever earned on it, though payments
to that contractor are told of otherwise. Work beyond what was agreed is seen only where it ends in
one of these: no event says what was agreed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from math import log
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.detectors.detector import Figure, Point, Row, Settings, Suspicion
from goodstanding.detectors.evidence import (
    BOUNDS,
    FEWEST_BAD,
    Evidence,
    careers,
    share,
    smallest_flagging,
    tier,
)
from goodstanding.detectors.expected import Expected, complaints, number, whole
from goodstanding.detectors.plain import SUBJECTS, Column, Model, Option, Options, Plain
from goodstanding.detectors.wording import Grouped, Worded, worded
from goodstanding.law.terms import Family

DAY = 86_400_000_000
KNOWN_AFTER_DAYS = 30
KINDS = ("unpaid", "charged_back", "disputed")
TABLE = (2, 3, 5, 8, 10, 15, 20, 30, 50, 100)

FORM: Mapping[str, Expected] = {
    "tolerated": number(0.01, 0.5),
    "window_days": whole(1, 3650),
    "bad": Expected(
        lambda value: isinstance(value, list | tuple) and bool(value) and {*value} <= {*KINDS},
        f"some of {', '.join(KINDS)}",
    ),
}

# An outcome is what stood 30 days after the contract ended: what came later does not change it.
RELATION = f"""
WITH clock AS (
    SELECT max(t) AS latest FROM (
        SELECT max("at") AS t FROM contract_started UNION ALL
        SELECT max("at") FROM contract_ended UNION ALL SELECT max("at") FROM payment_earned)),
due AS (
    SELECT client AS account, account AS contractor, contract, "row", outcome, "at" AS ended,
        "at" + {KNOWN_AFTER_DAYS * DAY} AS "at"
    FROM contract_ended, clock WHERE "at" + {KNOWN_AFTER_DAYS * DAY} <= latest),
paid AS (SELECT contract, min("at") AS "at" FROM payment_earned GROUP BY contract),
reported AS (SELECT account, min("at") AS "at" FROM payment_earned GROUP BY account),
disputed AS (SELECT contract, min("at") AS "at" FROM dispute_opened GROUP BY contract),
taken AS (SELECT contract, account, min("at") AS "at" FROM chargeback_received
    GROUP BY contract, account)
SELECT d.account, d."at", d."row", d.contractor, d.contract, d.ended, CASE
    WHEN t."at" <= d."at" THEN 'charged_back'
    WHEN q."at" <= d."at" THEN 'disputed'
    WHEN d.outcome = 'accepted' AND r."at" <= d."at"
        AND coalesce(p."at" > d."at", TRUE) THEN 'unpaid'
    ELSE '' END AS outcome
FROM due d
LEFT JOIN paid p ON p.contract = d.contract
LEFT JOIN reported r ON r.account = d.contractor
LEFT JOIN disputed q ON q.contract = d.contract
LEFT JOIN taken t ON t.contract = d.contract AND t.account = d.account
"""  # noqa: S608 - our own numbers


@dataclass(frozen=True, slots=True)
class Ended:
    """A contract that counts: the contractor, and whether the client left it badly."""

    at: int
    ended: int
    row: int
    contractor: str
    contract: str
    bad: bool


class Nonpayment:
    """Suspects clients who leave contractors unpaid more often than the policy tolerates.

    Settings: `tolerated` (a rate), `window_days`, and `bad`: which outcomes count as bad, some of
    unpaid, charged_back and disputed.
    """

    name = "nonpayment"
    family = Family.VIOLATION
    relation = RELATION
    compares = True

    def check(self, settings: Settings) -> Sequence[str]:
        """Say what is wrong with a policy's settings, one sentence each."""
        return complaints(settings, FORM)

    def examine(self, account: str, rows: Sequence[Row], settings: Settings) -> Sequence[Suspicion]:
        """Suspect the client at most once, at the tier the record reaches."""
        ended = list(_counted(rows, settings))
        record = _weigh(ended, float(settings["tolerated"]))
        reached, bad = tier(record.e_value), [one for one in ended if one.bad]
        if not reached or len({one.contractor for one in bad}) < FEWEST_BAD:
            return []
        counts = _counts(ended, record, settings)
        return [
            Suspicion(
                account=account,
                key=f"nonpayment-tier-{reached}",
                e_value=record.e_value,
                tier=reached,
                counts=counts,
                sentence=sentence(counts),
                rows=tuple(one.row for one in bad),
                conduct_from=min(one.ended for one in bad),
                conduct_until=max(one.ended for one in bad),
                contracts=tuple(one.contract for one in bad),
            )
        ]

    def screen(self, settings: Settings) -> str:
        """Whom at least two contractors were left badly by: nobody else is ever suspected."""
        bad = ", ".join(f"'{one}'" for one in settings["bad"])
        return (
            f"SELECT account FROM told WHERE outcome IN ({bad}) GROUP BY account "  # noqa: S608
            f"HAVING count(DISTINCT contractor) >= {FEWEST_BAD}"
        )

    def path(self, rows: Sequence[Row], settings: Settings) -> Sequence[Point]:
        """Every contract that counts, with what the record said after it."""
        points, record, tolerated = [], Evidence(), float(settings["tolerated"])
        for one in _counted(rows, settings):
            record = record.after(one.bad, tolerated)
            n, bad = record.n, record.n - record.good
            said = (one.at, one.row, one.bad, n, bad, n * tolerated, record.e_value)
            points.append(Point(*said, label=one.contractor))
        return points

    def figure(self, rows: Sequence[Row], settings: Settings) -> Figure:
        """The client's bad contracts beside the tolerated ones."""
        ended, tolerated = list(_counted(rows, settings)), float(settings["tolerated"])
        return Figure(
            label=worded("Contracts left unpaid, charged back or disputed"),
            own=worded("%(bad)s of %(n)s", bad=sum(one.bad for one in ended), n=len(ended)),
            tolerated=share(tolerated),
            distance=worded("The table says how many of how many a person looks at."),
            table=tuple((n, *_line(n, tolerated)) for n in TABLE),
            ages=worded(
                "Each contractor counts once in %(days)s days, %(known)s days after the first "
                "contract with them ended. No date ends an entry: each contract that is paid "
                "weighs against the others.",
                days=settings["window_days"],
                known=KNOWN_AFTER_DAYS,
            ),
        )

    def thresholds(self, settings: Settings) -> Sequence[tuple[str, ...]]:
        """The published table: smallest number of bad contracts that reaches each tier."""
        tolerated = float(settings["tolerated"])
        return [
            ("Contractors", "Coaching note", "A person looks", "A person may restrict"),
            *((str(n), *(str(k) if k else "none" for k in _line(n, tolerated))) for n in TABLE),
        ]


def sentence(counts: Mapping[str, int | float | str]) -> Worded:
    """Write the sentence of a suspicion from its counts alone."""
    return worded(
        "%(bad)s of %(n)s contractors whose contracts with you ended (since %(since)s) were left "
        "unpaid, charged back or in dispute; %(tolerated)s of %(n)s would be tolerated. A client "
        "within the tolerated rate would ever look like this in at most 1 of %(careers)s careers.",
        bad=counts["bad"],
        n=counts["n"],
        since=counts["since"],
        tolerated=f"{float(counts['tolerated']):.3g}",
        careers=Grouped(counts["careers"]),
    )


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """Judge every client of a plain file, the most suspicious first."""
    del model
    settings = {**options, "bad": ["unpaid"]}
    found = connection.execute(
        'SELECT client, "at", "row", contractor, bad FROM input ORDER BY client, "at", "row"'
    )
    answers = [
        _answer(client, rows, settings)
        for client, rows in groupby(_told(found), key=lambda row: str(row["account"]))
    ]
    answers.sort(key=lambda one: (-one["score"], one["subject"]))
    return pa.Table.from_pylist(answers, schema=SUBJECTS)


def _told(found: DuckDBPyConnection) -> Iterator[Row]:
    while rows := found.fetchmany(10_000):
        for client, at, row, contractor, bad in rows:
            outcome = "unpaid" if bad else ""
            yield {
                "account": client,
                "at": at,
                "ended": at,
                "row": row,
                "contractor": contractor,
                "contract": "",
                "outcome": outcome,
            }


def _answer(client: str, rows: Iterable[Row], settings: Settings) -> dict[str, Any]:
    ended = list(_counted(rows, settings))
    record = _weigh(ended, float(settings["tolerated"]))
    enough = len({one.contractor for one in ended if one.bad}) >= FEWEST_BAD
    return {
        "subject": client,
        "e_value": record.e_value,
        "score": log(record.e_value),
        "tier": tier(record.e_value) if enough else 0,
        "sentence": str(sentence(_counts(ended, record, settings))),
        "rows": [one.row for one in ended if one.bad],
    }


def _counted(rows: Iterable[Row], settings: Settings) -> Iterator[Ended]:
    """A contractor's first contract, then none of theirs for a window."""
    window, latest = int(settings["window_days"]) * DAY, dict[str, int]()
    for row in rows:
        contractor, at = row["contractor"], row["at"]
        if contractor in latest and at - latest[contractor] < window:
            continue
        latest[contractor] = at
        bad = row["outcome"] in settings["bad"]
        yield Ended(at, row["ended"], row["row"], contractor, row["contract"], bad)


def _weigh(ended: Iterable[Ended], tolerated: float) -> Evidence:
    record = Evidence()
    for one in ended:
        record = record.after(one.bad, tolerated)
    return record


def _counts(
    ended: Sequence[Ended], record: Evidence, settings: Settings
) -> Mapping[str, int | float | str]:
    return {
        "n": len(ended),
        "bad": sum(one.bad for one in ended),
        "tolerated": round(len(ended) * float(settings["tolerated"]), 6),
        "since": f"{datetime.fromtimestamp(min(one.ended for one in ended) / 1e6, UTC):%Y-%m-%d}",
        "e_value": record.e_value,
        "careers": max(1, careers(record.e_value)),
    }


def _line(n: int, tolerated: float) -> tuple[int, int, int]:
    coach, look, restrict = (smallest_flagging(n, tolerated, bound) or 0 for bound in BOUNDS)
    return coach, look, restrict


DETECTOR = Nonpayment()
"""What the registry finds."""

PLAIN = Plain(
    name="nonpayment",
    about="Clients who leave contractors unpaid more often than is tolerated.",
    columns=(
        Column("client", "text", "who ought to pay"),
        Column("contractor", "text", "who worked"),
        Column("at", "time", "when it was known how the contract ended"),
        Column("bad", "yes or no", "whether it was left unpaid, charged back or disputed"),
    ),
    detect=detect,
    options={
        "tolerated": Option(0.05, FORM["tolerated"], "the rate that is tolerated"),
        "window_days": Option(90, FORM["window_days"], "a contractor counts once in so many days"),
    },
)
"""What the command line finds."""
