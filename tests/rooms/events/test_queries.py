"""What was reported reads the same wherever it lies."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from goodstanding.events import queries
from goodstanding.events import vocabulary as v
from goodstanding.events.lake.views import VIEWS
from goodstanding.events.models import Event, EventKey
from goodstanding.events.operations import record, seal
from tests.rooms.events.telling import earned, ended

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 2, tzinfo=UTC)
CONTRACTS = 'SELECT account, "at", "row", contract, client, outcome FROM contract_ended'


def contracts(sql=CONTRACTS, **which):
    return {
        account: [row["contract"] for row in rows]
        for account, rows in queries.relation(sql, **which)
    }


def test_a_relation_gives_each_accounts_rows_in_order_of_time():
    record(events=[ended(2, at="2026-03-01T00:00:00Z"), ended(1), ended(3, account="abe")], at=NOW)
    found = list(queries.relation(CONTRACTS))
    assert [account for account, _ in found] == ["abe", "ann"]
    assert found[1][1][0] == {
        "account": "ann",
        "at": 1_770_024_600_000_000,
        "row": Event.objects.get(source_id="ended-1").id,
        "contract": "contract-1",
        "client": "ben",
        "outcome": "accepted",
    }
    assert [row["contract"] for row in found[1][1]] == ["contract-1", "contract-2"]


def test_a_relation_spans_what_is_sealed_and_what_is_not():
    record(events=[ended(1), ended(2, account="abe")], at=NOW)
    seal(before=LATER, at=LATER)
    record(events=[ended(3), ended(1)], at=LATER)
    assert Event.objects.count() == 1
    assert contracts() == {"abe": ["contract-2"], "ann": ["contract-1", "contract-3"]}
    assert contracts(accounts=["ann"]) == {"ann": ["contract-1", "contract-3"]}
    assert contracts(accounts=["abe", "zoe"]) == {"abe": ["contract-2"]}
    assert contracts(accounts=[]) == {}


def test_relations_of_several_kinds_join():
    record(events=[ended(1), earned(1), ended(2)], at=NOW)
    seal(before=LATER, at=LATER)
    record(events=[earned(2, minor=5)], at=LATER)
    sql = """SELECT c.account, c."at", c."row", c.contract, sum(p.amount) AS amount
             FROM contract_ended c JOIN payment_earned p USING (account, contract) GROUP BY ALL"""
    ((_, rows),) = queries.relation(sql)
    assert [(row["contract"], row["amount"]) for row in rows] == [
        ("contract-1", 90_000),
        ("contract-2", 5),
    ]


def test_columns_have_the_types_of_their_fields():
    register = v.AccountRegistered(
        source="main", id="1", at="2026-01-01T00:00:00Z", account="ann", role="contractor"
    )
    record(events=[register, earned(1)], at=NOW)
    for _ in range(2):
        ((_, (row,)),) = queries.relation("SELECT * FROM account_registered")
        assert (row["natural_person"], row["language"], row["source_id"]) == (True, "en", "1")
        ((_, (row,)),) = queries.relation("SELECT * FROM payment_earned")
        assert (row["amount"], row["milestone"]) == (90_000, "")
        seal(before=LATER, at=LATER)


def test_a_field_that_came_later_holds_its_default_in_older_events():
    record(events=[earned(1)], at=NOW)
    told = Event.objects.get()
    key = EventKey.objects.create(source="main", source_id="older")
    body = {name: value for name, value in told.body.items() if name != "milestone"}
    Event.objects.create(
        id=key.id, source="main", source_id="older", kind=told.kind, account="ann", at=told.at,
        received_at=NOW, body=body,
    )  # fmt: skip
    ((_, rows),) = queries.relation("SELECT * FROM payment_earned")
    assert [row["milestone"] for row in rows] == ["", ""]


def test_every_kind_of_event_is_a_relation():
    for name in VIEWS:
        assert list(queries.relation(f"SELECT * FROM {name}")) == []


def test_no_relation_reaches_outside_the_lake(tmp_path):
    (tmp_path / "secret.csv").write_text("account,at,row\nann,1,1\n")
    with pytest.raises(Exception, match="disabled by configuration"):
        list(queries.relation(f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')"))


def test_events_are_found_by_number_wherever_they_lie():
    record(events=[ended(1), earned(2)], at=NOW)
    seal(before=LATER, at=LATER)
    record(events=[ended(3)], at=LATER)
    ids = list(EventKey.objects.order_by("id").values_list("id", flat=True))
    rows = queries.by_ids([*ids, 10**9])
    assert [row.id for row in rows] == ids
    assert {row.source_id for row in rows} == {"ended-1", "earned-2", "ended-3"}
    assert rows[0].at == datetime(2026, 2, 2, 9, 30, tzinfo=UTC)
    assert queries.by_ids([ids[2]])[0].body["contract"] == "contract-3"
    assert queries.by_ids([]) == []


def test_a_reader_goes_on_where_it_stopped():
    record(events=[ended(1), earned(1)], at=NOW)
    record(events=[ended(2), earned(2)], at=NOW)
    seal(before=LATER, at=LATER)
    record(events=[ended(3), earned(3)], at=LATER)
    everything = queries.since(0)
    assert [row.id for row in everything] == sorted(EventKey.objects.values_list("id", flat=True))
    assert queries.since(0, limit=2) + queries.since(everything[1].id) == everything
    earnings = queries.since(everything[0].id, kinds=["payment.earned"], limit=2)
    assert {row.kind for row in earnings} == {"payment.earned"}
    assert len(earnings) == 2
    assert queries.since(everything[-1].id) == []


names = st.sampled_from(["ann", "abe", "cleo", "Ann", "åsa", "a'b"])
days = st.integers(1, 28)
facts = st.builds(
    lambda number, name, day, kind: kind(number, account=name, at=f"2026-02-{day:02}T00:00:00Z"),
    st.integers(1, 40),
    names,
    days,
    st.sampled_from([ended, earned]),
)


BOTH = """
    SELECT account, "at", "row", contract, source_id, 0 AS amount FROM contract_ended UNION ALL
    SELECT account, "at", "row", contract, source_id, amount FROM payment_earned"""


def whole():
    return list(queries.relation(BOTH)), queries.since(0)


@given(st.lists(st.lists(facts, min_size=1, max_size=8), min_size=1, max_size=3))
@hypothesis_settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_sealing_changes_no_answer(db, settings, tmp_path_factory, batches):
    settings.LAKE = tmp_path_factory.mktemp("lake")
    with transaction.atomic():
        for events in batches:
            record(events=events, at=NOW, examine=False)
            before = whole()
            seal(before=LATER, at=LATER)
            assert whole() == before
        some = [found for found in before[0] if found[0] in {"ann", "a'b"}]
        assert list(queries.relation(BOTH, accounts=["ann", "a'b"])) == some
        transaction.set_rollback(True)
