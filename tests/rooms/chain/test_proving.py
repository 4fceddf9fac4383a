"""Someone who can switch the triggers off changes the record: the chain says what and where."""

import threading

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from goodstanding.chain import queries
from goodstanding.chain.queries import Fault
from goodstanding.events import operations as events
from goodstanding.events import queries as told
from tests import people
from tests.database import address, tampering
from tests.people import NOW
from tests.roles import as_owner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def record():
    """The policies are in force, and Ann has ended three contracts."""
    people.rulebook()
    people.member("ann")
    for number in (1, 2, 3):
        people.tell(people.ended("ann", number), at=NOW)


def faults(**given):
    moved = {"events_event": told.moved()}
    return [one for one in queries.prove(moved=moved, **given) if isinstance(one, Fault)]


def one(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def tamper(*statements):
    with tampering() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_an_honest_record_is_proved(record):
    assert faults() == []
    assert queries.head()[0] > 3


def test_a_changed_row_is_named(record):
    key = one("SELECT max(id) FROM events_event")
    tamper(f"UPDATE events_event SET account = 'bob' WHERE id = {key}")
    assert faults() == [Fault("events_event", str(key), "the row was changed")]


def test_a_removed_row_is_named(record):
    key = one("SELECT min(id) FROM policies_policyversion")
    tamper(f"DELETE FROM policies_policyversion WHERE id = {key}")
    assert faults() == [Fault("policies_policyversion", str(key), "the row was removed")]


def test_a_row_put_in_behind_the_chain_is_named(record):
    tamper("INSERT INTO events_eventkey (id, source, source_id) VALUES (999999, 'x', 'y')")
    assert faults() == [Fault("events_eventkey", "999999", "the row was put in behind the chain")]


def test_rows_that_changed_places_are_named(record):
    low, high = one("SELECT min(id) FROM events_event"), one("SELECT max(id) FROM events_event")
    tamper(
        f"UPDATE events_event SET id = -1 WHERE id = {low}",
        f"UPDATE events_event SET id = {low} WHERE id = {high}",
        f"UPDATE events_event SET id = {high} WHERE id = -1",
    )
    changed = [Fault("events_event", str(key), "the row was changed") for key in (low, high)]
    assert sorted(faults(), key=lambda fault: int(fault.key)) == changed


def test_who_also_rewrites_the_link_breaks_its_block(record):
    key = one("SELECT max(id) FROM events_event")
    tamper(
        f"UPDATE events_event SET account = 'bob' WHERE id = {key}",
        "UPDATE chain_link SET digests = (SELECT chain_digest(to_jsonb(e)) FROM events_event e "
        f"WHERE id = {key}) WHERE shape_id = (SELECT id FROM chain_shape WHERE relation = "
        f"'events_event') AND keys = ARRAY['{key}']",
    )
    assert [fault.relation for fault in faults()] == ["chain"]


def test_a_removed_block_in_the_middle_is_found(record):
    tamper("DELETE FROM chain_block WHERE number = 2")
    assert Fault("chain", "3", "blocks 2 to 2 are missing") in faults()


def test_a_tail_removed_without_a_trace_shows_by_the_head_noted_before(record):
    number, noted = queries.head()
    people.tell(people.ended("ann", 9), at=NOW)
    assert faults(noted=noted) == []
    key = one("SELECT max(id) FROM events_event")
    tamper(
        f"DELETE FROM events_event WHERE id = {key}",
        "DELETE FROM events_eventkey WHERE id = (SELECT max(id) FROM events_eventkey)",
        f"DELETE FROM chain_link WHERE id IN (SELECT unnest(links) FROM chain_block "
        f"WHERE number >= {number})",
        f"DELETE FROM chain_block WHERE number >= {number}",
    )
    assert any("was removed" in fault.what and noted in fault.what for fault in faults(noted=noted))


def test_a_table_whose_trigger_is_switched_off_is_named(record):
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE funds_entry DISABLE TRIGGER chain_link")
        try:
            assert [fault.relation for fault in faults()] == ["funds_entry"]
        finally:
            cursor.execute("ALTER TABLE funds_entry ENABLE TRIGGER chain_link")


def test_events_that_left_for_a_sealed_file_are_not_missed(record, settings, tmp_path):
    settings.LAKE = tmp_path
    with transaction.atomic():
        events.seal(before=NOW.replace(year=NOW.year + 1), at=NOW)
    assert one("SELECT count(*) FROM events_event") == 0
    assert faults() == []


def test_a_column_that_comes_later_changes_no_hash(record):
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE events_event ADD COLUMN later text DEFAULT 'x'")
        try:
            people.tell(people.ended("ann", 9), at=NOW)
            assert faults() == []
        finally:
            cursor.execute("ALTER TABLE events_event DROP COLUMN later")


def test_what_is_rolled_back_leaves_no_block(record):
    before = queries.head()
    with transaction.atomic():
        people.tell(people.ended("ann", 9), at=NOW)
        transaction.set_rollback(True)
    assert queries.head() == before
    assert faults() == []


def test_writers_side_by_side_make_one_chain(record):
    def writes(first):
        for number in range(first, first + 10):
            people.tell(people.ended("ann", number), at=NOW)
        connections.close_all()

    writers = [threading.Thread(target=writes, args=(first,)) for first in (100, 200, 300, 400)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults() == []
    assert one("SELECT count(*) FROM events_event") == 43


@pytest.mark.parametrize(
    "attack",
    [
        "TRUNCATE events_event",
        "TRUNCATE cases_case CASCADE",
        "TRUNCATE chain_block",
        "DELETE FROM chain_block",
        "UPDATE chain_link SET keys = '{}'",
        "DELETE FROM chain_shape",
    ],
)
def test_the_database_refuses_it_even_to_the_owner(record, attack):
    with pytest.raises(DatabaseError, match="P8"), as_owner() as cursor:
        cursor.execute(attack)


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO chain_block SELECT * FROM chain_block",
        "DELETE FROM chain_link",
        "TRUNCATE cases_case CASCADE",
        "ALTER TABLE cases_decision DISABLE TRIGGER ALL",
        "DROP TRIGGER decision_append_only ON cases_decision",
        "CREATE TABLE mine (id int)",
        "CREATE TEMP TABLE mine (id int)",
        "SET session_replication_role = replica",
        "SELECT chain_bind()",
    ],
)
def test_the_application_is_not_even_let_near(record, attack):
    with (
        psycopg.connect(address(), autocommit=True) as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        session.execute(attack)


def test_the_application_owns_nothing():
    owned = "SELECT count(*) FROM pg_class WHERE relowner = 'goodstanding_app'::regrole"
    assert one(owned) == 0
    assert (
        one("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user") is False
    )
