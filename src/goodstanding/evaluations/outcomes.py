"""How well outcomes of the past tell those of the future, beside naive shares.

Traders of Bitcoin OTC are flagged on the first 70 % of the ratings and judged by the rest; crowd
workers on one half of their answers and judged by the other. What is guaranteed, and after how many
contracts the bad are found, is exact for the flag table and computed from its own definition; the
whole evidence's figures are tests (`tests/detectors/test_outcomes_lifetime.py`).
"""

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import comb
from pathlib import Path

from goodstanding.detectors.evidence import BOUNDS, Evidence
from goodstanding.detectors.flag_table import CHANCE, LINES, RATE
from goodstanding.evaluations.figures import DataMissingError, Figure

PEOPLE = 3_000_000
SEED, SHOWN = 2026, 0.7
OTC_TOLERATED = 0.10
CROWD_MARGIN = 2.0
"""Tolerated odds of a wrong answer, as a multiple of the odds over all workers."""

FEWEST = 5
"""With fewer outcomes the naive rule says nothing."""


@dataclass(frozen=True)
class Seen:
    """Who, and whether it was bad."""

    who: str
    bad: bool


def evaluate(data: Path) -> Iterator[Figure]:
    """Measure the table exactly, then both sets.

    Raises:
        DataMissingError: a file is not there.
    """
    yield from _table()
    ratings = _ratings(data / "bitcoin_otc" / "ratings.csv")
    cut = int(len(ratings) * SHOWN)
    yield from _ahead(
        "Bitcoin OTC, first 70 % against last 30 %", ratings[:cut], ratings[cut:], OTC_TOLERATED
    )
    answers = _answers(data / "crowd_workers" / "AdultContent2")
    random.Random(SEED).shuffle(answers)  # noqa: S311 - halves anyone can draw again
    half = len(answers) // 2
    share = _share(answers[:half])
    odds = CROWD_MARGIN * share / (1 - share)
    yield from _ahead(
        "crowd workers, random halves", answers[:half], answers[half:], odds / (1 + odds)
    )


def _table() -> Iterator[Figure]:
    name = f"exact, flag table, {RATE:.0%} tolerated"
    yield Figure(
        name, "chance of a line, all exactly at the rate", CHANCE, "<= 5e-8", "half the promise"
    )
    yield Figure(name, "of 3 million, all exactly at the rate", PEOPLE * CHANCE, "")
    for (n, bad), rate in zip(LINES, (0.8, 0.5, 0.3), strict=True):
        reached = _tail(n, bad, rate)
        yield Figure(name, f"found at {n} contracts, {rate:.0%} bad", reached, ">= .5")
    at_2 = sum(_tail(n, bad, 0.02) for n, bad in LINES)
    yield Figure(name, "of 3 million, all at 2 %", PEOPLE * at_2, "<= .1", "sum over the lines")


def _tail(n: int, bad: int, rate: float) -> float:
    return sum(comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(bad, n + 1))


def _ahead(
    name: str, past: Sequence[Seen], future: Sequence[Seen], tolerated: float
) -> Iterator[Figure]:
    """Flag on the past, judge by the future that the flag never saw."""
    later = _by_person(future)
    base = _share(future)
    rules: dict[str, Callable[[list[bool]], bool]] = {
        f"share above {tolerated:.0%}, {FEWEST} or more": lambda outcomes: (
            len(outcomes) >= FEWEST and sum(outcomes) > tolerated * len(outcomes)
        )
    }
    for number, bound in enumerate(BOUNDS, 1):
        rules[f"tier {number}"] = partial(_reaches, bound, tolerated)
    for rule, suspects in rules.items():
        flagged = [who for who, outcomes in _by_person(past).items() if suspects(outcomes)]
        seen = [bad for who in flagged for bad in later.get(who, [])]
        note = f"{len(flagged)} flagged, {len(seen)} later outcomes, {base:.3f} of all are bad"
        if seen:
            yield Figure(name, f"bad later, {rule}", sum(seen) / len(seen), "", note)


def _reaches(bound: float, tolerated: float, outcomes: Iterable[bool]) -> bool:
    record = Evidence()
    for bad in outcomes:
        record = record.after(bad, tolerated)
    return record.e_value >= bound


def _by_person(rows: Iterable[Seen]) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        found[row.who].append(row.bad)
    return found


def _share(rows: Sequence[Seen]) -> float:
    return sum(row.bad for row in rows) / len(rows)


def _ratings(path: Path) -> list[Seen]:
    """Ratings in order of time; one below zero is bad."""
    with _there(path).open(newline="") as file:
        lines = sorted(csv.DictReader(file), key=lambda line: float(line["time"]))
    return [Seen(line["ratee"], float(line["rating"]) < 0) for line in lines]


def _answers(folder: Path) -> list[Seen]:
    """Answers to questions whose truth is known; a wrong one is bad."""
    with _there(folder / "gold.txt").open() as file:
        truth = {question: true.strip().lower() for question, true in _fields(file, 2)}
    with _there(folder / "labels.txt").open() as file:
        return [
            Seen(worker, answer.strip().lower() != truth[question])
            for worker, question, answer in _fields(file, 3)
            if question in truth
        ]


def _fields(file: Iterable[str], number: int) -> Iterator[list[str]]:
    return (line.rstrip("\n").split("\t")[:number] for line in file if line.strip())


def _there(path: Path) -> Path:
    if not path.is_file():
        raise DataMissingError(f"{path} is not there; outcomes are measured on it.")
    return path
