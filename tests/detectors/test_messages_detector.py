"""Messages: what a person wrote is read through every disguise, and honest words stay unharmed."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.detectors.messages import ANSWER, PLAIN, sentence
from goodstanding.detectors.messages.judging import judge
from goodstanding.evaluations.messages import jobs
from goodstanding.evaluations.messages_written import written

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def answered(rows):
    """What the detector answers to rows of id, text, account and contract."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE input (id VARCHAR, text VARCHAR, account VARCHAR, contract VARCHAR,"
        ' "at" BIGINT, "row" BIGINT)'
    )
    for number, row in enumerate(rows, 1):
        connection.execute("INSERT INTO input VALUES (?, ?, ?, ?, NULL, ?)", [*row, number])
    return PLAIN.detect(connection, {}, None)


def test_every_message_gets_its_row_in_the_order_of_the_file():
    table = answered(
        [
            ("m2", "text me on +1 415 555 0192", None, None),
            ("m1", "The invoice is attached.", None, None),
            ("m3", None, None, None),
        ]
    )
    assert table.schema == ANSWER
    assert table["subject"].to_pylist() == ["m2", "m1", "m3"]
    assert table["tier"].to_pylist() == [2, 0, 0]
    assert table["rows"].to_pylist() == [[1], [2], [3]]
    assert table["e_value"].null_count == 3
    assert '"+1 415 555 0192"' in table["sentence"][0].as_py()


def test_nothing_asked_nothing_answered():
    assert answered([]).num_rows == 0


def test_a_number_sent_in_pieces_is_read_together():
    texts = ("415", "555", "0192 call me")
    table = answered([(text, text, "ann", "c1") for text in texts])
    assert table["tier"].to_pylist() == [2, 2, 2]
    assert table["rows"].to_pylist() == [[1, 2, 3]] * 3
    apart = answered(
        [(text, text, account, "c1") for text, account in zip(texts, "aba", strict=True)]
    )
    assert apart["tier"].to_pylist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("text", "quote", "ground"),
    [
        ("wr1te to ann (at) g m a i l (dot) com", "gmail", "off-platform contact"),
        ("ping me on wh4ts4pp", "wh4ts4pp", "off-platform contact"),
        ("cell: four one five double five 5 oh one nine 2", "four one", "off-platform contact"),
        ("Пиши: ann\uff20\uff47mail.com", "ann\uff20\uff47mail.com", "off-platform contact"),
        ("pay me by paypal, then we save the fee", "pay me by paypal", "off-platform payment"),
        ("Refund me or I leave a 1 star review", "Refund me or I leave", "feedback extortion"),
        ("leave me 5 stars or I keep the source files", "5 stars or", "feedback extortion"),
        ("I know where you live", "I know where you live", "threat"),
    ],
)  # fmt: skip
def test_the_persons_own_words_are_quoted(text, quote, ground):
    read = judge(text)
    assert ground in read.grounds
    if quote != "gmail":
        assert any(quote in one or one in quote for one in read.quotes)
    assert all(one in text for one in read.quotes)


def test_whoever_writes_honestly_about_a_job_is_left_alone():
    alarmed = {text: judge(text).quotes for text in jobs() if judge(text).tier}
    assert len(jobs()) >= 300
    assert alarmed == {}


def test_most_attempts_of_most_families_are_found():
    found, tried = {}, {}
    for attempt in written(5, 12):
        tried[attempt.family] = tried.get(attempt.family, 0) + 1
        found[attempt.family] = found.get(attempt.family, 0) + (judge(attempt.text).tier > 0)
    assert len(tried) >= 60
    assert sum(found.values()) >= 0.97 * sum(tried.values())
    assert sum(found[family] == n for family, n in tried.items()) >= 45


ATTEMPTS = [attempt.text for attempt in written(9, 1)]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.sampled_from(ATTEMPTS), st.text(max_size=120)), st.data())
def test_what_is_invisible_changes_nothing(text, data):
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    hidden = text
    for place in sorted(places, reverse=True):
        hidden = hidden[:place] + data.draw(st.sampled_from(INVISIBLE)) + hidden[place:]
    plain, read = judge(text), judge(hidden)
    assert (read.score, read.grounds, read.what) == (plain.score, plain.grounds, plain.what)


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.sampled_from(ATTEMPTS), st.text(max_size=200)))
def test_a_quote_is_always_part_of_what_was_written(text):
    assert all(quote in text for quote in judge(text).quotes)


@pytest.mark.parametrize(
    "text",
    ["1 2" * 3000, "a.b@" * 2500, "a1_" * 3000, "five" * 2500, "(at)" * 2500, "w h a t s " * 1000,
     "<b>" * 3000, "&#64;" * 2000, "review or refund bad me " * 400, "@ . " * 2500,
     "reach me on telegram " * 500, "A" * 10000],
)  # fmt: skip
def test_a_long_message_of_one_pattern_is_read_to_its_end(text):
    assert judge(text).tier in {0, 1, 2}


def test_the_sentence_can_be_written_again_from_its_counts():
    counts = {"passages": 2, "what": ["a mail address"], "quotes": ["a@b.com", "x"], "messages": 1}
    assert (
        sentence(counts)
        == 'In this message 2 passages can be read as a mail address: "a@b.com"; "x".'
    )
    assert sentence({**counts, "passages": 1, "messages": 3}).startswith("In 3 messages in a row")
    assert "Nothing" in sentence({**counts, "quotes": []})
