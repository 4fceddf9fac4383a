"""Each kind of event as a relation with typed columns."""

import re
from collections.abc import Iterator

from msgspec import inspect

from goodstanding.events.vocabulary import KINDS, Event
from goodstanding.events.vocabulary.expected import fields

VIEWS: dict[str, str] = {kind.replace(".", "_"): kind for kind in KINDS}
"""The kind of event by the name of its relation."""

_WORDS = re.compile(r"\w+")
_TYPES = {inspect.IntType: "BIGINT", inspect.BoolType: "BOOLEAN"}


def mentioned(sql: str) -> list[str]:
    """The relations a query may read, by name."""
    words = set(_WORDS.findall(sql.lower()))
    return [name for name in VIEWS if name in words]


def view(name: str) -> str:
    """The statement that makes the relation of a kind out of the table `events`."""
    columns = ", ".join(['id AS "row", account, "at", source, source_id', *_columns(VIEWS[name])])
    return f"CREATE TEMP VIEW {name} AS SELECT {columns} FROM events WHERE kind = '{VIEWS[name]}'"  # noqa: S608 - all names are the vocabulary's


def _columns(kind: str) -> Iterator[str]:
    for name, field in fields(KINDS[kind]).items():
        if name in Event.__struct_fields__:
            continue
        form = field.type.type if isinstance(field.type, inspect.Metadata) else field.type
        told = f"body ->> '$.{name}'"
        cast = _TYPES.get(type(form))
        told = f"CAST({told} AS {cast})" if cast else f"({told})"
        yield f'{_or_default(told, field)} AS "{name}"'


def _or_default(told: str, field: inspect.Field) -> str:
    """A field added to the vocabulary after an event was told holds its default."""
    if field.required:
        return told
    default = field.default
    text = str(default).lower() if isinstance(default, bool | int) else f"'{default}'"
    return f"coalesce({told}, {text})"
