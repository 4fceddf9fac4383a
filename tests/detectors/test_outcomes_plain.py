"""Outcomes in a plain table: everyone weighed at once, as one by one, and said so."""

import random

import duckdb
import pytest

from goodstanding.detectors.endings import DAY
from goodstanding.detectors.evidence import tier
from goodstanding.detectors.outcomes import DETECTOR, PLAIN
from goodstanding.detectors.outcomes_table import rates_by_kind

USUAL = {name: option.usual for name, option in PLAIN.options.items()}
SETTINGS = {
    "tolerated": {"puzzles": 0.3},
    "tolerated_default": 0.05,
    "bad": ["not_delivered"],
    "window_days": 30,
}
ASKED = {"tolerated": 0.05, "kinds": "puzzles=0.3", "window_days": 30}


def answered(rows, options=USUAL):
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE input (contractor VARCHAR, client VARCHAR, kind VARCHAR,"
        ' "at" BIGINT, bad BOOLEAN, "row" BIGINT)'
    )
    if rows:
        numbered = [(*row, number) for number, row in enumerate(rows, 1)]
        connection.executemany("INSERT INTO input VALUES (?, ?, ?, ?, ?, ?)", numbered)
    return PLAIN.detect(connection, options, None)


def town(seed, people=30, contracts=45):
    """Rows of many contractors out of order, of clients who come again, some turning bad."""
    dice, rows = random.Random(seed), []
    for who in range(people):
        turns, share = dice.randrange(contracts), dice.choice([0, 0.05, 0.5, 0.9])
        for i in range(dice.randrange(1, contracts)):
            bad = dice.random() < (share if i >= turns else 0.03)
            client = f"client-{dice.randrange(12)}"
            kind = dice.choice(["puzzles", "design", None])
            rows.append((f"c{who}", client, kind, (i * 9 + dice.randrange(9)) * DAY, bad))
    dice.shuffle(rows)
    return rows


def as_in_the_marketplace(rows):
    """The detector's own suspicions and last points, person by person."""
    for who in {row[0] for row in rows}:
        own = [
            {
                "account": who,
                "at": at,
                "row": number,
                "contract": str(number),
                "client": client,
                "work": kind or "other",
                "outcome": "not_delivered" if bad else "accepted",
            }
            for number, (one, client, kind, at, bad) in enumerate(rows, 1)
            if one == who
        ]
        own.sort(key=lambda row: (row["at"], row["row"]))
        yield who, DETECTOR.examine(who, own, SETTINGS), DETECTOR.path(own, SETTINGS)[-1]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everyone_at_once_is_weighed_as_one_by_one(seed):
    rows = town(seed)
    table = {line["subject"]: line for line in answered(rows, ASKED).to_pylist()}
    suspected = 0
    for who, suspicions, last in as_in_the_marketplace(rows):
        line = table.pop(who)
        assert line["e_value"] == pytest.approx(last.e_value, rel=1e-12)
        assert line["tier"] == (suspicions[0].tier if suspicions else 0)
        for suspicion in suspicions:
            suspected += 1
            assert line["rows"] == list(suspicion.rows)
            told = suspicion.sentence.replace("not delivered", "ended badly")
            assert line["sentence"] == told
    assert table == {}
    assert suspected > 2


def test_the_most_suspicious_come_first_and_whoever_is_not_suspected_is_told_the_numbers():
    rows = [("ann", f"k{i}", None, i * DAY, i < 11) for i in range(20)]
    rows += [("ben", f"k{i}", None, i * DAY, i == 3) for i in range(20)]
    first, second = answered(rows).to_pylist()
    assert (first["subject"], first["tier"], len(first["rows"])) == ("ann", 3, 11)
    assert "11 of your 20 contract outcomes were bad (11 ended badly;" in first["sentence"]
    assert second["sentence"] == "1 of 20 contract outcomes were bad; tolerated would be 1.0."
    assert (second["tier"], second["rows"]) == (0, [24])
    assert tier(second["e_value"]) == 0


def test_one_client_with_many_complaints_counts_once_in_a_window():
    rows = [("ann", "ben", None, i * DAY, True) for i in range(20)]
    (line,) = answered(rows).to_pylist()
    assert (line["tier"], line["rows"]) == (0, [1])
    (line,) = answered(rows, {**USUAL, "window_days": 2}).to_pylist()
    assert line["e_value"] > 1000
    assert line["tier"] == 0, "ten complaints of one client are no second client"


def test_nothing_asked_nothing_answered():
    assert answered([]).schema == PLAIN.answer
    assert answered([]).num_rows == 0


@pytest.mark.parametrize("text", ["web", "web=2", "=0.1", "web=often"])
def test_a_rate_that_cannot_be_read_is_refused(text):
    assert not PLAIN.options["kinds"].expected.fits(text)
    with pytest.raises(ValueError, match="expected KIND=RATE"):
        rates_by_kind(text)


def test_rates_of_kinds_are_read():
    assert rates_by_kind("web=0.1, logo design=0.2") == {"web": 0.1, "logo design": 0.2}
