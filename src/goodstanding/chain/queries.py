"""Whether the record is what was written: every block, every row, nothing more and nothing less."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from psycopg import sql

from goodstanding.chain.models import Erasure, LegalHold, Retention

Spans = Sequence[tuple[int, int]]
Step = str | tuple[str, int]

BATCH = 500
"""How many blocks are read at once."""
START = hashlib.sha256(b"").hexdigest()
"""The head of a chain in which there is no block yet."""

_BLOCKS = """
SELECT block.number, block.links, block.previous, block.hash,
       array_agg(link.id ORDER BY link.id),
       string_agg(convert_to(concat_ws('|', link.id, shape.relation,
           array_to_string(shape.columns, ','), array_to_string(link.keys, ','),
           encode(sha256(link.digests), 'hex')), 'UTF8'), '\\x0a' ORDER BY link.id)
FROM chain_block AS block
LEFT JOIN chain_link AS link ON link.id = ANY(block.links)
LEFT JOIN chain_shape AS shape ON shape.id = link.shape_id
WHERE block.number > %s AND block.number <= %s
GROUP BY block.number ORDER BY block.number
"""
_LOOSE = """
SELECT link.id, shape.relation, array_to_string(link.keys, ', ')
FROM chain_link AS link JOIN chain_shape AS shape ON shape.id = link.shape_id
WHERE link.id NOT IN (SELECT unnest(links) FROM chain_block) ORDER BY link.id
"""
_BOUND = """
SELECT relation.relname, key.attname, format_type(key.atttypid, key.atttypmod),
       coalesce(bool_or(guard.tgname = 'chain_link' AND guard.tgenabled = 'O'), false),
       coalesce(bool_or(does.proname = 'refuse_change' AND guard.tgenabled = 'O'), false),
       (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped)
FROM pg_class AS relation
JOIN pg_index AS one ON one.indrelid = relation.oid AND one.indisprimary
JOIN pg_attribute AS key ON key.attrelid = relation.oid AND key.attnum = one.indkey[0]
JOIN pg_trigger AS guard ON guard.tgrelid = relation.oid AND NOT guard.tgisinternal
JOIN pg_proc AS does ON does.oid = guard.tgfoid
WHERE relation.relnamespace = 'public'::regnamespace AND (relation.relname
    IN (SELECT chain_shape.relation FROM chain_shape) OR EXISTS (
        SELECT FROM pg_trigger AS other JOIN pg_proc ON pg_proc.oid = other.tgfoid
        WHERE other.tgrelid = relation.oid AND pg_proc.proname = 'refuse_change'))
GROUP BY relation.oid, relation.relname, key.attname, key.atttypid, key.atttypmod
ORDER BY relation.relname
"""
_WRITTEN = """
SELECT told.key, found.{key} IS NULL, chain_digest(to_jsonb(found) - {later}::text[]) = told.digest
FROM (SELECT one.key, substring(link.digests FROM (32 * (one.place - 1) + 1)::int FOR 32) AS digest
      FROM chain_link AS link, unnest(link.keys) WITH ORDINALITY AS one(key, place)
      WHERE link.shape_id = {shape}) AS told
LEFT JOIN {relation} AS found ON found.{key} = told.key::{type}
WHERE found.{key} IS NULL
   OR chain_digest(to_jsonb(found) - {later}::text[]) IS DISTINCT FROM told.digest
      AND NOT EXISTS (
          SELECT FROM chain_erasure AS gone, unnest(gone.shapes, gone.was, gone.made)
              AS one(shape, was, made)
          WHERE gone.relation = {name} AND gone.key = told.key AND one.shape = {shape}
            AND one.was = told.digest
            AND one.made = chain_digest(to_jsonb(found) - {later}::text[]))
"""
_UNTOLD = """
SELECT found.{key}::text FROM {relation} AS found WHERE NOT EXISTS (
    SELECT FROM (SELECT unnest(keys)::{type} AS key FROM chain_link WHERE shape_id = ANY({shapes}))
    AS told WHERE told.key = found.{key})
"""
_TWICE = """
SELECT key FROM (SELECT unnest(keys) AS key FROM chain_link WHERE shape_id = ANY({shapes})) AS told
GROUP BY key HAVING count(*) > 1
"""


@dataclass(frozen=True)
class Fault:
    """One thing in which the record is not what was written.

    Attributes:
        relation: the table, or `chain`.
        key: the key of the row or the number of the block; empty for the whole table.
        what: what is wrong, in words.
    """

    relation: str
    key: str
    what: str


@dataclass(frozen=True)
class _Table:
    name: str
    key: str
    type: str
    linked: bool
    kept: bool
    columns: list[str]


def head() -> tuple[int, str]:
    """How many blocks the chain has, and the hash of the latest: 64 hexadecimal digits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM chain_block ORDER BY number DESC LIMIT 1")
        latest = cursor.fetchone()
    return (latest[0], bytes(latest[1]).hex()) if latest else (0, START)


