"""What the audit says at the edge of each duty: cases a lawyer can read, in `edges.yaml`."""

import re
from pathlib import Path

import pytest
import yaml

from tests.law.duties import kept, one_thing
from tests.law.duties.logs import day
from tests.law.written import IDS

CASES = yaml.safe_load(Path(__file__).with_name("edges.yaml").read_text(encoding="utf-8"))


def moments(value):
    """The same, with `day 12.5` as the moment so many days after the case began."""
    if isinstance(value, dict):
        return {key: moments(one) for key, one in value.items()}
    if isinstance(value, list):
        return [moments(one) for one in value]
    found = re.fullmatch(r"day (-?[\d.]+)", value) if isinstance(value, str) else None
    return day(float(found[1])).isoformat() if found else value


def log_of(case):
    """The events of Ann's case, or none of them, changed as the case says."""
    events = [] if case.get("alone") else kept.logs()["Ann"]
    where, left_out = moments(case.get("where", {})), case.get("without", [])
    told = [{**one, **where.get(one["type"], {})} for one in events if one["type"] not in left_out]
    first = [{"actor": "max", **one} for one in moments(case.get("first", []))]
    more = [{"actor": "max", **one} for one in moments(case.get("and", []))]
    return kept.in_order([*first, *told, *more])


def texts(value):
    return [value] if isinstance(value, str) else list(value or [])


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["case"])
def test_the_audit_says_at_the_edge_of_a_duty(case):
    parts = (one.split(": ", 2) for one in one_thing.found(log_of(case)))
    said = {sentence: set(duties.split(", ")) for duties, _, sentence in parts}
    sources = set(case["source"].split(", "))
    assert sources <= IDS
    for sentence in texts(case.get("says")):
        assert sentence in said, f"it says: {said}"
        assert said[sentence] == sources
    for begin in texts(case.get("not")):
        assert not [one for one in said if one.startswith(begin)]
