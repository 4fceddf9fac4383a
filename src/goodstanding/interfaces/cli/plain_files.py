"""Plain tables in and out: CSV and Parquet files read into the view a detector asks for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from goodstanding.detectors.plain import Column, Kind, Plain

MEMORY = "4GB"
"""What DuckDB may use before it spills to disk."""

EXPECTED: dict[Kind, str] = {
    "text": "text",
    "number": "a number",
    "whole": "a whole number",
    "time": "a time (RFC 3339, or seconds, milliseconds or microseconds since 1970)",
    "yes or no": "yes or no (or 1, 0, true, false)",
}

# A whole number is read by its size: seconds until the year 5138, then milliseconds, then
# microseconds. A text without an offset is UTC.
_NUMBER = "TRY_CAST({0} AS DOUBLE)"
_TIME = f"""CASE
    WHEN {_NUMBER} IS NULL THEN epoch_us(TRY_CAST({{0}} AS TIMESTAMPTZ))
    WHEN abs({_NUMBER}) < 1e11 THEN CAST(round({_NUMBER} * 1e6) AS BIGINT)
    WHEN abs({_NUMBER}) < 1e14 THEN CAST(round({_NUMBER} * 1e3) AS BIGINT)
    ELSE TRY_CAST({{0}} AS BIGINT) END"""
_READ: dict[Kind, str] = {
    "text": "{0}",
    "number": _NUMBER,
    "whole": "TRY_CAST({0} AS BIGINT)",
    "time": _TIME,
    "yes or no": "TRY_CAST({0} AS BOOLEAN)",
}
_TYPE: dict[Kind, str] = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "whole": "BIGINT",
    "time": "BIGINT",
    "yes or no": "BOOLEAN",
}


class InputError(ValueError):
    """A plain file is not what was expected; says which, where, and what was."""


@contextmanager
def read(
    plain: Plain, paths: Sequence[Path], label: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the view `input` over the rows of all files, numbered from 1.

    Args:
        plain: the detector that asks.
        paths: CSV (also `.tsv`, `.gz`) or Parquet files; one folder of texts where it takes one.
        label: a further column that must be there, read as text.

    Raises:
        InputError: a file is not there or lacks a column, or a value is not of its kind.
    """
    columns = [*plain.columns, *([Column(label, "text", "the label")] if label else [])]
    with (
        TemporaryDirectory(prefix="goodstanding-") as scratch,
        duckdb.connect(str(Path(scratch) / "input.duckdb")) as connection,
    ):
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET TimeZone = 'UTC'")
        _load(connection, plain, columns, paths)
        yield connection


def write(table: pa.Table, path: Path) -> None:
    """Write an answer; `.parquet` as Parquet, everything else as CSV with lists as JSON.

    Raises:
        OSError: the file can't be written.
    """
    with duckdb.connect() as connection:
        connection.register("answer", table)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".parquet":
            connection.table("answer").write_parquet(str(path))
            return
        shown = ", ".join(
            f'to_json("{name}") AS "{name}"' if pa.types.is_list(kind) else f'"{name}"'
            for name, kind in zip(table.schema.names, table.schema.types, strict=True)
        )
        connection.sql(f"SELECT {shown} FROM answer").write_csv(str(path))  # noqa: S608


def _load(
    connection: duckdb.DuckDBPyConnection,
    plain: Plain,
    columns: Sequence[Column],
    paths: Sequence[Path],
) -> None:
    for number, path in enumerate(paths):
        told = _relation(connection, plain, path)
        has = dict(zip(told.columns, map(str, told.types), strict=True))
        _has_all(path, columns, has)
        rest = [name for name in has if name not in {c.name for c in columns} | {"row"}]
        chosen = [_column(c, has.get(c.name)) for c in columns]
        chosen += [_quoted(name) for name in rest] if plain.any_column else []
        raw = [f"{_quoted(c.name)} AS {_quoted(f'raw {c.name}')}" for c in columns if c.name in has]
        part = f"part{number}"
        told.project(", ".join([*chosen, *raw])).to_table(part)
        _fits(connection, path, [c for c in columns if c.name in has], part)
    parts = " UNION ALL BY NAME ".join(f"FROM part{n}" for n in range(len(paths)))
    connection.execute(
        f'CREATE VIEW input AS SELECT row_number() OVER () AS "row", * FROM ({parts})'  # noqa: S608
    )


def _relation(
    connection: duckdb.DuckDBPyConnection, plain: Plain, path: Path
) -> duckdb.DuckDBPyRelation:
    if path.is_dir() and plain.folder:
        return _folder(connection, path)
    if not path.is_file():
        raise InputError(f"{path}: there is no such file.")
    if path.suffix == ".parquet":
        return connection.read_parquet(str(path))
    return connection.read_csv(str(path), header=True, all_varchar=True)


def _folder(connection: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    files = sorted(one for one in path.rglob("*") if one.is_file())
    texts = pa.table(
        {
            "id": [str(one.relative_to(path)) for one in files],
            "text": [one.read_bytes().decode("utf-8", "replace") for one in files],
        }
    )
    return connection.from_arrow(texts)


def _has_all(path: Path, columns: Sequence[Column], has: dict[str, str]) -> None:
    for column in columns:
        if column.required and column.name not in has:
            raise InputError(
                f"{path}: the column {column.name} ({column.meaning}) is missing; "
                f"the file has {', '.join(has)}."
            )


def _column(column: Column, told: str | None) -> str:
    """The column as the view has it."""
    name = _quoted(column.name)
    if told is None:
        return f"CAST(NULL AS {_TYPE[column.kind]}) AS {name}"
    if column.kind == "time" and told.startswith(("TIMESTAMP", "DATE")):
        return f"epoch_us(CAST({name} AS TIMESTAMPTZ)) AS {name}"
    if column.kind == "text":
        held = f"CAST({name} AS VARCHAR)"
        return f"coalesce({held}, '') AS {name}" if column.required else f"{held} AS {name}"
    return f"{_READ[column.kind].format(name)} AS {name}"


def _fits(
    connection: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[Column], part: str
) -> None:
    """Look for the first value that is not of its kind, and let go of the values as told."""
    for column in columns:
        name, raw = _quoted(column.name), _quoted(f"raw {column.name}")
        said = f"coalesce(CAST({raw} AS VARCHAR), '')"
        bad = f"{name} IS NULL" + ("" if column.required else f" AND {said} <> ''")
        wrong = connection.execute(
            f"SELECT rowid + 1, {said} FROM {part} WHERE {bad} ORDER BY rowid LIMIT 1"  # noqa: S608
        ).fetchone()
        if wrong:
            told = repr(wrong[1]) if wrong[1] else "nothing"
            raise InputError(
                f"{path}: row {wrong[0]:,}, column {column.name}: {told} is not "
                f"{EXPECTED[column.kind]}."
            )
        connection.execute(f"ALTER TABLE {part} DROP COLUMN {raw}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