def prove(*, noted: str = "", moved: Mapping[str, Spans] | None = None) -> Iterator[Fault | Step]:
    """Compare the whole record with the chain, at one moment, while others go on writing.

    Args:
        noted: a head printed earlier; it must still be in the chain.
        moved: by table, the first and latest keys of rows that have left it for a sealed file.

    Yields:
        Each fault as it is found; and between them how far it is, as the name of the table being
        read or as `("blocks", how many are done)`.
    """
    with transaction.atomic():
        if not connection.savepoint_ids:  # else someone's transaction goes on
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield from _blocks(noted.lower())
        for table in _tables():
            yield table.name
            yield from _rows(table, (moved or {}).get(table.name, ()))


def _blocks(noted: str) -> Iterator[Fault | Step]:
    """Each block follows from the one before it and from its links; a noted head is among them."""
    latest, number, seen = bytes.fromhex(START), 0, noted in {"", START}
    for first in range(0, head()[0], BATCH):
        for told, *block in _asked(_BLOCKS, [first, first + BATCH]):
            if told != number + 1:
                yield Fault("chain", str(told), f"blocks {number + 1} to {told - 1} are missing")
            yield from _block(told, latest, *block)
            number, latest = told, bytes(block[2])
            seen = seen or latest.hex() == noted
        yield "blocks", number
    if not seen:
        yield Fault("chain", "", f"the head {noted} is not in it: what led to it was removed")
    for link, relation, keys in _asked(_LOOSE):
        yield Fault(relation, keys, f"link {link} is in no block")


def _block(
    number: int,
    latest: bytes,
    links: list[int],
    previous: bytes,
    stored: bytes,
    found: list[int],
    content: bytes | None,
) -> Iterator[Fault]:
    """What is wrong with one block, given the hash of the one before it."""
    made = hashlib.sha256(bytes(previous) + f"{number}\n".encode() + bytes(content or b""))
    if bytes(previous) != latest:
        yield Fault("chain", str(number), "the block does not follow from the one before it")
    if sorted(links) != found or made.digest() != bytes(stored):
        yield Fault("chain", str(number), "the block is not the hash of its links")


def _tables() -> list[_Table]:
    return [_Table(*row) for row in _asked(_BOUND)]


def _rows(table: _Table, moved: Spans) -> Iterator[Fault]:
    """Each row that was written is there and is the same; none is there that was not written."""
    if not table.linked:
        yield Fault(table.name, "", "its rows are not chained: the trigger is gone or off")
    shapes = _asked("SELECT id, columns FROM chain_shape WHERE relation = %s", [table.name])
    for shape, columns in shapes:
        later = [one for one in table.columns if one not in columns]
        for key, gone, _ in _asked(_about(_WRITTEN, table, shape=shape, later=later)):
            if not gone:
                yield Fault(table.name, key, "the row was changed")
            elif not any(first <= int(key) <= latest for first, latest in moved):
                yield Fault(table.name, key, "the row was removed")
    every = [shape for shape, _ in shapes]
    for (key,) in _asked(_about(_UNTOLD, table, shapes=every)):
        yield Fault(table.name, key, "the row was put in behind the chain")
    for (key,) in _asked(_about(_TWICE, table, shapes=every)):
        yield Fault(table.name, key, "the row was written twice")


def _about(question: str, table: _Table, **values: object) -> sql.Composed:
    """A question about a table, whose names come from the database's own catalog."""
    return sql.SQL(question).format(
        relation=sql.Identifier(table.name),
        name=sql.Literal(table.name),
        key=sql.Identifier(table.key),
        type=sql.SQL(table.type),
        **{name: sql.Literal(value) for name, value in values.items()},
    )


def _asked(question: str | sql.Composed, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, list(values) or None)
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Period:
    """For how many days a class of rows is kept, in which tables, and on which ground."""

    class_: str
    days: int
    tables: tuple[str, ...]
    ground: str


def periods(*, at: datetime) -> list[Period]:
    """Every class of rows that is erased one day, by name.

    Args:
        at: as of when.
    """
    by_class: dict[str, list[tuple[Any, ...]]] = {}
    for found in _asked("SELECT class, days, relation FROM chain_erasable() ORDER BY 1, 3"):
        by_class.setdefault(found[0], []).append(found)
    return [_period(class_, rows, at=at) for class_, rows in by_class.items()]


def _period(class_: str, rows: list[tuple[Any, ...]], *, at: datetime) -> Period:
    said = Retention.objects.filter(class_name=class_, at__lte=at).order_by("-at", "-id").first()
    tables = tuple(relation for _, _, relation in rows)
    if said is None:
        return Period(class_, rows[0][1], tables, "as it comes")
    return Period(class_, said.days, tables, said.ground)


def legal_holds() -> QuerySet[LegalHold]:
    """Every legal hold in force, oldest first."""
    return LegalHold.objects.filter(end=None).order_by("at", "id")


def erasures() -> QuerySet[Erasure]:
    """What was erased, latest first."""
    return Erasure.objects.order_by("-at", "-id")
