"""Files as relations of a DuckDB, each row with the file and line it is from."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from goodstanding.events.importing import lines
from goodstanding.events.importing.lines import Damaged, Row
from goodstanding.events.lake.reading import BATCH, close_doors, connect, insert, quoted

Damage = Callable[[Path, Damaged], None]
"""Told of each row that cannot be read."""

Read = Callable[[int], None]
"""Told how many rows of a file have been read so far."""


class UnreadableFileError(ValueError):
    """A file of which nothing can be read, with the reason."""


@contextmanager
def loaded(
    files: Mapping[str, Path], delimiter: str, damage: Damage, read: Read
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that holds files as relations and reaches nothing else.

    Every relation has the columns of its file and `_file` and `_line`, where a row begins: the
    physical line of CSV and JSONL files, the row's number of Parquet files. Columns of CSV and
    JSONL files are text. A JSONL file also has `_json`, the whole line.

    Args:
        files: each file by the name of its relation.
        delimiter: what separates columns of CSV files; "" to see from the header.
        damage: told of each row that cannot be read.
        read: told how many rows have been read.

    Raises:
        UnreadableFileError: nothing of a file can be read.
    """
    with TemporaryDirectory(prefix="goodstanding-") as scratch:
        connection = connect(Path(scratch), files=[*files.values()])
        try:
            close_doors(connection)
            for name, path in files.items():
                _LOADERS.get(path.suffix.lower(), _csv)(
                    _Loading(connection, name, path, delimiter, damage, read)
                )
            yield connection
        finally:
            connection.close()


class _Loading:
    """A file on its way into a relation."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str,
        path: Path,
        delimiter: str,
        damage: Damage,
        read: Read,
    ) -> None:
        self.connection, self.name, self.path = connection, name, path
        self.delimiter, self.damage, self.read = delimiter, damage, read
        self.rows = 0

    def create(self, columns: list[str]) -> list[str]:
        """Make the table; its columns' names, `_file` and `_line` first."""
        names = ["_file", "_line", *columns]
        low = [name.strip().lower() for name in names]
        if "" in low or len(set(low)) < len(low):
            shown = ", ".join(columns)
            msg = f"{self.path}: line 1: got the columns {shown}; expected names, none twice"
            raise UnreadableFileError(msg)
        types = ", ".join(
            f"{identifier(name)} {'BIGINT' if name == '_line' else 'VARCHAR'}" for name in names
        )
        self.connection.execute(f"CREATE TABLE {identifier(self.name)} ({types})")
        return names

    def insert(self, names: list[str], rows: list[tuple[int, list[str]]]) -> None:
        """Append rows, each its line and its values."""
        if not rows:
            return
        columns = zip(*(values for _, values in rows), strict=True)
        told = [[str(self.path)] * len(rows), [line for line, _ in rows], *map(list, columns)]
        batch = pa.RecordBatch.from_arrays([pa.array(column) for column in told], names=names)
        insert(self.connection, identifier(self.name), batch)
        self.rows += len(rows)
        self.read(self.rows)


def identifier(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _csv(loading: _Loading) -> None:
    with loading.path.open("rb") as file:
        found = lines.read(file, loading.delimiter)
        header = next(found, None)
        if not isinstance(header, Row):
            what = header.reason if header else "it is empty"
            raise UnreadableFileError(f"{loading.path}: line 1: no header can be read: {what}")
        _insert_all(loading, loading.create(header.values), found)


def _jsonl(loading: _Loading) -> None:
    keys: dict[str, None] = {}
    loading.name, name = f"{loading.name} lines", loading.name
    _insert_all(loading, loading.create(["_json"]), _json_lines(loading.path, keys))
    columns = [
        f"_json ->> {quoted(_pointer(key))} AS {identifier(key)}"
        for key in {key.lower(): key for key in reversed(keys)}.values()
        if key.strip() and key not in {"_file", "_line", "_json"}
    ]
    every = ", ".join(["*", *columns])
    told = f"SELECT {every} FROM {identifier(loading.name)}"  # noqa: S608 - quoted names
    loading.connection.execute(f"CREATE VIEW {identifier(name)} AS {told}")


def _json_lines(path: Path, keys: dict[str, None]) -> Iterator[Row | Damaged]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    with path.open("rb") as file:
        for line, raw in enumerate(file, start=1):
            if not (told := raw.removeprefix(BOM_UTF8).strip()):
                continue
            try:
                keys.update(dict.fromkeys(decoder.decode(told)))
                yield Row(line, [told.decode()])
            except ValueError as error:
                shown = raw.decode("utf-8", "backslashreplace").strip()
                yield Damaged(line, "", shown, f"no JSON object in UTF-8: {error}")


def _parquet(loading: _Loading) -> None:
    path = quoted(str(loading.path))
    told = (
        f"SELECT {path} AS _file, file_row_number + 1 AS _line, * EXCLUDE (file_row_number) "  # noqa: S608 - quoted names
        f"FROM read_parquet({path}, file_row_number = true)"
    )
    try:
        loading.connection.execute(f"CREATE VIEW {identifier(loading.name)} AS {told}")
    except duckdb.Error as error:
        raise UnreadableFileError(f"{loading.path}: no Parquet file: {error}") from None


def _insert_all(loading: _Loading, names: list[str], found: Iterator[Row | Damaged]) -> None:
    rows: list[tuple[int, list[str]]] = []
    for one in found:
        if isinstance(one, Damaged):
            loading.damage(loading.path, one)
            continue
        rows.append((one.line, one.values))
        if len(rows) == BATCH:
            loading.insert(names, rows)
            rows = []
    loading.insert(names, rows)


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")


_LOADERS = {".parquet": _parquet, ".jsonl": _jsonl, ".ndjson": _jsonl}
