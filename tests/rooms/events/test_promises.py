"""P8: what was reported is never changed, whoever tries with SQL."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.events.models import Event
from goodstanding.events.operations import record, seal
from tests.rooms.events.telling import ended

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 2, tzinfo=UTC)


def refused(sql, *told):
    with pytest.raises(IntegrityError, match="P8") as error, transaction.atomic():
        connection.cursor().execute(sql, told)
    return str(error.value)


def test_an_event_cannot_be_changed_or_deleted():
    record(events=[ended(1)], at=NOW)
    assert "UPDATE of events_event is refused" in refused("UPDATE events_event SET account = 'x'")
    assert "is in no sealed file and stays" in refused("DELETE FROM events_event")


def test_that_an_event_was_told_cannot_be_forgotten():
    record(events=[ended(1)], at=NOW)
    refused("UPDATE events_eventkey SET source_id = 'x'")
    refused("DELETE FROM events_eventkey")


def test_a_seal_cannot_be_changed_or_deleted():
    record(events=[ended(1)], at=NOW)
    seal(before=LATER, at=LATER)
    refused("UPDATE events_seal SET sha256 = 'x'")
    refused("DELETE FROM events_seal")


INVENTED = "INSERT INTO events_seal (path, first_id, latest_id, rows, sha256, sealed_at) VALUES "


def test_a_seal_cannot_be_invented():
    record(events=[ended(1), ended(2), ended(3)], at=NOW)
    first, second, third = Event.objects.order_by("id").values_list("id", flat=True)
    row = INVENTED + "('x', %s, %s, %s, 'x', now())"
    assert "a seal of 3 events" in refused(row, first, second, 3)
    assert "out of order" in refused(row, second, third, 2)
    seal(before=LATER, at=LATER)
    assert "out of order" in refused(row, first, second, 0)


def test_an_event_told_after_a_seal_stays():
    record(events=[ended(1)], at=NOW)
    seal(before=LATER, at=LATER)
    record(events=[ended(2)], at=LATER)
    refused("DELETE FROM events_event")
