"""Mapping files: how the columns of a marketplace's files become events."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodstanding.events.vocabulary import KINDS, Event
from goodstanding.events.vocabulary.expected import fields, required

Place = tuple[str, int, str]
"""A table of the file, which of its `[[event]]` it belongs to, and a key in it (or "")."""

WAYS = ("column", "value", "expression")
"""How a field can get what it holds."""


class MappingError(ValueError):
    """A mapping file that cannot be used: which line, and what was expected there."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        self.path, self.line, self.what = path, line, what
        super().__init__(f"{path}:{line}: {what}")


@dataclass(frozen=True)
class Filling:
    """Where a field gets what it holds: `way` is one of `WAYS`, `told` what is said of it."""

    field: str
    way: str
    told: str | int | bool


@dataclass(frozen=True)
class Rule:
    """How rows become events of one kind.

    Attributes:
        place: which `[[event]]` of the file this is, from 0.
        kind: the kind of event, or None where each row tells a whole event as JSON.
        rows: SQL that gives the rows, or "" for the one relation `rows`.
        where: SQL that says which rows, or "".
        fillings: the fields; for a whole event the only one is called `whole`.
    """

    place: int
    kind: str | None
    rows: str
    where: str
    fillings: tuple[Filling, ...]


@dataclass(frozen=True)
class MappingFile:
    """A mapping file that was read and makes sense by itself.

    Attributes:
        path: where it is.
        source: the events' source, or "" where each event tells its own.
        delimiter: what separates columns of CSV files, or "" to see from the header.
        files: names of files by the relation they are read as; none where each is `rows`.
        relations: SQL by the name that rules read its rows under.
        rules: one for each `[[event]]`.
        lines: the file's lines by place.
    """

    path: Path
    source: str
    delimiter: str
    files: Mapping[str, str]
    relations: Mapping[str, str]
    rules: tuple[Rule, ...]
    lines: Mapping[Place, int]

    def wrong(self, what: str, *place: Any) -> MappingError:  # noqa: ANN401 - parts of a place
        """An error at a place of the file."""
        return _wrong(self.path, self.lines, what, *place)


def read(path: Path) -> MappingFile:
    """Read a mapping file.

    Raises:
        MappingError: a line says what no mapping can say.
    """
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise MappingError(path, line, f"no TOML: {error}") from None
    return _Reading(path, dict(_places(text))).mapping(told)


@dataclass(frozen=True)
class _Reading:
    path: Path
    lines: Mapping[Place, int]

    def wrong(self, what: str, *place: Any) -> MappingError:  # noqa: ANN401 - parts of a place
        return _wrong(self.path, self.lines, what, *place)

    def mapping(self, told: Mapping[str, Any]) -> MappingFile:
        self.only(told, {"source", "files", "relations", "event"}, "", -1)
        source = told.get("source", {})
        self.only(source, {"name", "delimiter"}, "source", -1)
        events = told.get("event", [])
        if not events or not isinstance(events, list):
            raise self.wrong("no [[event]], expected one for each kind of event", "event", 0)
        rules = tuple(self.rule(place, event) for place, event in enumerate(events))
        if not source.get("name") and any(rule.kind for rule in rules):
            raise self.wrong("source.name is missing, expected a name for these events", "source")
        return MappingFile(
            path=self.path,
            source=str(source.get("name", "")),
            delimiter=str(source.get("delimiter", "")),
            files=self.named(told, "files", "a file's name"),
            relations=self.named(told, "relations", "SQL"),
            rules=rules,
            lines=self.lines,
        )

    def named(self, told: Mapping[str, Any], table: str, what: str) -> Mapping[str, str]:
        names = told.get(table, {})
        for name, value in self.only(names, names, table, -1).items():
            if not isinstance(value, str) or not name.isidentifier():
                wrong = f"{name}: got {value!r}, expected {what} under a name of one word"
                raise self.wrong(wrong, table, -1, name)
        return dict(names)

    def rule(self, place: int, event: Mapping[str, Any]) -> Rule:
        self.only(event, {"kind", "from", "where", "fields", "whole"}, "event", place)
        rows, where = str(event.get("from", "")), str(event.get("where", ""))
        if "whole" in event:
            whole = self.filling("whole", event["whole"], "event", place)
            return Rule(place, None, rows, where, (whole,))
        kind = event.get("kind")
        if kind not in KINDS:
            expected = f"one of {', '.join(sorted(KINDS))}"
            raise self.wrong(f"kind: got {kind!r}, expected {expected}", "event", place, "kind")
        told = event.get("fields", {})
        self.require_fields(KINDS[kind], told, place)
        fillings = tuple(
            self.filling(name, value, "event.fields", place) for name, value in told.items()
        )
        return Rule(place, kind, rows, where, fillings)

    def require_fields(self, kind: type[Event], told: Mapping[str, Any], place: int) -> None:
        known = [name for name in fields(kind) if name != "source"]
        self.only(told, known, "event.fields", place)
        missing = [name for name in known if required(kind, name) and name not in told]
        if missing:
            tag = kind.__struct_config__.tag
            what = f"{', '.join(missing)}: missing, expected in every {tag}"
            raise self.wrong(what, "event.fields", place)

    def filling(self, name: str, told: object, table: str, place: int) -> Filling:
        if isinstance(told, dict) and len(told) == 1 and (way := next(iter(told))) in WAYS:
            value = told[way]
            if isinstance(value, str) or (way == "value" and isinstance(value, int)):
                return Filling(name, way, value)
        what = f'{name}: got {told!r}, expected {{column = "…"}}, {{value = …}} or '
        raise self.wrong(what + '{expression = "…"}', table, place, name)

    def only(
        self, told: object, names: Collection[str], table: str, place: int
    ) -> Mapping[str, Any]:
        if not isinstance(told, dict):
            raise self.wrong(f"{table}: got {told!r}, expected a table", table, place)
        for name in told:
            if name not in names:
                what = f"{name}: not known here, expected {', '.join(names)}"
                raise self.wrong(what, table, place, name)
        return told


def _wrong(
    path: Path,
    lines: Mapping[Place, int],
    what: str,
    table: str = "",
    place: int = -1,
    key: str = "",
) -> MappingError:
    """An error at the nearest line that is known: the key's, its table's, its event's."""
    nearest = ((table, place, key), ("", -1, key), (table, place, ""), ("event", place, ""))
    line = next((lines[one] for one in nearest if one in lines), 1)
    return MappingError(path, line, what)


_TABLE = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:["']([^"']+)["']|([\w-]+))(?:\.["']?([\w-]+)["']?)?\s*=""")


def _places(text: str) -> Iterator[tuple[Place, int]]:
    """Where the file's tables and keys are, leaving out texts of several lines."""
    table, event, inside = "", -1, False
    for line, content in enumerate(text.splitlines(), start=1):
        if not inside:
            if found := _TABLE.match(content):
                table = found[1]
                event += table == "event"
                yield (table, event if table.startswith("event") else -1, ""), line
            elif found := _KEY.match(content):
                place = event if table.startswith("event") else -1
                name = found[1] or found[2]
                below = f"{table}.{name}" if found[3] else table
                yield (below, place, found[3] or name), line
        inside ^= bool((content.count('"""') + content.count("'''")) % 2)
