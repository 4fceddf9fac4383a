"""The policies that come with the house are lawful, complete, and in plain words."""

import re
from pathlib import Path

import pytest

from goodstanding.detectors.registry import DETECTORS
from goodstanding.policies import rulebook
from goodstanding.policies.rulebook import ladder, phrases, readability

RULEBOOK = Path(__file__).parents[2] / "rulebook"
FOLDERS = rulebook.folders(RULEBOOK)


def named(folder):
    return folder.name


def test_the_first_three_are_there():
    assert {"poor-performance", "scam-job-posts", "spam-applications"} <= set(map(named, FOLDERS))


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


def examples(kind):
    lines = (RULEBOOK / "scam-job-posts" / "policy.md").read_text().replace("\n", " ")
    return re.findall(rf'\*\*{kind}:\*\* "([^"]+)"', lines)


def suspected(text):
    settings = rulebook.read(RULEBOOK / "scam-job-posts").settings["detector"]["job_posts"]
    row = {"account": "ben", "at": 0, "row": 1, "job": "j", "title": "", "text": text}
    found = DETECTORS["job_posts"].examine("ben", [row], settings)
    return max((one.tier for one in found), default=0)


def test_the_scam_in_the_policy_is_held_back():
    assert suspected(examples("Wrong")[0]) >= 2


@pytest.mark.parametrize("text", examples("Right"))
def test_no_good_example_in_the_policy_is_held_back(text):
    assert suspected(text) < 2
