"""A mapping as SQL: what it tells of each row, all as text, in order of time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
from msgspec import inspect

from goodstanding.events.importing.loading import identifier
from goodstanding.events.importing.mapping import Filling, MappingError, MappingFile, Rule
from goodstanding.events.lake.reading import quoted, rows
from goodstanding.events.vocabulary import KINDS
from goodstanding.events.vocabulary.expected import fields

_TOLD = """CREATE OR REPLACE TABLE "told by rule"
(rule INTEGER, file VARCHAR, line BIGINT, moment BIGINT, told VARCHAR[], shown VARCHAR[])"""

_WORD = re.compile(r"\w+")
_NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT")


@dataclass(frozen=True)
class Told:
    """What a mapping tells of a row.

    Attributes:
        rule: what was followed.
        file, line: where the row is from.
        values: what each field holds, as text; None where there is nothing.
        shown: what the row holds in the columns that expressions use; None for other fields.
    """

    rule: Rule
    file: str
    line: int
    values: dict[str, str | None]
    shown: dict[str, str | None]


def ask(connection: duckdb.DuckDBPyConnection, mapping: MappingFile) -> int:
    """Follow every rule over the relations that are loaded; how many events they tell.

    Raises:
        MappingError: a column is not there, or SQL cannot be run.
    """
    connection.execute(_TOLD)
    for name, sql in mapping.relations.items():
        try:
            connection.execute(f"CREATE VIEW {identifier(name)} AS {sql}")
        except duckdb.Error as error:
            raise mapping.wrong(f"{name}: {_first_line(error)}", "relations", -1, name) from None
    return sum(_follow(connection, mapping, rule) for rule in mapping.rules)


def told(connection: duckdb.DuckDBPyConnection, mapping: MappingFile) -> Iterator[Told]:
    """What the rules told, in order of time, times that are none first."""
    in_order = """SELECT rule, file, line, told, shown FROM "told by rule"
                  ORDER BY moment NULLS FIRST, file, line, rule"""
    names = [[filling.field for filling in rule.fillings] for rule in mapping.rules]
    for rule, file, line, values, shown in rows(connection, in_order):
        yield Told(
            mapping.rules[rule],
            file,
            line,
            dict(zip(names[rule], values, strict=True)),
            dict(zip(names[rule], shown, strict=True)),
        )


def _follow(connection: duckdb.DuckDBPyConnection, mapping: MappingFile, rule: Rule) -> int:
    relation = f'"rows of rule {rule.place}"'
    columns = _columns(connection, mapping, rule, relation)
    values, shown = [], []
    for filling in rule.fillings:
        sql = _sql(filling, columns, mapping, rule)
        values.append(_as_text(connection, mapping, rule, filling, sql, relation))
        shown.append(_shown(filling, columns))
    at = [filling.field for filling in rule.fillings].index("at") if rule.kind else None
    moment = f"TRY(epoch_us(TRY_CAST({values[at]} AS TIMESTAMPTZ)))" if at is not None else "NULL"
    where = f"WHERE ({rule.where}\n)" if rule.where else ""
    try:
        connection.execute(
            f'INSERT INTO "told by rule" SELECT {rule.place}, _file, _line, {moment}, '  # noqa: S608 - the mapping is SQL
            f"[{', '.join(values)}], [{', '.join(shown)}]::VARCHAR[] FROM {relation} {where}"
        )
    except duckdb.Error as error:
        key = "where" if rule.where else ""
        raise mapping.wrong(_first_line(error), "event", rule.place, key) from None
    count = f'SELECT count(*) FROM "told by rule" WHERE rule = {rule.place}'  # noqa: S608 - a number
    ((number,),) = rows(connection, count)
    return int(number)


def _columns(
    connection: duckdb.DuckDBPyConnection, mapping: MappingFile, rule: Rule, relation: str
) -> dict[str, str]:
    """Make the relation a rule reads; its columns' names by their names in small letters."""
    source = rule.rows or "SELECT * FROM rows"
    try:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {relation} AS {source}")
        described = connection.execute(f"DESCRIBE {relation}").fetchall()
    except duckdb.Error as error:
        raise mapping.wrong(f"from: {_first_line(error)}", "event", rule.place, "from") from None
    columns = {name.lower(): name for name, *_ in described}
    if not {"_file", "_line"} <= columns.keys():
        what = "from: got no _file and _line, expected those of the row that reports name"
        raise mapping.wrong(what, "event", rule.place, "from")
    return columns


def _sql(filling: Filling, columns: dict[str, str], mapping: MappingFile, rule: Rule) -> str:
    if filling.way == "value":
        return quoted(str(filling.told).lower() if filling.told is True or filling.told is False
                      else str(filling.told))  # fmt: skip
    if filling.way == "expression":
        return f"({filling.told}\n)"
    name = str(filling.told)
    if name.lower() not in columns:
        known = ", ".join(one for one in columns.values() if not one.startswith("_"))
        what = f"{filling.field}: no column {name!r}, expected one of {known}"
        raise _at(mapping, rule, filling, what)
    return identifier(columns[name.lower()])


def _as_text(
    connection: duckdb.DuckDBPyConnection,
    mapping: MappingFile,
    rule: Rule,
    filling: Filling,
    sql: str,
    relation: str,
) -> str:
    """A field's SQL as text, nothing where it fails for a row, if DuckDB can do that."""
    try:
        form, sql = _form(connection, sql, relation)
    except duckdb.Error as error:
        what = f"{filling.field}: {_first_line(error)}"
        raise _at(mapping, rule, filling, what) from None
    if form.startswith(("TIMESTAMP", "DATE")):
        return f"strftime(CAST({sql} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%fZ')"
    if form.startswith(_NUMBERS) and _is_whole(rule, filling.field):
        whole = f"TRY(CASE WHEN {sql} = trunc({sql}) THEN CAST({sql} AS HUGEINT) END)"
        return f"coalesce(CAST({whole} AS VARCHAR), CAST({sql} AS VARCHAR))"
    return sql if form == "VARCHAR" else f"CAST({sql} AS VARCHAR)"


def _form(connection: duckdb.DuckDBPyConnection, sql: str, relation: str) -> tuple[str, str]:
    """A field's type, and its SQL, guarded where that can be done."""
    described = f"DESCRIBE SELECT {{}} FROM {relation}"  # noqa: S608 - the mapping is SQL
    try:
        guarded = f"TRY({sql})"
        return str(connection.execute(described.format(guarded)).fetchall()[0][1]), guarded
    except duckdb.Error:  # not everything can be guarded: aggregates, subqueries, chance
        return str(connection.execute(described.format(sql)).fetchall()[0][1]), sql


def _is_whole(rule: Rule, field: str) -> bool:
    form = fields(KINDS[rule.kind])[field].type if rule.kind else None
    return isinstance(form, inspect.Metadata) and isinstance(form.type, inspect.IntType)


def _shown(filling: Filling, columns: dict[str, str]) -> str:
    """What to show of a row where an expression gives something that is not right."""
    if filling.way != "expression":
        return "NULL"
    words = dict.fromkeys(word.lower() for word in _WORD.findall(str(filling.told)))
    used = [columns[word] for word in words if word in columns and not word.startswith("_")]
    if not used:
        return "NULL"
    return f"concat_ws(', ', {', '.join(map(identifier, used))})"


def _at(mapping: MappingFile, rule: Rule, filling: Filling, what: str) -> MappingError:
    table = "event.fields" if rule.kind else "event"
    return mapping.wrong(what, table, rule.place, filling.field)


def _first_line(error: duckdb.Error) -> str:
    return str(error).strip().splitlines()[0]
