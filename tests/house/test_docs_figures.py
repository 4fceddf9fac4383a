"""The figures in docs/explanation/evidence.md are those the code gives."""

import re
import tomllib
from pathlib import Path

import pytest

from goodstanding.detectors import applications
from goodstanding.detectors.evidence import BOUNDS, Evidence, smallest_flagging
from goodstanding.detectors.job_posts import DETECTOR as JOB_POSTS
from goodstanding.law.rules import RULES
from tests.detectors.lifetime import flagged_by

ROOT = Path(__file__).parents[2]
EVIDENCE = (ROOT / "docs" / "explanation" / "evidence.md").read_text(encoding="utf-8")
SAID = " ".join(EVIDENCE.split())
DUE_PROCESS = (ROOT / "docs" / "explanation" / "due-process.md").read_text(encoding="utf-8")

STEPS = ("a coaching note", "a person looks", "a person may restrict")


def settings(slug, detector):
    policy = tomllib.loads((ROOT / "rulebook" / slug / "policy.toml").read_text())
    return policy["detector"][detector]


def cell(n, bound):
    mildest, severest = (smallest_flagging(n, 0.05, bound, latest) for latest in (False, True))
    told = "none" if mildest is None else str(mildest)
    return told if mildest == severest else f"{told} ({severest})"


def test_the_table_of_bad_outcomes_is_what_the_detector_gives():
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", EVIDENCE, re.MULTILINE)
    table = [row for row in rows if not row[1].isdigit() or row[2].isdigit() or row[2] == "none"]
    assert len(table) == 11
    for n, *cells in table:
        assert cells == [cell(int(n), bound) for bound in BOUNDS], n


def rounded_up(value, shown):
    """Whether a figure shown is the value, rounded up in its last digit."""
    return value <= shown < value * 1.1


@pytest.mark.parametrize(("name", "bound"), list(zip(STEPS, BOUNDS, strict=True)))
def test_how_often_an_honest_person_gets_there_is_computed(name, bound):
    row = re.search(
        rf"^\| {name} \| ([\d.]+) % \| ([\d.]+) % \| ([\d.]+) % \|$", EVIDENCE, re.MULTILINE
    )
    guaranteed, at, below = (float(figure) / 100 for figure in row.groups())
    assert guaranteed == pytest.approx(1 / bound)
    assert rounded_up(flagged_by(0.05, 0.05, bound, 1000, step=0.02)[-1], at)
    assert rounded_up(flagged_by(0.02, 0.05, bound, 1000, step=0.05)[-1], below)


def test_one_bad_of_fifty_stays_far_below_a_note():
    worst = 0.0
    for bad in range(50):
        record = Evidence()
        for n in range(50):
            record = record.after(n == bad, 0.05)
            worst = max(worst, record.e_value)
    assert worst < 10
    assert "stays below 10" in SAID


def test_repeated_applications_reach_the_tiers_where_the_page_says():
    policy = settings("spam-applications", "applications")
    note, look, restrict = (applications.fewest(policy["tolerated"], bound) for bound in BOUNDS)
    assert f"With {policy['tolerated']} repeats a day tolerated" in SAID
    assert f"a note comes at {note}, a look at {look}, and {restrict} would be" in SAID
    assert f"shares at least {policy['similar']:.0%}".replace("%", " %") in SAID


def test_job_posts_are_worth_what_the_page_says():
    policy = settings("scam-job-posts", "job_posts")
    by_rules = JOB_POSTS.thresholds(policy)[2][2]
    assert f"none of {policy['honest_posts']:,} honest posts" in SAID
    assert policy["honest_hits"] == 0
    assert f"worth {by_rules}," in SAID
    assert f"only one of {len(JOB_POSTS.card.honest)} honest posts reaches" in SAID


def test_the_law_has_as_many_rules_as_the_page_says():
    numbers = {15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen"}
    assert f"{numbers[len(RULES)]} rules" in " ".join(DUE_PROCESS.split())
