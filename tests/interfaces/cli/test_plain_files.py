"""Ann's sister runs a small marketplace: she asks a detector about a spreadsheet."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.detectors.expected import number
from goodstanding.detectors.plain import SUBJECTS, Column, Model, Option, Options, Plain
from goodstanding.interfaces.cli import asking_plainly, plain_files

HEADING = "account,at,bad\n"


def counted(connection: duckdb.DuckDBPyConnection, options: Options, _: Model | None) -> pa.Table:
    return connection.sql(
        """SELECT 'extra' AS extra, account AS subject, NULL::DOUBLE AS e_value,
        sum(bad::INT) / $tolerated AS score, 0 AS tier, 'so many' AS sentence, list("row") AS rows
        FROM input GROUP BY account ORDER BY account""",
        params={"tolerated": options["tolerated"]},
    ).to_arrow_table()


PLAIN = Plain(
    name="made",
    about="Counts.",
    columns=(
        Column("account", "text", "whom it is about"),
        Column("at", "time", "when"),
        Column("bad", "yes or no", "whether it went badly"),
        Column("kind", "text", "kind of work", required=False),
    ),
    detect=counted,
    options={"tolerated": Option(0.05, number(0.001, 0.5), "the tolerated rate")},
)


def rows(plain: Plain, *paths: Path, label: str | None = None) -> list[dict[str, object]]:
    with plain_files.read(plain, paths, label) as connection:
        return connection.sql("FROM input").to_arrow_table().to_pylist()


def test_a_spreadsheet_and_a_parquet_file_are_read_as_one(tmp_path: Path) -> None:
    sheet, table = tmp_path / "a.csv", tmp_path / "b.parquet"
    sheet.write_text(HEADING + "ann,2026-01-01T10:00:00Z,yes\nben,1767261600,0\n")
    columns = {"bad": [True], "account": ["sue"], "at": pa.array([1767261600000], pa.int64())}
    pq.write_table(pa.table(columns), table)
    read = rows(PLAIN, sheet, table)
    assert [(one["row"], one["account"], one["bad"]) for one in read] == [
        (1, "ann", True),
        (2, "ben", False),
        (3, "sue", True),
    ]
    assert {one["at"] for one in read} == {1_767_261_600_000_000}
    assert {one["kind"] for one in read} == {None}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEADING + "ann,1,yes\nben,2,maybe\n", "row 2, column bad: 'maybe' is not yes or no"),
        (HEADING + "ann,tomorrow,yes\n", "row 1, column at: 'tomorrow' is not a time"),
        (HEADING + "ann,,yes\n", "row 1, column at: nothing is not a time"),
        ("account,at\nann,1\n", "the column bad (whether it went badly) is missing"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_row(
    tmp_path: Path, text: str, told: str
) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text(text)
    with pytest.raises(plain_files.InputError) as error:
        rows(PLAIN, sheet)
    assert told in str(error.value)
    assert "a.csv" in str(error.value)


def test_a_folder_of_texts_is_read_where_the_detector_takes_one(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text("mine")
    columns = (Column("id", "text", "its path"), Column("text", "text", "what it says"))
    folder = Plain("made", "Reads.", columns, counted, folder=True)
    assert rows(folder, tmp_path) == [{"row": 1, "id": "own/a.txt", "text": "mine"}]
    with pytest.raises(plain_files.InputError, match="no such file"):
        rows(PLAIN, tmp_path)


def test_the_label_is_read_where_something_is_to_be_learned(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text("account,at,bad,truth\nann,1,yes,bad\n")
    assert rows(PLAIN, sheet, label="truth")[0]["truth"] == "bad"
    with pytest.raises(plain_files.InputError, match="column fraud"):
        rows(PLAIN, sheet, label="fraud")


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_the_answer_has_the_columns_that_were_promised(tmp_path: Path, name: str) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text(HEADING + "ann,1,yes\nann,2,yes\nben,3,no\n")
    with plain_files.read(PLAIN, [sheet]) as connection:
        options = asking_plainly.options(PLAIN, ["tolerated=0.1"], None)
        table = asking_plainly.answer(PLAIN, "")(connection, options, None)
    assert table.schema.names == [*SUBJECTS.names, "extra"]
    plain_files.write(table, tmp_path / name)
    written = duckdb.sql(f"FROM '{tmp_path / name}'").fetchall()
    assert [(one[0], one[2]) for one in written] == [("ann", 20.0), ("ben", 0.0)]
    listed = written[0][5]
    assert (json.loads(listed) if isinstance(listed, str) else listed) == [1, 2]


def test_what_is_asked_wrongly_is_said() -> None:
    with pytest.raises(ValueError, match="no option 'speed'; it has tolerated"):
        asking_plainly.options(PLAIN, ["speed=1"], None)
    with pytest.raises(ValueError, match=r"'9\.0'; expected a number from 0.001 to 0.5"):
        asking_plainly.options(PLAIN, [], 9.0)
    with pytest.raises(ValueError, match="no value"):
        asking_plainly.options(PLAIN, ["tolerated"], None)
    with pytest.raises(LookupError, match="There is no detector 'astrology'"):
        asking_plainly.detector("astrology")
    with pytest.raises(LookupError, match="has no answer 'rings'"):
        asking_plainly.answer(PLAIN, "rings")


def test_a_model_of_another_detector_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "m.json"
    other.write_text(json.dumps({"detector": "payments", "model": {}}))
    with pytest.raises(ValueError, match="no model of made"):
        asking_plainly.model(PLAIN, other)
