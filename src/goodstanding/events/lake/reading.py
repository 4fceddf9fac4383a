"""DuckDB over sealed files and unsealed events at once, in bounded memory."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa

from goodstanding.events.lake.sealing import COLUMNS
from goodstanding.events.lake.views import view

MEMORY = "1GB"
"""What DuckDB may use before it spills to disk."""

BATCH = 5_000
"""Rows brought over at once."""

_CLOSED = """
SET autoinstall_known_extensions = false;
SET autoload_known_extensions = false;
SET python_enable_replacements = false;
SET TimeZone = 'UTC';
SET enable_external_access = false;
SET lock_configuration = true;
"""


def connect(
    scratch: Path, *, folders: Sequence[Path] = (), files: Sequence[Path] = ()
) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB that spills into a folder and, its doors closed, reaches nothing else.

    Args:
        scratch: a folder that is removed afterwards.
        folders: folders whose files it may still read.
        files: files it may still read.
    """
    connection = duckdb.connect(str(scratch / "scratch.duckdb"))
    _allow(connection, scratch, folders=folders, files=files)
    return connection


def _allow(
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    *,
    folders: Sequence[Path],
    files: Sequence[Path] = (),
) -> None:
    connection.execute(
        f"SET memory_limit = '{MEMORY}'; SET temp_directory = {quoted(str(scratch))};"
        f"SET allowed_directories = [{', '.join(quoted(str(one)) for one in folders)}];"
        f"SET allowed_paths = [{', '.join(quoted(str(one)) for one in files)}];"
    )


def close_doors(connection: duckdb.DuckDBPyConnection) -> None:
    """From now on the connection reaches no file, network or setting it does not already have."""
    connection.execute(_CLOSED)


_running: dict[Path, duckdb.DuckDBPyConnection] = {}
"""The DuckDB of the lake that was read last: starting one costs more than most questions.

It is let go before a fork, since its threads would be missing in the child.
"""
_starting = Lock()
os.register_at_fork(before=_running.clear)


def _session(lake: Path) -> duckdb.DuckDBPyConnection:
    """A session of this process's DuckDB; its temporary tables and views are its own."""
    with _starting:
        engine = _running.get(lake)
        if engine is None:
            engine = duckdb.connect(":memory:")
            scratch = Path(gettempdir()) / f"goodstanding-{token_hex(8)}"  # made only to spill
            _allow(engine, scratch, folders=[lake])
            close_doors(engine)
            _running.clear()
            _running[lake] = engine
        return engine.cursor()


@contextmanager
def reader(
    lake: Path,
    files: Sequence[str],
    unsealed: Iterable[pa.RecordBatch],
    *,
    accounts: Collection[str] | None = None,
    relations: Iterable[str] = (),
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with the table `events` and a view for each kind of event.

    Args:
        lake: the folder of sealed files.
        files: names of the files to read.
        unsealed: events that are in no file, already only of these accounts.
        accounts: only events of these accounts; None for all.
        relations: names of the views wanted.
    """
    connection = _session(lake)
    try:
        connection.execute(f"CREATE TEMP TABLE unsealed ({_ddl()})")
        for batch in unsealed:
            insert(connection, "unsealed", batch)
        connection.execute("CREATE TEMP VIEW events AS " + _all(lake, files, accounts, connection))
        for name in relations:
            connection.execute(view(name))
        yield connection
    finally:
        connection.close()


def insert(connection: duckdb.DuckDBPyConnection, name: str, batch: pa.RecordBatch) -> None:
    """Append a batch of columns to a table."""
    connection.register("batch", pa.Table.from_batches([batch]))
    connection.execute(f"INSERT INTO {name} SELECT * FROM batch")  # noqa: S608 - our own names
    connection.unregister("batch")


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, a batch at a time."""
    result = connection.execute(sql, list(parameters))
    while batch := result.fetchmany(BATCH):
        yield from batch


def dicts(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[dict[str, Any]]:
    """The rows of a query by column name, a batch at a time."""
    found = rows(connection, sql)
    first = list(islice(found, 1))
    names = [column[0] for column in connection.description or ()]
    for row in chain(first, found):
        yield dict(zip(names, row, strict=True))


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _all(
    lake: Path,
    files: Sequence[str],
    accounts: Collection[str] | None,
    connection: duckdb.DuckDBPyConnection,
) -> str:
    names = ", ".join(field.name if field.name != "at" else '"at"' for field in COLUMNS)
    unsealed = f"SELECT {names} FROM unsealed"  # noqa: S608 - our own names
    if not files:
        return unsealed
    paths = ", ".join(quoted(str(lake / name)) for name in files)
    sealed = f"SELECT {names} FROM read_parquet([{paths}])"  # noqa: S608 - names from our seals
    if accounts is not None:
        connection.execute("CREATE TEMP TABLE wanted (account VARCHAR)")
        insert(connection, "wanted", pa.RecordBatch.from_pydict({"account": list(accounts)}))
        sealed += " WHERE account IN (SELECT account FROM wanted)"
    return f"{unsealed} UNION ALL {sealed}"


def _ddl() -> str:
    types = {pa.int64(): "BIGINT", pa.int16(): "SMALLINT", pa.string(): "VARCHAR"}
    return ", ".join(f'"{field.name}" {types[field.type]}' for field in COLUMNS)
