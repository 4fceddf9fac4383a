"""Write a file of the lake so that it is either wholly there or not there."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

COLUMNS = pa.schema(
    [
        pa.field("id", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("version", pa.int16(), nullable=False),
        pa.field("account", pa.string(), nullable=False),
        pa.field("at", pa.int64(), nullable=False),  # microseconds since 1970, UTC
        pa.field("received_at", pa.int64(), nullable=False),
        pa.field("body", pa.string(), nullable=False),  # the fields of the kind, as JSON
    ]
)
"""The columns of a sealed file, and of events on their way to DuckDB."""

ROW_GROUP = 20_000
"""Rows read at once to find one account's."""

_NAME = re.compile(r"events-(\d+)-(\d+)\.parquet")
_PARTIAL = ".partial"


@dataclass(frozen=True)
class Written:
    """A file that is safely on disk.

    Attributes:
        name: its path relative to the lake.
        rows: how many events it holds.
        sha256: its hash, hexadecimal.
    """

    name: str
    rows: int
    sha256: str


def table(rows: Sequence[Sequence[Any]]) -> pa.RecordBatch:
    """Events as a batch of columns, in the order of `COLUMNS`."""
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, COLUMNS, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=COLUMNS)


def write(lake: Path, first_id: int, latest_id: int, batches: Iterable[pa.RecordBatch]) -> Written:
    """Write events to a new file: under a temporary name, to the disk, then renamed.

    Args:
        lake: the folder.
        first_id: the first event's number.
        latest_id: the latest event's number.
        batches: the events, sorted by account, time and number.
    """
    lake.mkdir(parents=True, exist_ok=True)
    path = lake / f"events-{first_id:015}-{latest_id:015}.parquet"
    partial = path.with_name(path.name + _PARTIAL)
    rows = 0
    with parquet.ParquetWriter(partial, COLUMNS, compression="zstd") as file:
        for batch in batches:
            rows += batch.num_rows
            file.write_batch(batch, row_group_size=ROW_GROUP)
    sha256 = _digest(partial)
    _flush(partial)
    partial.rename(path)
    _flush(lake)
    return Written(path.name, rows, sha256)


def leftovers(lake: Path, sealed: Iterable[str]) -> list[Path]:
    """Files that a sealing cut short left behind: those that no seal names.

    Args:
        lake: the folder.
        sealed: the names that seals know.
    """
    if not lake.is_dir():
        return []
    names = set(sealed)
    return sorted(
        path
        for path in lake.iterdir()
        if path.name not in names and _NAME.fullmatch(path.name.removesuffix(_PARTIAL))
    )


def is_partial(path: Path) -> bool:
    """Whether a file was never written to its end."""
    return path.name.endswith(_PARTIAL)


def keys(path: Path) -> Iterable[pa.RecordBatch]:
    """The numbers, sources and source ids of a file's events, in batches."""
    with parquet.ParquetFile(path) as file:
        yield from file.iter_batches(ROW_GROUP, columns=["id", "source", "source_id"])


def damage(lake: Path, name: str, sha256: str) -> str | None:
    """What is wrong with a sealed file, if anything.

    Args:
        lake: the folder.
        name: the file's path relative to it.
        sha256: the hash its seal knows.
    """
    path = lake / name
    if not path.is_file():
        return f"{name}: sealed, but not in {lake}"
    found = _digest(path)
    return None if found == sha256 else f"{name}: SHA-256 is {found}, sealed as {sha256}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
