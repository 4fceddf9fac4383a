"""What a detector makes of a plain table: anybody's file, and no database of ours.

A detector's file defines `PLAIN` beside or instead of `DETECTOR`; the command line finds it there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.detectors.expected import Expected

Kind = Literal["text", "number", "whole", "time", "yes or no"]
"""What a column holds. In the view `input` these are VARCHAR, DOUBLE, BIGINT, BIGINT (microseconds
since 1970, UTC) and BOOLEAN."""

Model = Mapping[str, Any]
"""What a detector learned, as JSON can hold it."""

Options = Mapping[str, Any]
"""What was asked besides, by name; every option has a value."""


@dataclass(frozen=True)
class Column:
    """A column of the input.

    Attributes:
        name: its heading.
        kind: what it holds.
        meaning: in a few words.
        required: whether a file must have it. Where it may be left out, the view has it all the
            same, holding nothing.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True


@dataclass(frozen=True)
class Option:
    """Something that may be asked besides.

    Attributes:
        usual: its value where nothing is said.
        expected: what it may hold.
        meaning: in a few words.
    """

    usual: int | float | str
    expected: Expected
    meaning: str


SUBJECTS = pa.schema(
    [
        ("subject", pa.string()),
        ("e_value", pa.float64()),
        ("score", pa.float64()),
        ("tier", pa.int64()),
        ("sentence", pa.string()),
        ("rows", pa.list_(pa.int64())),
    ]
)
"""The answer about accounts, posts, messages ...: one row each, suspicious or not. `score` is
higher the more suspicious, `e_value` is null where the detector has none, `rows` are numbers of
rows of the input, the first being 1."""

PAIRS = pa.schema([("left", pa.string()), ("right", pa.string()), *list(SUBJECTS)[1:]])
"""The answer about two who belong together: only those that are suspected at all."""

RINGS = pa.schema([("ring", pa.string()), ("members", pa.list_(pa.string())), *list(SUBJECTS)[1:]])
"""The answer about groups: only those that are suspected at all."""

Detect = Callable[[DuckDBPyConnection, Options, Model | None], pa.Table]
"""Reads the view `input` (the declared columns, and `row`, the number of the row) and answers in
`Plain.answer`, further columns after these allowed. Rows go in the order of the input where one
answers one row of it, otherwise the most suspicious first."""

Train = Callable[[DuckDBPyConnection, str, Options], Model]
"""Learns from the view `input`; the text is the name of its label column."""


@dataclass(frozen=True)
class Plain:
    """A detector for plain tables.

    Attributes:
        name: its name on the command line.
        about: what it finds, in one sentence.
        columns: what the input must or may hold.
        detect: how it answers.
        answer: columns of the answer, in order: `SUBJECTS`, `PAIRS` or `RINGS`.
        any_column: whether columns not declared are read as well, as they are.
        options: what may be asked besides, by name.
        train: how it learns, where it does.
        needs_model: whether it says nothing without having learned.
        also: further answers by name, each its columns and how it is found.
        folder: whether the input may be a folder of text files (`id` the path, `text`, no time).
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    detect: Detect
    answer: pa.Schema = SUBJECTS
    any_column: bool = False
    options: Mapping[str, Option] = field(default_factory=dict)
    train: Train | None = None
    needs_model: bool = False
    also: Mapping[str, tuple[pa.Schema, Detect]] = field(default_factory=dict)
    folder: bool = False
