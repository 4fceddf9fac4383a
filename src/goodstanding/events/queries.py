"""What was reported, wherever it now lies: in PostgreSQL or sealed in the lake."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import connection

from goodstanding.events.lake import reading, sealing, views
from goodstanding.events.models import Seal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS = "(extract(epoch FROM {0}) * 1000000)::bigint"
_COLUMNS = (
    "id, source, source_id, kind, version, account, "
    f"{_MICROSECONDS.format('at')}, {_MICROSECONDS.format('received_at')}, body::text"
)

RECORDING = "hashtextextended('events: recording', 0)"
"""The lock that whoever records shares, as an SQL expression."""


@dataclass(frozen=True)
class EventRow:
    """An event as it was told.

    Attributes:
        id: our number of it.
        kind: its kind.
        at: when it happened, UTC.
        account: whom it is about, by the marketplace's own id.
        source: who told it.
        source_id: what its source calls it.
        body: the fields of its kind.
    """

    id: int
    kind: str
    at: datetime
    account: str
    source: str
    source_id: str
    body: Mapping[str, Any]


def relation(
    sql: str,
    *,
    accounts: Collection[str] | None = None,
    compares: bool = False,
    screen: str = "",
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Run a detector's relation over all that was ever reported, an account at a time.

    Each kind of event is a relation (`contract_ended` and so on) with its fields as columns, and
    `account`, `at` (int microseconds since 1970, UTC), `row` (the event's id), `source` and
    `source_id`. With `accounts` it holds their events only, so that what a relation says of an
    account must follow from that account's own events, unless it `compares`.

    Args:
        sql: a query that gives `account`, `at`, `row` and columns of its own.
        accounts: only these; None for everyone.
        compares: whether what it says of one account follows from everyone's events; then all are
            read.
        screen: a query over `told`, the relation, that gives the accounts wanted; "" for all.

    Yields:
        An account's name and all its rows in order of time, accounts in order of name.
    """
    if accounts is not None and not accounts:
        return
    names = views.mentioned(sql)
    read = None if compares else accounts
    unsealed, files = _snapshot([views.VIEWS[name] for name in names], read)
    with reading.reader(lake(), files, unsealed, accounts=read, relations=names) as duck:
        chosen = _chosen(accounts) if compares else ""
        if screen:
            duck.execute(f"CREATE TEMP TABLE screened AS WITH told AS ({sql}) {screen}")
            chosen = " WHERE account IN (SELECT account FROM screened)"
        ordered = f'SELECT * FROM ({sql}){chosen} ORDER BY account, "at", "row"'  # noqa: S608 - a detector's
        for account, rows in groupby(reading.dicts(duck, ordered), key=itemgetter("account")):
            yield account, list(rows)


def _chosen(accounts: Collection[str] | None) -> str:
    if accounts is None:
        return ""
    return f" WHERE account IN ({', '.join(map(reading.quoted, sorted(accounts)))})"


def by_ids(ids: Collection[int]) -> list[EventRow]:
    """Events by our numbers of them, in order of number; unknown numbers are left out."""
    wanted = set(ids)
    found = {row.id: row for row in _hot("id = ANY(%s)", [list(wanted)])}
    missing = sorted(wanted - found.keys())
    if missing:
        seals = Seal.objects.filter(first_id__lte=missing[-1], latest_id__gte=missing[0])
        files = [
            seal.path
            for seal in seals
            if any(seal.first_id <= one <= seal.latest_id for one in missing)
        ]
        told = ", ".join(map(str, missing))
        found |= {row.id: row for row in _sealed(files, f"id IN ({told})")}
    return [found[one] for one in sorted(found)]


