"""Remember what the marketplace reported, each event once, and lay it down in the lake."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import Count, Max, Min
from procrastinate.contrib.django import app

from goodstanding.accounts import operations as accounts
from goodstanding.accounts.operations import Mention, Period, Registration
from goodstanding.events import queries, vocabulary
from goodstanding.events.lake import sealing
from goodstanding.events.models import Event, Seal
from goodstanding.events.vocabulary.parties import AGENCIES, parties
from goodstanding.events.vocabulary.reading import decode, moment, require_keepable

_log = logging.getLogger(__name__)

EXAMINED_AT_ONCE = 500
"""Accounts in one job."""

_ENVELOPE = frozenset({"kind", *vocabulary.Event.__struct_fields__})

_KEEP = """
WITH told AS (
    SELECT * FROM json_to_recordset(%s::json)
        AS told(place int, source text, source_id text, kind text, account text, at timestamptz,
                body jsonb)
), kept AS (
    INSERT INTO events_eventkey (source, source_id)
    SELECT source, source_id FROM told ORDER BY place
    ON CONFLICT DO NOTHING RETURNING id, source, source_id
)
INSERT INTO events_event (id, source, source_id, kind, version, account, at, received_at, body)
SELECT kept.id, source, source_id, kind, %s, account, at, %s, body
FROM kept JOIN told USING (source, source_id)
RETURNING source, source_id
"""


@dataclass(frozen=True)
class Recorded:
    """How many events of a batch were new, and how many had been told before."""

    new: int
    known: int


@dataclass(frozen=True)
class _Told:
    """An event on its way into the table."""

    event: vocabulary.Event
    at: datetime

    @property
    def key(self) -> tuple[str, str]:
        return self.event.source, self.event.id

    @property
    def kind(self) -> str:
        return str(self.event.__struct_config__.tag)

    @property
    def body(self) -> dict[str, Any]:
        told = msgspec.to_builtins(self.event)
        return {field: value for field, value in told.items() if field not in _ENVELOPE}


@transaction.atomic
def record(*, events: Sequence[vocabulary.Event], at: datetime, examine: bool = True) -> Recorded:
    """Keep each event once, know the accounts it names, and have these examined.

    All of it happens or nothing: a batch cut short can be told again.

    Args:
        events: what was told, in any order.
        at: now.
        examine: whether the accounts are examined; False where a review follows anyway.

    Raises:
        InvalidEventError: an event is not in the vocabulary; nothing of the batch is kept.
    """
    told = {(one.source, one.id): _told(one) for one in reversed(events)}
    # One order for all who record keeps them from waiting for one another in a ring, and gives
    # numbers in order of time.
    in_order = sorted(told.values(), key=lambda one: (one.at, one.key))
    new = _keep(in_order, at) if in_order else []
    _know(new, at)
    _arrange_agencies(new, at)
    if examine:
        _have_examined({one.event.account for one in new})
    return Recorded(new=len(new), known=len(events) - len(new))


@transaction.atomic
def seal(*, before: datetime, at: datetime) -> Seal | None:
    """Move events into a file of the lake, beginning with the first told.

    The file is whole and on disk before the database knows it, and the database forgets the
    events in the moment it knows the file. Cut short at any step, nothing is lost or there twice.

    Args:
        before: events received before this are moved, up to the first that was not.
        at: now.

    Returns:
        The new file, or None if there was nothing to move.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('events: sealing', 0))")
    _clear_leftovers()
    ripe = Event.objects.filter(id__lte=queries.ceiling())
    newer = ripe.filter(received_at__gte=before).aggregate(first=Min("id"))["first"]
    if newer is not None:
        ripe = ripe.filter(id__lt=newer)
    span = ripe.aggregate(first=Min("id"), latest=Max("id"), rows=Count("id"))
    if not span["rows"]:
        return None
    in_order = queries.unsealed('id <= %s ORDER BY account COLLATE "C", at, id', [span["latest"]])
    written = sealing.write(queries.lake(), span["first"], span["latest"], in_order)
    sealed = Seal.objects.create(
        path=written.name,
        first_id=span["first"],
        latest_id=span["latest"],
        rows=written.rows,
        sha256=written.sha256,
        sealed_at=at,
    )
    Event.objects.filter(id__range=(span["first"], span["latest"])).delete()
    return sealed


