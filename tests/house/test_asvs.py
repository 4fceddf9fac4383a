"""The checklist of security misses no line, claims nothing without evidence, and counts right."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "asvs.md"
LINES = dict(line.split() for line in Path(__file__).with_name("asvs_5_level_2.txt").open())
CELL = r" ([^|]*) \|"
ROW = re.compile(rf"^\| ([\d.]+) \|{CELL * 5}$", re.MULTILINE)
TEXT = PAGE.read_text()
ROWS = [[part.strip() for part in row] for row in ROW.findall(TEXT)]
STATES = {"met", "**in part**", "**not met**", "operator", "n/a"}


def test_every_line_of_the_levels_is_there_once_in_order():
    assert [(number, level) for number, level, *_ in ROWS] == list(LINES.items())


@pytest.mark.parametrize("state", sorted(STATES))
def test_the_counts_are_right(state):
    counted = Counter(row[3] for row in ROWS)
    assert set(counted) <= STATES
    (said,) = re.findall(rf"^\| {re.escape(state)} \| .* \| (\d+) \|$", TEXT, re.MULTILINE)
    assert int(said) == counted[state]


def test_what_is_met_has_evidence_that_is_there_and_what_is_not_has_a_reason():
    for number, _, what, state, evidence, note in ROWS:
        named = re.findall(r"`([^`]+)`", evidence)
        assert what, number
        assert bool(named) or state != "met", f"{number} is met, and nothing shows it"
        assert note or state in {"met", "n/a"}, f"{number} is not met, and nothing says why"
        for one in named:
            path, _, test = one.partition("::")
            assert (ROOT / path).exists(), f"{number}: {path} is not there"
            assert not test or f"def {test}(" in (ROOT / path).read_text(), f"{number}: {one}"
