"""Max's servers come with a key; only its hash is kept."""

from datetime import UTC, datetime

import pytest

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
