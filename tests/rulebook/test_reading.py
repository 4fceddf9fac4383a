"""How the rulebook's files are read: the lines of keys, and how hard a text is."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.policies.rulebook import Positions, readability

TOML = '''# a comment with "quotes" and [brackets]
title = "one # not a comment"
text = """
[not.a.table]
key = 1
"""
list = [
  1,  # ] still inside
  2,
]
"quoted.key" = 3
dotted.key = 4

[table]
inline = { a = 1, b = [2, 3] }
[table.under]
literal = \'\'\'
= [[
\'\'\'
after = 5

[[row]]
name = "first"
[[row]]
name = "second"
[row.part]
size = 6
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("text",), 3),
        (("list",), 7),
        (("list", 1), 7),
        (("quoted.key",), 11),
        (("dotted", "key"), 12),
        (("table",), 14),
        (("table", "inline"), 15),
        (("table", "inline", "b"), 15),
        (("table", "under"), 16),
        (("table", "under", "literal"), 17),
        (("table", "under", "after"), 20),
        (("row", 0, "name"), 23),
        (("row", 1), 24),
        (("row", 1, "name"), 25),
        (("row", 1, "part", "size"), 27),
        (("not", "a", "table"), 1),
        (("nowhere",), 1),
    ],
)
def test_every_key_has_its_line(path, line):
    tomllib.loads(TOML)
    assert Positions(TOML).line(path) == line


def test_the_keys_of_a_table_come_deepest_first():
    assert Positions(TOML).under(("table",)) == [
        ("table", "under", "literal"),
        ("table", "under", "after"),
        ("table", "inline"),
        ("table", "under"),
    ]


@given(st.text(max_size=60))
def test_whatever_stands_in_a_text_the_next_key_is_found(text):
    source = f"first = {_basic(text)}\nsecond = 2\n"
    assert tomllib.loads(source) == {"first": text, "second": 2}
    assert Positions(source).line(("second",)) == 2


def _basic(text):
    escaped = (f"\\U{ord(c):08x}" if not c.isalnum() and c not in " #[]{}=.," else c for c in text)
    return f'"{"".join(escaped)}"'


def test_lix_is_words_per_sentence_and_the_share_of_long_words():
    assert readability.lix("The cat sat. The dog ran off.") == 3.5
    assert readability.lix("Marketplaces notwithstanding.") == 102
    assert readability.lix("") == 0


def test_a_heading_or_a_list_item_is_a_sentence():
    assert readability.lix("# One two\n\n- three four\n- five six\n") == 2


def test_the_address_of_a_link_is_not_read_aloud():
    assert readability.lix("[See here](https://marketplace.example/announcements).") == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [(20, "very easy"), (31, "easy"), (45, "medium"), (55, "hard"), (61, "very hard")],
)
def test_lix_is_told_in_words(value, words):
    assert readability.words_for(value) == words
