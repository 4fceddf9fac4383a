"""Reads cases written in YAML, strictly: every mistake names its file and line.

A file holds lists of cases by kind. A kind's form names its keys and how each is read; a key
nobody reads is refused, so that no case says more than is checked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

Refuse = Callable[[int, str], NoReturn]
"""Says what is wrong in which line."""


class Table(dict[str, Any]):
    """A mapping that knows the line of each of its keys, and its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


@dataclass(frozen=True)
class Form:
    """The keys of one kind of case.

    `needs` and `may` name a key as it is written, in plain words, and read its value: text, a list
    or a `Table`. What a reader cannot read it says with a `ValueError`.
    """

    needs: Mapping[str, Callable[..., Any]]
    may: Mapping[str, Callable[..., Any]] = field(default_factory=dict)

    def read(self, table: object, refuse: Refuse) -> dict[str, Any]:
        """The values of a table by name; `refuse(line, message)` is called for a mistake."""
        if not isinstance(table, Table):
            refuse(getattr(table, "line", 1), f"got {table!r}, expected keys and values")
        known = {**self.needs, **self.may}
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in known:
                refuse(table.lines[key], f"{key}: no such key; expected {', '.join(known)}")
            try:
                values[key.replace(" ", "_")] = known[key](value)
            except (ValueError, KeyError, AttributeError, TypeError) as wrong:
                refuse(table.lines[key], f"{key}: got {value!r}: {wrong}")
        for key in self.needs:
            if key not in table:
                refuse(table.line, f"{key}: missing")
        return values


class WrongCaseError(ValueError):
    """A case that is not written as its form asks, with file and line."""


def tables(file: Path) -> Table:
    """Everything a YAML file says, as text, lists and tables that know their lines.

    Nothing is guessed: `no`, `on` and `2026-05-01` stay the text they are.

    Raises:
        WrongCaseError: the file is no YAML, or no table, or says something twice.
    """
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise WrongCaseError(f"{file}:{line}: {wrong.problem}") from wrong
    found = _value(node, file) if node else Table(1)
    if not isinstance(found, Table):
        raise WrongCaseError(f"{file}:1: expected lists of cases, by kind")
    return found


def _value(node: yaml.Node, file: Path) -> object:
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, file) for one in node.value]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    table = Table(node.start_mark.line + 1)
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in table:
            raise WrongCaseError(f"{file}:{line}: {key.value}: written twice")
        table.lines[key.value] = line
        table[key.value] = _value(value, file)
    return table


def cases(file: Path, forms: Mapping[str, Form]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every case of a file as (kind, values); values hold its `line` and `file` too.

    Raises:
        WrongCaseError: naming file and line.
    """

    def refuse(line: int, message: str) -> NoReturn:
        raise WrongCaseError(f"{file}:{line}: {message}")

    found = tables(file)
    for kind, written in found.items():
        if kind not in forms:
            refuse(found.lines[kind], f"{kind}: no such kind; expected {', '.join(forms)}")
        if not isinstance(written, list):
            refuse(found.lines[kind], f"{kind}: expected a list of cases")
        for table in written:
            values = forms[kind].read(table, refuse)
            yield kind, {**values, "file": file, "line": table.line}
