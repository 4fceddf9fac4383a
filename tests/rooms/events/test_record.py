"""Every event is kept once, whoever tells it however often."""

from datetime import UTC, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from goodstanding.accounts.models import Account, AgencyMembership
from goodstanding.events import queries
from goodstanding.events import vocabulary as v
from goodstanding.events.models import Event, EventKey
from goodstanding.events.operations import Recorded, record
from goodstanding.events.vocabulary.reading import InvalidEventError
from tests.rooms.events.telling import earned, ended

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_an_event_told_twice_is_kept_once():
    assert record(events=[ended(1), ended(2)], at=NOW) == Recorded(new=2, known=0)
    assert record(events=[ended(2), ended(3), ended(3)], at=NOW) == Recorded(new=1, known=2)
    assert Event.objects.count() == EventKey.objects.count() == 3


def test_an_event_is_kept_as_told_with_its_time_in_utc():
    record(events=[earned(1, at="2026-02-02T11:30:00.123456+02:00")], at=NOW)
    event = Event.objects.get()
    assert event.id == EventKey.objects.get().id
    assert event.at == datetime(2026, 2, 2, 9, 30, 0, 123456, tzinfo=UTC)
    assert (event.kind, event.account, event.received_at) == ("payment.earned", "ann", NOW)
    assert event.body == {
        "contract": "contract-1",
        "client": "ben",
        "amount": 90_000,
        "currency": "EUR",
        "milestone": "",
    }


def test_numbers_follow_time_within_a_batch():
    record(events=[ended(2, at="2026-03-01T00:00:00Z"), ended(1), earned(1)], at=NOW)
    assert [row.source_id for row in queries.since(0)] == ["earned-1", "ended-1", "ended-2"]


def test_nothing_told_is_nothing_new():
    assert record(events=[], at=NOW) == Recorded(0, 0)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            ended(1, at="2026-02-02T09:30:00"),
            "at: got '2026-02-02T09:30:00', expected a time as RFC",
        ),
        (ended(1, at="2026-02-30T09:30:00Z"), "at: got '2026-02-30T09:30:00Z', expected"),
        (ended(1, outcome="great"), "outcome: got 'great', expected one of accepted"),
        (earned(1, minor=-5), "amount: got '-5', expected a whole number"),
        (ended(1, account=""), "account: got '', expected text of 1 to 200"),
        (ended(1, note="a\0b"), "note: got 'a\\\\x00b', expected text without null"),
        (ended(1, note="\ud800"), "note: got '\\\\ud800', expected text without null"),
    ],
)
def test_an_event_outside_the_vocabulary_is_refused_with_its_whole_batch(event, said):
    with pytest.raises(InvalidEventError, match=said):
        record(events=[ended(7), event], at=NOW)
    assert not EventKey.objects.exists()


def test_the_accounts_an_event_names_are_known_by_what_they_did():
    record(
        events=[
            v.LoginSucceeded(source="main", id="1", at="2026-02-01T00:00:00Z", account="ben"),
            ended(1),
            v.JobPosted(
                source="main", id="2", at="2026-02-03T00:00:00Z", account="cleo", job="j", text="t"
            ),
        ],
        at=NOW,
    )
    roles = dict(Account.objects.values_list("name", "role"))
    assert roles == {"ann": "contractor", "ben": "client", "cleo": "client"}
    assert Account.objects.get(name="ben").registered_at == datetime(2026, 2, 1, tzinfo=UTC)


def test_an_account_registers_with_its_details():
    record(events=[ended(1), registered("ann", "2026-01-01T00:00:00Z", name="Ann Doe")], at=NOW)
    record(events=[registered("ann", "2025-01-01T00:00:00Z", name="Ann Roe")], at=NOW)
    ann = Account.objects.get(name="ann")
    assert (ann.display_name, ann.country) == ("Ann Doe", "PT")
    assert ann.registered_at == datetime(2025, 1, 1, tzinfo=UTC)


def registered(account, at, **details):
    return v.AccountRegistered(
        source="main", id=at, at=at, account=account, role="contractor", country="PT", **details
    )


def moved(kind, at):
    return kind(source="main", id=f"{kind}{at}", at=at, account="studio", member="ann")


def test_a_member_is_in_an_agency_while_it_says_so_in_whatever_order():
    joined = [moved(v.AgencyMemberJoined, f"2026-0{month}-01T00:00:00Z") for month in (1, 3)]
    left = moved(v.AgencyMemberLeft, "2026-02-01T00:00:00Z")
    record(events=joined, at=NOW)
    record(events=[left], at=NOW)
    spans = AgencyMembership.objects.values_list(
        "agency__name", "active_from__month", "active_until__month"
    )
    assert list(spans) == [("studio", 1, 2), ("studio", 3, None)]


def jobs():
    return [job.args["accounts"] for job in ProcrastinateJob.objects.filter(task_name="examine")]


def test_the_accounts_of_new_events_are_examined_and_no_others():
    record(events=[ended(1), ended(2, account="abe")], at=NOW)
    record(events=[ended(1), ended(3, account="cleo")], at=NOW)
    record(events=[ended(1)], at=NOW)
    assert jobs() == [["abe", "ann"], ["cleo"]]


def test_a_big_batch_is_examined_in_parts():
    record(events=[ended(n, account=f"account-{n:04}") for n in range(501)], at=NOW)
    assert [len(names) for names in jobs()] == [500, 1]


def test_an_import_may_leave_the_examination_to_a_review():
    record(events=[ended(1)], at=NOW, examine=False)
    assert jobs() == []