def since(
    event_id: int, *, kinds: Collection[str] | None = None, limit: int = 1000
) -> list[EventRow]:
    """The next events after a number, in order of number: for readers with a `Cursor`.

    Nothing is ever told later under a number that is passed here: events still being recorded
    are waited for.

    Args:
        event_id: the latest event the reader knows; 0 for none.
        kinds: only these kinds; None for all.
        limit: at most so many.
    """
    told: list[Any] = [event_id, ceiling()]
    where = "id > %s AND id <= %s"
    if kinds is not None:
        where += " AND kind = ANY(%s)"
        told.append(list(kinds))
    found = {row.id: row for row in _hot(f"{where} ORDER BY id LIMIT %s", [*told, limit])}
    files = list(Seal.objects.filter(latest_id__gt=event_id).values_list("path", flat=True))
    if files:
        of_kinds = (
            "" if kinds is None else f" AND kind IN ({', '.join(map(reading.quoted, kinds))})"
        )
        next_ones = f"id > {event_id:d}{of_kinds} ORDER BY id LIMIT {limit:d}"
        found |= {row.id: row for row in _sealed(files, next_ones)}
    return [found[one] for one in sorted(found)[:limit]]


def damage() -> list[str]:
    """What is wrong with the lake: files that are missing or not as they were sealed."""
    checked = (sealing.damage(lake(), seal.path, seal.sha256) for seal in Seal.objects.all())
    return [problem for problem in checked if problem]


def moved() -> list[tuple[int, int]]:
    """The first and latest numbers of the events in each sealed file, in order."""
    return list(Seal.objects.order_by("first_id").values_list("first_id", "latest_id"))


def lake() -> Path:
    """The folder of sealed files."""
    return Path(settings.LAKE)


def moment(microseconds: int) -> datetime:
    """A relation's time (microseconds since 1970, UTC) as a moment."""
    return _EPOCH + timedelta(microseconds=microseconds)


def ceiling() -> int:
    """The latest number below which no event can still appear; 0 if there is none.

    Numbers are given before events are committed, so a later number can show first. Whoever
    records holds a lock shared with others who record; once it can be had alone, all that was
    being recorded shows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT events_ceiling()")
        return int(cursor.fetchone()[0])


def unsealed(where: str, told: Sequence[Any] = ()) -> Iterator[pa.RecordBatch]:
    """Events that are not sealed yet, a batch of columns at a time, as of the first batch.

    Args:
        where: SQL over the table's columns, and an order if one is wanted.
        told: its parameters.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM events_event WHERE {where}", told)  # noqa: S608
        while rows := cursor.fetchmany(sealing.ROW_GROUP):
            yield sealing.table(rows)


def _snapshot(
    kinds: Sequence[str], accounts: Collection[str] | None
) -> tuple[Iterator[pa.RecordBatch], list[str]]:
    """Unsealed events and the files beside them: each event in one of the two, in none twice.

    Events are read before seals are; what is sealed in between is in both, and taken from the
    file, because seals hold all events up to a number.
    """
    told: list[Any] = [list(kinds)]
    where = "kind = ANY(%s)"
    if accounts is not None:
        where += " AND account = ANY(%s)"
        told.append(list(accounts))
    batches = unsealed(where, told)
    first = list(islice(batches, 1))
    seals = list(Seal.objects.order_by("first_id"))
    latest = seals[-1].latest_id if seals else 0
    rest = (batch.filter(pc.greater(batch.column("id"), latest)) for batch in chain(first, batches))
    return rest, [seal.path for seal in seals]


def _hot(where: str, told: Sequence[Any]) -> list[EventRow]:
    return [_event(row) for batch in unsealed(where, told) for row in batch.to_pylist()]


def _sealed(files: Sequence[str], where: str) -> list[EventRow]:
    if not files:
        return []
    with reading.reader(lake(), files, []) as duck:
        found = reading.dicts(duck, f"SELECT * FROM events WHERE {where}")  # noqa: S608 - numbers
        return [_event(row) for row in found]


def _event(row: Mapping[str, Any]) -> EventRow:
    return EventRow(
        id=row["id"],
        kind=row["kind"],
        at=moment(row["at"]),
        account=row["account"],
        source=row["source"],
        source_id=row["source_id"],
        body=msgspec.json.decode(row["body"]),
    )
