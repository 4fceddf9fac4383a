"""Which rows were not taken, and why: gathered on disk, written in order of file and line."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from goodstanding.events.importing.lines import Damaged
from goodstanding.events.lake.reading import BATCH, connect, insert, rows

COLUMNS = ("file", "line", "field", "value", "reason")
"""The columns of a report."""

LONGEST = 500
"""Characters of a value that are shown."""


class Report:
    """What was not taken so far. However many rows that are, little of it is in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._latest: list[tuple[str, int, str, str, str]] = []
        connection.execute(
            "CREATE TABLE damaged"
            " (file VARCHAR, line BIGINT, field VARCHAR, value VARCHAR, reason VARCHAR)"
        )

    def add(self, file: Path, one: Damaged) -> None:
        """Remember that a row was not taken."""
        value = one.value if len(one.value) <= LONGEST else one.value[:LONGEST] + "…"
        self._latest.append((str(file), one.line, one.field, value, one.reason))
        if len(self._latest) == BATCH:
            self._keep()

    def rows(self) -> int:
        """How many rows were not taken."""
        self._keep()
        counted = "SELECT count(*) FROM (SELECT DISTINCT file, line FROM damaged)"
        ((number,),) = rows(self._connection, counted)
        return int(number)

    def write(self, path: Path) -> None:
        """Write a CSV file with a line for each thing that is wrong, in place of any before."""
        self._keep()
        partial = path.with_name(path.name + ".partial")
        with partial.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            told = "SELECT DISTINCT * FROM damaged ORDER BY file, line, field, reason, value"
            writer.writerows(rows(self._connection, told))
        partial.replace(path)

    def _keep(self) -> None:
        if self._latest:
            columns = [pa.array(column) for column in zip(*self._latest, strict=True)]
            batch = pa.RecordBatch.from_arrays(columns, names=list(COLUMNS))
            insert(self._connection, "damaged", batch)
            self._latest = []


@contextmanager
def gathered() -> Iterator[Report]:
    """A report to gather."""
    with TemporaryDirectory(prefix="goodstanding-") as scratch:
        connection = connect(Path(scratch))
        try:
            yield Report(connection)
        finally:
            connection.close()
