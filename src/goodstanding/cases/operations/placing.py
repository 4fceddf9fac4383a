"""Keep each undecided case at its place in the queue."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from goodstanding.cases import queries
from goodstanding.cases.models import Moved, Place, Unplaced

A_BATCH = 100  # a page waits no longer than one batch takes
PLACING = 20_261_127
"""The lock that one who places holds, so that an older look never overwrites a newer."""
TRIED_AGAIN = timedelta(minutes=10)
"""After which a case that could not be placed is tried again."""


def place_moved(*, at: datetime) -> int:
    """Place the cases that were moved by what was written down, or by time alone.

    One that cannot be placed stands alone and keeps no other waiting; it is named with the reason.

    Returns:
        How many cases were looked at, at most three batches; call again while there are any.
    """
    late = Place.objects.filter(again_at__lte=at).order_by("again_at")
    again = Unplaced.objects.filter(again_at__lte=at).order_by("again_at")
    if not any(one.exists() for one in (Moved.objects.all(), late, again)):
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PLACING])
        notes = dict(Moved.objects.order_by("pk").values_list("pk", "case_id")[:A_BATCH])
        cases = {*notes.values()}
        for waiting in (late, again):
            cases.update(waiting.values_list("case_id", flat=True)[:A_BATCH])
        if cases:
            _place(cases, at=at)
            Moved.objects.filter(pk__in=notes).delete()
    return len(cases)


def _place(cases: Collection[UUID], *, at: datetime) -> None:
    found, failed = queries.places_apart(cases, at=at)
    still = {one.case_id for one in found}
    Place.objects.filter(case__in=set(cases) - still).delete()
    fields = [one.name for one in Place._meta.fields if not one.primary_key]
    Place.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["case"], update_fields=fields
    )
    Unplaced.objects.filter(case__in=cases).delete()
    Unplaced.objects.bulk_create(
        Unplaced(case_id=key, at=at, why=why[:400], again_at=at + TRIED_AGAIN)
        for key, why in failed.items()
    )
