"""The policies that come with the house are lawful, complete, and in plain words."""

from pathlib import Path

import pytest

from goodstanding.detectors.registry import DETECTORS
from goodstanding.policies import rulebook
from goodstanding.policies.rulebook import ladder, phrases, readability

RULEBOOK = Path(__file__).parents[2] / "rulebook"
FOLDERS = rulebook.folders(RULEBOOK)


def named(folder):
    return folder.name


def test_there_are_three():
    assert [f.name for f in FOLDERS] == ["poor-performance", "scam-job-posts", "spam-applications"]


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_it_has_no_mistakes(folder):
    assert rulebook.check(folder) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_it_is_very_easy_to_read(folder):
    assert readability.lix(rulebook.read(folder).text) < 30


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_its_thresholds_can_be_told(folder):
    settings = rulebook.read(folder).settings
    for name in settings["detectors"]:
        headings, *rows = DETECTORS[name].thresholds(settings["detector"][name])
        assert rows
        assert {len(row) for row in rows} == {len(headings)}


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_the_words_of_every_step_are_easy_too(folder):
    for row in rulebook.read(folder).settings["ladder"]:
        rung = phrases.rung(ladder.step(row), by=row["by"], subject=row.get("subject", ""))
        assert readability.lix(rung.sentence) < 35, rung.sentence


def test_poor_performance_tolerates_what_was_measured_on_real_workers():
    settings = rulebook.read(RULEBOOK / "poor-performance").settings
    tolerated = settings["detector"]["outcomes"]["tolerated"]
    assert {k: v for k, v in tolerated.items() if k.startswith("page-rating")} == {
        "page-rating-1": 0.22,
        "page-rating-2": 0.81,
        "page-rating-3": 0.87,
        "page-rating-4": 0.49,
    }
