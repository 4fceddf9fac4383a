"""Many tell at once: each fact is kept once, and no reader passes one by."""

from datetime import UTC, datetime
from threading import Event as Signal
from threading import Thread

import pytest
from django.db import connection, transaction

from goodstanding.events import queries
from goodstanding.events.models import Event
from goodstanding.events.operations import record
from tests.rooms.events.telling import ended

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def beside(work):
    """Do work over another connection, as another process would."""

    def run():
        try:
            outcome.append(work())
        finally:
            connection.close()

    outcome = []
    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.outcome = outcome
    return thread


def waits_for_a_lock(thread):
    """Wait until a thread waits for a lock, or is done."""
    with connection.cursor() as cursor:
        while thread.is_alive():
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
    return False


def test_the_same_batch_told_at_once_is_kept_once():
    batch = [ended(number, account=f"account-{number % 7}") for number in range(200)]
    both = [beside(lambda told=told: record(events=told, at=NOW)) for told in (batch, batch[::-1])]
    for thread in both:
        thread.join()
    assert sum(thread.outcome[0].new for thread in both) == 200
    assert Event.objects.count() == 200


def test_a_reader_waits_for_what_is_still_being_told():
    told, go_on = Signal(), Signal()

    def tell_slowly():
        with transaction.atomic():
            record(events=[ended(1)], at=NOW)
            told.set()
            go_on.wait()

    slow = beside(tell_slowly)
    told.wait()
    record(events=[ended(2, account="abe", client="cleo")], at=NOW)
    reader = beside(lambda: [row.source_id for row in queries.since(0)])
    assert waits_for_a_lock(reader)
    go_on.set()
    for thread in (slow, reader):
        thread.join()
    assert reader.outcome == [["ended-1", "ended-2"]]
