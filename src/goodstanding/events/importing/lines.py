"""Read CSV files by their physical lines, so that a damaged row harms no other.

DuckDB reads CSV faster, but loses sight of lines where quotes are broken. Here each row is read
from the line it begins on. If that fails, this line alone is damaged, and reading goes on with
the next.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

DELIMITERS = ",;\t|"
"""What may separate columns, if the mapping does not say."""

FEW_COLUMNS = 3
"""With so few columns a line of free text easily looks like a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row, and the line it begins on (from 1)."""

    line: int
    values: list[str]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that cannot be read.

    Attributes:
        line: the line it begins on, from 1.
        field: the column that is damaged, or "" for the whole line.
        value: what is there.
        reason: what is wrong.
    """

    line: int
    field: str
    value: str
    reason: str


class _Lines:
    """A file's physical lines, which can be looked at before they are taken."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ahead: deque[str] = deque()
        self.number = 1

    def peek(self, offset: int) -> str | None:
        """A line ahead, without taking it; bytes that are not UTF-8 are kept as surrogates."""
        while len(self._ahead) <= offset:
            raw = self._file.readline()
            if not raw:
                return None
            first = self.number == 1 and not self._ahead
            text = raw.decode("utf-8", "surrogateescape")
            self._ahead.append(text.removeprefix("\ufeff") if first else text)
        return self._ahead[offset]

    def take(self, count: int) -> None:
        """Go on after so many lines."""
        for _ in range(count):
            self._ahead.popleft()
        self.number += count


def read(file: BinaryIO, delimiter: str = "") -> Iterator[Row | Damaged]:
    """The rows of a CSV file, the header first, each with its line or with what is wrong.

    A text in quotes may go over several lines. A quote that is never closed damages its own line
    only; so does one whose text would swallow lines that are rows by themselves.

    Args:
        file: the file, opened for bytes.
        delimiter: what separates columns; "" to see from the header.
    """
    lines = _Lines(file)
    header: list[str] | None = None
    while (text := lines.peek(0)) is not None:
        line = lines.number
        if not text.strip():
            lines.take(1)
            continue
        delimiter = delimiter or max(DELIMITERS, key=text.count)
        values, taken = _row(lines, text, delimiter, len(header) if header else 0)
        lines.take(taken)
        found = _judged(line, text, values, header)
        if header is None and isinstance(found, Row):
            header = found.values
        yield found


def _row(lines: _Lines, text: str, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """The columns of the row that begins here, if quotes are in order, and its number of lines."""
    if '"' not in text:
        return text.rstrip("\r\n").split(delimiter), 1
    taken = 0

    def following() -> Iterator[str]:
        nonlocal taken
        while (text := lines.peek(taken)) is not None:
            taken += 1
            yield text

    try:
        values = next(csv.reader(following(), delimiter=delimiter, strict=True))
    except csv.Error:
        return None, 1
    if taken > 1 and width and (len(values) != width or _swallows(lines, taken, delimiter, width)):
        return None, 1
    return values, taken


def _swallows(lines: _Lines, taken: int, delimiter: str, width: int) -> bool:
    """Whether every line between a row's first and its last would be a row by itself."""
    between = [lines.peek(offset) or "" for offset in range(1, taken - 1)]
    if len(between) < (1 if width > FEW_COLUMNS else 3):
        return False
    return all(_columns(text, delimiter) == width for text in between)


def _columns(text: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([text], delimiter=delimiter, strict=True), []))
    except csv.Error:
        return 0


def _judged(
    line: int, text: str, values: list[str] | None, header: list[str] | None
) -> Row | Damaged:
    shown = visible(text.rstrip("\r\n"))
    if values is None:
        return Damaged(line, "", shown, "a quote is not closed, or text follows a closing quote")
    if header is not None and len(values) != len(header):
        reason = f"got {len(values)} columns, expected {len(header)}"
        return Damaged(line, "", shown, reason)
    if "".join(values).isascii():
        return Row(line, values)
    for place, value in enumerate(values):
        if visible(value) != value:
            field = header[place] if header else ""
            return Damaged(line, field, visible(value), "bytes that are not UTF-8")
    return Row(line, values)


def visible(text: str) -> str:
    r"""A text with bytes that are not UTF-8 written out, like `\xff`."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
