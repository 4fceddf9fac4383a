"""A review reads only the records of those who may be suspected, and loses nobody by it."""

import random
import tomllib
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from goodstanding.detectors.detector import Screening
from goodstanding.detectors.registry import DETECTORS

DAY = 86_400_000_000
PEOPLE = 400
RULEBOOK = Path(__file__).parents[2] / "rulebook"
OWN = {"nonpayment": {"tolerated": 0.05, "window_days": 90, "bad": ["unpaid", "disputed"]}}


def settings(name):
    """As a shipped policy has them."""
    for policy in sorted(RULEBOOK.glob("*/policy.toml")):
        told = tomllib.loads(policy.read_text())
        if name in told["detectors"]:
            return told["detector"][name]
    return OWN[name]


def ended(chance, share):
    outcome = "not_delivered" if chance.random() < share else "accepted"
    return {"contract": "c", "work": "design", "outcome": outcome, "note": ""}


def left(chance, share):
    alike = chance.choice([50, 100, 400])
    gone = int(chance.random() < share)
    return {
        "contract": "c",
        "work": "design",
        "hire": "first",
        "ended": 0,
        "gone": gone,
        "alike": alike,
        "alike_gone": alike // chance.choice([2, 5, 10]),
    }


def unpaid(chance, share):
    outcome = chance.choice(["unpaid", "disputed"]) if chance.random() < share else ""
    return {"contract": "c", "ended": 0, "outcome": outcome}


def applied(chance, share):
    pitch = "I work fast and well, at the best price of all, at any hour of any day you like"
    own = " ".join(chance.choice(["oak", "tin", "sea", "fog", "red", "owl"]) for _ in range(20))
    return {"job": "j", "text": pitch if chance.random() < share else own}


MADE = {"outcomes": ended, "harm": left, "nonpayment": unpaid, "applications": applied}
OTHER = {"outcomes": "client", "harm": "client", "nonpayment": "contractor", "applications": "to"}


def record(name, chance):
    """Rows of a relation: some people have few, some many, some spoil hardly any, some most."""
    number = 0
    for person in range(PEOPLE):
        share, days = chance.choice([0, 0.05, 0.3, 0.9]), chance.choice([1, 200])
        for _ in range(chance.choice([1, 3, 8, 25])):
            number += 1
            at, other = chance.randrange(days) * DAY + number, f"{chance.randrange(30)}"
            row = {"account": f"p{person}", "at": at, "row": number, OTHER[name]: other}
            yield row | MADE[name](chance, share)


@pytest.mark.parametrize("name", sorted(MADE))
def test_whoever_is_suspected_is_read(name):
    rows = list(record(name, random.Random(name)))
    asked, detector = settings(name), DETECTORS[name]
    with duckdb.connect() as duck:
        duck.register("told", pa.Table.from_pylist(rows))
        read = {account for (account,) in duck.execute(detector.screen(asked)).fetchall()}
    by_person = {}
    for row in sorted(rows, key=lambda row: (row["at"], row["row"])):
        by_person.setdefault(row["account"], []).append(row)
    suspected = {one for one, own in by_person.items() if detector.examine(one, own, asked)}
    assert suspected
    assert suspected <= read
    assert len(read) < len(by_person)


def test_every_screen_is_held_to_that():
    screening = {name for name, one in DETECTORS.items() if isinstance(one, Screening)}
    assert screening == MADE.keys()