def _told(event: vocabulary.Event) -> _Told:
    """Make sure of an event, also one that was built by hand and never read."""
    try:
        event = decode(msgspec.json.encode(event))
    except UnicodeEncodeError:
        require_keepable(event)  # says which field cannot be kept
        raise
    return _Told(event, moment(event.at))


def _keep(told: Sequence[_Told], at: datetime) -> list[_Told]:
    """Insert what is not known yet, in one statement; returns it."""
    rows = [
        {
            "place": place,
            "source": one.event.source,
            "source_id": one.event.id,
            "kind": one.kind,
            "account": one.event.account,
            "at": one.at,
            "body": one.body,
        }
        for place, one in enumerate(told)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared({queries.RECORDING})")
        cursor.execute(_KEEP, [msgspec.json.encode(rows).decode(), vocabulary.VERSION, at])
        new = set(cursor.fetchall())
    return [one for one in told if one.key in new]


def _know(told: Sequence[_Told], at: datetime) -> None:
    """Register the accounts that registered, and know all others that are named."""
    accounts.register_all(
        registrations=[
            Registration(
                name=one.event.account,
                role=one.event.role,
                at=one.at,
                display_name=one.event.name,
                email=one.event.email,
                language=one.event.language,
                country=one.event.country,
                natural_person=one.event.natural_person,
                residence=one.event.residence,
                work_location=one.event.work_location,
                capacity=one.event.capacity,
                sells_to=one.event.sells_to,
            )
            for one in told
            if isinstance(one.event, vocabulary.AccountRegistered)
        ],
        at=at,
    )
    accounts.mention_all(mentions=_named(told), at=at)


def _named(told: Iterable[_Told]) -> list[Mention]:
    """Everyone named, once, since when, and as what is least in doubt."""
    surest: dict[tuple[str, bool], Mention] = {}
    for one in told:  # in order of time
        for name, role, sure in parties(one.event):
            if (name, sure) not in surest:
                surest[name, sure] = Mention(name, role, one.at)
    return [surest[key] for key in sorted(surest, key=lambda key: (not key[1], key[0]))]


def _have_examined(names: Collection[str]) -> None:
    in_order = sorted(names)
    for start in range(0, len(in_order), EXAMINED_AT_ONCE):
        chunk: list[Any] = in_order[start : start + EXAMINED_AT_ONCE]
        app.configure_task("examine").defer(accounts=chunk)


def _arrange_agencies(told: Iterable[_Told], at: datetime) -> None:
    """Make memberships what all that was ever told of the agencies concerned says."""
    agencies = {one.event.account for one in told if one.kind in AGENCIES}
    moves = """
        SELECT account, "at", "row", member, 1 AS joined FROM agency_member_joined UNION ALL
        SELECT account, "at", "row", member, 0 AS joined FROM agency_member_left"""
    periods: dict[tuple[str, str], list[Period]] = {}
    for agency, rows in queries.relation(moves, accounts=agencies):
        for row in sorted(rows, key=lambda row: (row["at"], row["joined"])):
            spans = periods.setdefault((agency, row["member"]), [])
            inside = bool(spans) and spans[-1][1] is None
            if row["joined"] and not inside:
                spans.append((queries.moment(row["at"]), None))
            elif inside and not row["joined"]:
                spans[-1] = (spans[-1][0], queries.moment(row["at"]))
    accounts.arrange_memberships(periods=periods, at=at)


def _clear_leftovers() -> None:
    """Remove what sealings cut short left behind, if all of it is still in the table."""
    sealed = Seal.objects.values_list("path", flat=True)
    for path in sealing.leftovers(queries.lake(), sealed):
        if sealing.is_partial(path) or _is_all_here(path):
            path.unlink()
        else:
            _log.warning("%s holds events that no seal and no table knows; it is left alone", path)


def _is_all_here(path: Path) -> bool:
    for batch in sealing.keys(path):
        here = Event.objects.in_bulk(batch.column("id").to_pylist())
        for row in batch.to_pylist():
            event = here.get(row["id"])
            if event is None or (event.source, event.source_id) != (
                row["source"],
                row["source_id"],
            ):
                return False
    return True
