"""Statements to judge: the known examples, and random ones around them."""

import json
from pathlib import Path

from hypothesis import strategies as st

from goodstanding.law.european import values as v
from goodstanding.law.european.fields import FIELDS

EXAMPLES = [
    json.loads(line) for line in (Path(__file__).parent / "examples.jsonl").read_text().splitlines()
]
VALID = [one["payload"] for one in EXAMPLES if one["kind"] == "valid"]
PLAIN = next(one["payload"] for one in EXAMPLES if one["id"] == "v20_monetary_only_keys_absent")

LISTS = [v.VISIBILITY, v.CATEGORY, v.KEYWORD, v.CONTENT_TYPE, v.EEA]
WORDS = [*v.MONETARY, *v.PROVISION, *v.ACCOUNT, *v.ACCOUNT_TYPE, *v.GROUND, *v.CATEGORY]
WORDS += [*v.SOURCE, *v.AUTOMATED_DECISION, *v.YES_OR_NO, *v.RETIRED, "EN", "EL", "XX", "de"]
DAYS = ["1999-12-31", "2000-01-01", "2019-12-31", "2020-01-01", "2024-02-29", "2023-02-29"]
DAYS += [
    "2038-01-01",
    "2038-01-02",
    "2026-1-2",
    "2026-13-01",
    "20260102",
    "0000-02-29",
    "1900-02-29",
]
TEXTS = [
    "",
    " ",
    "\u00a0",
    "x",
    "a-b_C1",
    "über",
    "1234567890123",
    "http://a.b/c",
    "ftp://a",
    "a.b",
]
LENGTHS = [500, 501, 2000, 2001, 5000, 5001]
ODD = [None, 0, 1, True, False, 2.5, {}, [], {"EAN-13": "1234567890123"}, {"EAN-13": "12"}, [None]]
ODD += [{"EAN-13": None}, {"other": 1}, [[]], ["x"], ["EL"]]

texts = st.sampled_from([*WORDS, *DAYS, *TEXTS]) | st.sampled_from(LENGTHS).map(lambda n: "é" * n)
lists = st.sampled_from(LISTS).flatmap(lambda words: st.lists(st.sampled_from(words), max_size=4))
anything = texts | lists | st.sampled_from(ODD)


def near(name):
    """Values of a field that stand in some valid statement, or any other's."""
    known = [one[name] for one in VALID if name in one]
    return st.sampled_from(known) | anything if known else anything


@st.composite
def statements(draw):
    """A valid statement with some fields changed, added or gone."""
    statement = dict(draw(st.sampled_from(VALID)))
    for name in draw(st.lists(st.sampled_from([*FIELDS, "unknown"]), max_size=5)):
        if draw(st.integers(0, 4)) == 0:
            statement.pop(name, None)
        else:
            statement[name] = draw(near(name))
    return statement
