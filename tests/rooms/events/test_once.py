"""However the same facts are told, what is kept is the same."""

from datetime import UTC, datetime

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.accounts.models import Account
from goodstanding.events import vocabulary as v
from goodstanding.events.models import Event
from goodstanding.events.operations import record
from tests.rooms.events.telling import earned, ended

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FACTS = [
    ended(1),
    ended(2, account="abe", at="2026-02-03T00:00:00+05:00"),
    earned(1),
    earned(2, account="abe", minor=1),
    *(
        v.AccountRegistered(
            source="main", id=f"registered-{day}", at=f"2026-01-0{day}T00:00:00Z", account="ann",
            role="contractor", name=f"Ann {day}",
        )
        for day in (1, 2, 3)
    ),
    *(
        kind(source="main", id=f"move-{day}", at=f"2026-01-0{day}T00:00:00Z", account="studio",
             member="ann")
        for day, kind in enumerate([v.AgencyMemberJoined, v.AgencyMemberLeft] * 2, start=1)
    ),
]  # fmt: skip


def kept():
    events = Event.objects.order_by("source_id").values_list(
        "source_id", "kind", "account", "at", "body"
    )
    accounts = Account.objects.order_by("name").values_list(
        "name", "role", "display_name", "registered_at", "memberships__active_from",
        "memberships__active_until",
    )  # fmt: skip
    return list(events), sorted(accounts, key=str)


def told(batches):
    with transaction.atomic():
        recorded = [record(events=batch, at=NOW, examine=False) for batch in batches]
        outcome = kept(), sum(one.new for one in recorded)
        transaction.set_rollback(True)
    return outcome


@st.composite
def ways_of_telling(draw):
    """Every fact at least once, some twice, in any order and any batches."""
    again = draw(st.lists(st.sampled_from(FACTS), max_size=6))
    order = draw(st.permutations([*FACTS, *again]))
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1), max_size=4)))
    return [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


@given(ways_of_telling())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_kept_does_not_depend_on_how_it_was_told(db, batches):
    assert told(batches) == told([FACTS])
