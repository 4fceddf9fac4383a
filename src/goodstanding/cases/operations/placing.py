"""Keep each undecided case at its place in the queue."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from goodstanding.cases import queries
from goodstanding.cases.models import Moved, Place

A_BATCH = 100  # a page waits no longer than one batch takes
PLACING = 20_261_127
"""The lock that one who places holds, so that an older look never overwrites a newer."""


def place_moved(*, at: datetime) -> int:
    """Place the cases that were moved by what was written down, or by time alone.

    Returns:
        How many cases were looked at, at most a batch; call again while there are any.
    """
    if not (Moved.objects.exists() or Place.objects.filter(again_at__lte=at).exists()):
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PLACING])
        notes = dict(Moved.objects.order_by("pk").values_list("pk", "case_id")[:A_BATCH])
        late = Place.objects.filter(again_at__lte=at).order_by("again_at")
        cases = {*notes.values(), *late.values_list("case_id", flat=True)[:A_BATCH]}
        if cases:
            _place(cases, at=at)
            Moved.objects.filter(pk__in=notes).delete()
    return len(cases)


def _place(cases: Iterable[UUID], *, at: datetime) -> None:
    found = queries.places(cases, at=at)
    still = {one.case_id for one in found}
    Place.objects.filter(case__in=set(cases) - still).delete()
    fields = [one.name for one in Place._meta.fields if not one.primary_key]
    Place.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["case"], update_fields=fields
    )
