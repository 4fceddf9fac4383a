"""The sample of real crowd workers: what it is, and whom the detector suspects among them."""

import csv
from collections import Counter

import pytest

from benchmarks import evaluate_outcomes, make_crowd_sample
from goodstanding.detectors.outcomes import DETECTOR

SETTINGS = {
    "tolerated": {
        "page-rating-1": 0.22,
        "page-rating-2": 0.81,
        "page-rating-3": 0.87,
        "page-rating-4": 0.49,
    },
    "tolerated_default": 0.05,
    "bad": ["unacceptable_work"],
}


@pytest.fixture(scope="module")
def rows():
    return evaluate_outcomes.read()


def test_two_of_269_real_workers_are_suspected(rows):
    workers = evaluate_outcomes.by_worker(rows)
    found = {
        worker: suspicion.tier
        for worker, own in workers.items()
        for suspicion in DETECTOR.examine(worker, own, SETTINGS)
    }
    assert len(workers) == 269
    assert found == {"worker-0026": 3, "worker-0124": 2}


def test_the_tolerated_rates_are_twice_the_odds_over_all_workers(rows):
    base = evaluate_outcomes.base_rates(rows)
    assert {k: evaluate_outcomes.tolerated(r) for k, r in base.items()} == SETTINGS["tolerated"]


def test_whoever_is_suspected_on_the_earlier_half_does_badly_on_the_later_half_too(rows):
    middle = len(rows) // 2
    later = evaluate_outcomes.by_worker(rows[middle:])
    base = evaluate_outcomes.base_rates(rows[:middle])
    suspected = [
        worker
        for worker, own in evaluate_outcomes.by_worker(rows[:middle]).items()
        if DETECTOR.examine(worker, own, SETTINGS)
    ]
    assert suspected
    for worker in suspected:
        wrong = sum(row["outcome"] != "accepted" for row in later[worker])
        assert wrong > 1.4 * sum(base[row["work"]] for row in later[worker])


def test_the_sample_names_nobody_and_repeats_nothing():
    with make_crowd_sample.TARGET.open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["worker"][:7] for line in lines} == {"worker-"}
    assert {line["question"][:9] for line in lines} == {"question-"}
    answers = Counter((line["worker"], line["question"], line["answer"]) for line in lines)
    assert set(answers.values()) == {1}
    assert [int(line["sequence"]) for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.datasets
def test_the_sample_is_made_from_the_public_source():
    source = make_crowd_sample.SOURCE
    if not source.exists():
        pytest.skip(f"no public data in {source}; set GOODSTANDING_DATA")
    made = make_crowd_sample.make(
        make_crowd_sample.read(source / "labels.txt"),
        dict(make_crowd_sample.read(source / "gold.txt")),
    )
    with make_crowd_sample.TARGET.open(newline="") as file:
        shipped = [tuple(line) for line in list(csv.reader(file))[1:]]
    assert shipped == [tuple(map(str, line)) for line in made]
