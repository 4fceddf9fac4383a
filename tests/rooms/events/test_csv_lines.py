"""A damaged row of a CSV file harms no other, and is known by the line it begins on."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.events.importing.lines import Damaged, Row, read


def rows(text, delimiter=""):
    raw = text if isinstance(text, bytes) else text.encode()
    return list(read(BytesIO(raw), delimiter))


def good(text):
    return [(row.line, row.values) for row in rows(text)[1:] if isinstance(row, Row)]


def damaged(text):
    return [(row.line, row.reason) for row in rows(text) if isinstance(row, Damaged)]


def test_rows_are_known_by_the_line_they_begin_on():
    text = 'a,b\n1,"two\nlines"\n\n2,"a ""quoted"" word"\r\n3,x'
    assert good(text) == [(2, ["1", "two\nlines"]), (5, ["2", 'a "quoted" word']), (6, ["3", "x"])]
    assert damaged(text) == []


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert rows("\ufeffa,b\n1,2")[0] == Row(1, ["a", "b"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_separates_columns_is_seen_from_the_header(delimiter):
    assert rows(f"a{delimiter}b\n1{delimiter}2")[1].values == ["1", "2"]


def test_what_separates_columns_can_be_said():
    assert rows("a,b;c\n1,2;3", ";")[1].values == ["1,2", "3"]


@pytest.mark.parametrize(
    "broken",
    [
        '2,"never closed,x,y',
        '"2,never closed,x,y',
        '2,a,x,"y',
        '2,"closed" and more,x,y',
    ],
)
def test_broken_quotes_damage_their_own_line_only(broken):
    text = f"""a,b,c,d\n1,a,b,c\n{broken}\n3,a,b,c\n4,"in quotes",b,c\n{broken}\n5,a,b,c\n"""
    assert [line for line, _ in good(text)] == [2, 4, 5, 7]
    why = "a quote is not closed, or text follows a closing quote"
    assert damaged(text) == [(3, why), (6, why)]


def test_a_quote_that_a_later_damaged_row_seems_to_close_swallows_no_rows_between():
    text = 'a,b,c,d\n1,"x,y,z\n2,a,b,c\n3,a,b,c\n4,x",y,z\n5,a,b,c\n'
    assert [line for line, _ in good(text) if line in {3, 4, 6}] == [3, 4, 6]
    assert 2 in [line for line, _ in damaged(text)]


def test_a_poem_in_quotes_is_one_text_though_its_lines_have_commas():
    poem = "Roses are red, they say,\nviolets, too, are blue,\nand commas, all, in quotes."
    assert good(f'a,b,c\n1,"{poem}",x\n') == [(2, ["1", poem, "x"])]


def test_a_wrong_number_of_columns_is_counted():
    assert damaged("a,b\n1\n2,3,4\n") == [
        (2, "got 1 columns, expected 2"),
        (3, "got 3 columns, expected 2"),
    ]


def test_bytes_that_are_not_utf8_are_shown_in_their_field():
    text = b"a,b\n1,tr\xe8s\n2,tr\xc3\xa8s\n"
    assert rows(text)[1] == Damaged(2, "b", r"tr\xe8s", "bytes that are not UTF-8")
    assert rows(text)[2] == Row(3, ["2", "très"])
    assert rows(b'a,b\n1,"two\ntr\xfe"\n3,4')[1:] == [
        Damaged(2, "b", "two\ntr\\xfe", "bytes that are not UTF-8"),
        Row(4, ["3", "4"]),
    ]


def test_an_empty_file_has_no_rows():
    assert rows("") == rows("\n\n") == []


cells = st.text(alphabet='ab "\né;', max_size=8)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=8)
)


@given(tables, st.data())
def test_what_was_written_is_read_and_damage_between_changes_nothing(table, data):
    width = len(table[0]) if table else 2
    text, told = StringIO(), []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([f"c{n}" for n in range(width)])
    for values in table:
        if data.draw(st.booleans()):
            text.write("x," * width + "too many\n")
        told.append((text.getvalue().count("\n") + 1, values))
        writer.writerow(values)
    assert good(text.getvalue()) == told
