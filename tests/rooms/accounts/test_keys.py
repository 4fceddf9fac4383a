"""Max's servers come with a key; only its hash is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection

from goodstanding.accounts import operations, queries

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def test_the_key_max_was_shown_opens_and_is_not_kept():
    key, clear = operations.issue_key(label="Max", scopes=["may:read", "events:write"], at=MAY)
    assert clear.startswith(f"gs_{key.prefix}_")
    assert queries.key(clear, at=MAY) == key
    assert key.scopes == ["events:write", "may:read"]
    assert clear not in str(vars(key))


@pytest.mark.parametrize("wrong", ["", "gs", "gs_", "gs__", "{}x", "x{}", "gs_000000000000_x"])
def test_anything_else_opens_nothing(wrong):
    _, clear = operations.issue_key(label="Max", scopes=["may:read"], at=MAY)
    assert queries.key(wrong.format(clear), at=MAY) is None


def test_a_revoked_key_opens_nothing_from_then_on():
    key, clear = operations.issue_key(label="Max", scopes=["may:read"], at=MAY)
    operations.revoke_key(key=key, at=JUNE)
    operations.revoke_key(key=key, at=datetime(2026, 7, 1, tzinfo=UTC))
    assert key.revoked_at == JUNE
    assert queries.key(clear, at=MAY) == key
    assert queries.key(clear, at=JUNE) is None


def test_a_scope_nobody_knows_is_refused_by_name():
    with pytest.raises(ValueError, match="scopes: got all, expected some of appeals:write, ev"):
        operations.issue_key(label="Max", scopes=["all"], at=MAY)


def test_max_changes_his_key_while_his_servers_go_on():
    old, was = operations.issue_key(label="Max", scopes=["may:read"], at=MAY)
    new, clear = operations.rotate_key(key=old, overlap=timedelta(days=7), at=JUNE)
    assert (new.label, new.scopes) == ("Max", ["may:read"])
    assert queries.key(was, at=JUNE + timedelta(days=6)) == old
    assert queries.key(clear, at=JUNE) == new
    assert queries.key(was, at=JUNE + timedelta(days=7)) is None
    assert [one.prefix for one in queries.issued_keys()] == [new.prefix, old.prefix]


def test_a_key_that_is_on_its_way_out_and_leaks_opens_nothing_at_once():
    old, was = operations.issue_key(label="Max", scopes=["may:read"], at=MAY)
    operations.rotate_key(key=old, overlap=timedelta(days=30), at=MAY)
    operations.revoke_key(key=queries.key_beginning(was), at=MAY + timedelta(hours=1))
    assert queries.key(was, at=MAY + timedelta(hours=1)) is None


def test_an_ended_key_is_not_rotated_nor_kept_for_months():
    key, _ = operations.issue_key(label="Max", scopes=["may:read"], at=MAY)
    with pytest.raises(ValueError, match="overlap: got 31 days, expected 0 to 30"):
        operations.rotate_key(key=key, overlap=timedelta(days=31), at=MAY)
    operations.revoke_key(key=key, at=MAY)
    with pytest.raises(ValueError, match="ended on 2026-05-01, expected one that opens"):
        operations.rotate_key(key=key, overlap=timedelta(), at=JUNE)
    with pytest.raises(LookupError, match="key: got 'nobody', expected the beginning of one"):
        queries.key_beginning("nobody")


@pytest.mark.parametrize(
    "change", ["revoked_at = NULL", "revoked_at = 'infinity'", "scopes = '[]'"]
)
def test_by_raw_sql_an_ended_key_opens_nothing_again(change):
    key, _ = operations.issue_key(label="Max", scopes=["may:read"], at=MAY)
    operations.revoke_key(key=key, at=JUNE)
    words = "P8: a key only ends, and sooner, never later: nothing else of it changes"
    with pytest.raises(IntegrityError, match=words), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_apikey SET {change}")
