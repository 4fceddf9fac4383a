"""Max brings two years of history, a third of its rows damaged: the good land, the rest is told."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from textwrap import dedent

import pytest

from goodstanding.events import queries
from goodstanding.events.importing import import_files
from goodstanding.events.models import Event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)
ROWS = 1_500

MAPPING = dedent(
    """\
    [source]
    name = "old-system"

    [[event]]
    kind = "contract.ended"

    [event.fields]
    id = {expression = "'ended-' || number"}
    at = {expression = "strptime(day, '%Y-%m-%d')"}
    account = {column = "contractor"}
    contract = {column = "contract"}
    client = {column = "client"}
    work = {column = "work"}
    outcome = {column = "outcome"}
    note = {column = "note"}

    [[event]]
    kind = "payment.earned"
    where = "outcome = 'accepted'"

    [event.fields]
    id = {expression = "'earned-' || number"}
    at = {expression = "strptime(day, '%Y-%m-%d')"}
    account = {column = "contractor"}
    contract = {column = "contract"}
    client = {column = "client"}
    amount = {expression = "100 * CAST(euro AS DECIMAL(12, 2))"}
    currency = {value = "EUR"}
    """
)
HEADER = "number,day,contractor,client,contract,work,outcome,euro,note"
QUOTES = "a quote is not closed, or text follows a closing quote"

NOTHING = "nothing can be made of it, expected a time as RFC 3339"

CELLS = [
    # what a cell holds instead, the field, what is shown of it, the reason
    ({"day": "2025-13-40"}, "at", "2025-13-40", NOTHING),
    ({"day": "2025-02-29"}, "at", "2025-02-29", NOTHING),
    ({"day": ""}, "at", "", NOTHING),
    ({"euro": "-9.50"}, "amount", "-9.50", "got '-950', expected a whole number"),
    ({"euro": "ten"}, "amount", "ten", "nothing can be made of it, expected a whole number"),
    ({"outcome": "meh"}, "outcome", "meh", "got 'meh', expected one of accepted, cancelled"),
    ({"contract": ""}, "contract", "", "got '', expected text of 1 to 200 characters"),
    ({"client": "x" * 201}, "client", "x" * 201, "expected text of 1 to 200 characters"),
    ({"work": "a\0b"}, "work", "a\0b", "expected text without null or broken characters"),
]

LINES = [
    # what the line is instead (its number goes before), the field, the reason
    (b",2025-01-01,ann", "", "got 3 columns, expected 9"),
    (b",x" * 9, "", "got 10 columns, expected 9"),
    (b',2025-01-01,ann,ben,c,design,accepted,1,"and so on', "", QUOTES),
    (b',2025-01-01,"ann,ben,c,design,accepted,1,x', "", QUOTES),
    (b',2025-01-01,"ann" or so,ben,c,design,accepted,1,x', "", QUOTES),
    (b",2025-01-01,ann,ben,c,design,accepted,1,tr\xe8s bien", "note", "bytes that are not UTF-8"),
]


def cells(number):
    return {
        "number": str(number),
        "day": f"{datetime(2024, 6, 1, tzinfo=UTC) + timedelta(hours=11 * number):%Y-%m-%d}",
        "contractor": f"contractor-{number % 70:02}",
        "client": f"client-{number % 90:02}",
        "contract": f"contract-{number}",
        "work": "design",
        "outcome": "accepted",
        "euro": f"{number % 900 + 1}.50",
        "note": ["", "fine", 'said "fine", twice', "first line\nsecond, line", "très bien"][
            number % 5
        ],
    }


def written(row):
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(row.values())
    return text.getvalue().encode()


def damaged(number):
    """A damaged row: its bytes, the field, what is shown of it, the reason."""
    way = number // 3 % (len(CELLS) + len(LINES))
    if way < len(CELLS):
        instead, field, value, reason = CELLS[way]
        return written(cells(number) | instead), field, value, reason
    line, field, reason = LINES[way - len(CELLS)]
    raw = str(number).encode() + line
    shown = raw.rsplit(b",")[-1] if field else raw
    return raw + b"\n", field, shown.decode("utf-8", "backslashreplace"), reason


def history():
    """The file, and what the report should say: line, field, value, reason."""
    text, told = bytearray(HEADER.encode() + b"\n"), []
    for number in range(ROWS):
        if number % 3 == 1:
            raw, *said = damaged(number)
            told.append((text.count(b"\n") + 1, *said))
            text += raw
        else:
            text += written(cells(number))
    return bytes(text), told


def reported(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_good_rows_land_and_each_damaged_row_is_told_by_line(tmp_path):
    text, told = history()
    (tmp_path / "history.csv").write_bytes(text)
    (tmp_path / "map.toml").write_text(MAPPING)
    report = tmp_path / "report.csv"

    def bring():
        return import_files(
            files=[tmp_path / "history.csv"], mapping=tmp_path / "map.toml", at=NOW, report=report
        )

    first = bring()
    good = [number for number in range(ROWS) if number % 3 != 1]
    assert {row.source_id for row in queries.since(0, limit=ROWS * 2)} >= {
        f"{kind}-{number}" for number in good for kind in ("ended", "earned")
    }
    note = Event.objects.get(source_id="ended-3").body["note"]
    assert note == cells(3)["note"]
    assert first.rejected == len(told) == ROWS // 3

    rows = reported(report)
    assert [int(row["line"]) for row in rows] == [line for line, *_ in told]
    for row, (_, field, value, reason) in zip(rows, told, strict=True):
        assert row["file"] == str(tmp_path / "history.csv")
        assert (row["field"], row["value"]) == (field, value)
        assert reason in row["reason"]

    kept, said = Event.objects.count(), report.read_bytes()
    again = bring()
    assert (again.recorded, again.known, again.rejected) == (0, first.recorded, first.rejected)
    assert (Event.objects.count(), report.read_bytes()) == (kept, said)
