"""The queue is read by an index a page at a time, and says what the record says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from goodstanding.cases import operations, queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case, Moved, Place
from goodstanding.law.terms import MeasureKind
from goodstanding.policies.models import PolicyVersion
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW

DAY = timedelta(days=1)
LAST = datetime(9999, 12, 31, tzinfo=UTC)


@pytest.fixture
def three(staff):
    """Abe's case was opened two days ago, Amy's yesterday, Ann's today."""
    for days, name in ((2, "abe"), (1, "amy"), (0, "ann")):
        people.not_delivering(name, at=NOW - days * DAY)
        people.work_goes_on(at=NOW - days * DAY)
    operations.place_moved(at=NOW)


def names(search=None, at=NOW):
    found = queries.placed(search or queries.Search(), at=at)
    return [one.case.account.name for one in queries.a_page(found, 50, at=at)]


def test_the_places_are_in_the_order_of_the_record(three):
    assert names() == ["abe", "amy", "ann"]
    assert names() == [one.case.account.name for one in queries.queue(at=NOW)]


def test_what_is_written_in_a_case_moves_it_and_a_decision_takes_it_out(heard, staff):
    operations.place_moved(at=NOW)
    assert Place.objects.get().state == "ready"
    wish = Wish(MeasureKind.NO_ACTION, "The clients took it back.")
    operations.decide(case=heard, wish=wish, by=staff["Sam"], at=NOW)
    assert operations.place_moved(at=NOW) == 1
    assert not Place.objects.exists()
    assert not Moved.objects.exists()


def test_a_page_says_what_the_record_says_before_the_place_has_followed(case, staff):
    operations.place_moved(at=NOW)
    measure = MeasureKind.RESTRICTION
    operations.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=NOW)
    assert Place.objects.get().state == "open"
    (shown,) = queries.a_page(queries.placed(queries.Search(), at=NOW), 50, at=NOW)
    assert (shown.state, shown.due.owner) == ("awaiting_answer", "member")
    (later,) = queries.a_page(queries.placed(queries.Search(), at=NOW), 50, at=NOW + 8 * DAY)
    assert (later.state, later.due.owner) == ("ready", "platform")


def test_a_page_and_the_record_say_the_same(three, staff):
    for day in (0, 2, 5, 40):
        at = NOW + day * DAY
        operations.place_moved(at=at)
        page = queries.a_page(queries.placed(queries.Search(), at=at), 50, at=at)
        record = queries.queue(at=at)
        assert [(one.case, one.state, one.due, one.tier, one.sentence) for one in page] == [
            (one.case, one.state, one.due, one.tier, one.sentence) for one in record
        ]


def test_time_alone_moves_a_case_when_the_member_does_not_answer(case, staff):
    measure = MeasureKind.RESTRICTION
    operations.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=NOW)
    operations.place_moved(at=NOW)
    assert (Place.objects.get().owner, Place.objects.get().state) == ("member", "awaiting_answer")
    operations.place_moved(at=NOW + 8 * DAY)
    assert (Place.objects.get().owner, Place.objects.get().state) == ("platform", "ready")


def test_one_finds_cases_by_what_one_knows_of_them(three):
    search = queries.Search
    assert names(search(member="amy")) == ["amy"]
    assert names(search(days=1)) == ["abe", "amy"]
    assert names(search(policy="poor-performance", state="open", language="en")) == names()
    assert names(search(policy="spam-applications")) == []
    assert names(search(state="ready")) == []
    assert names(search(language="uk")) == []
    assert names(search(skill="performance")) == names()
    assert names(search(skill="fraud")) == []
    amys = Case.objects.get(account__name="amy").reference
    assert names(search(reference=amys)) == ["amy"]


def test_one_finds_cases_by_the_money_that_is_contested(three):
    people.tell(people.contested("ann", 0, 15_000), people.contested("ann", 1, 10_000))
    people.tell(people.contested("abe", 0, 24_999))
    people.work_goes_on()
    assert names(queries.Search(stake=250)) == ["ann"]
    assert names(queries.Search(stake=249)) == ["abe", "ann"]


def test_the_search_is_on_the_page_and_a_wrong_value_is_named(sign_in, three):
    page = words(sign_in("Sue").get("/console/?show=all&member=amy"))
    assert "All 1" in page
    assert "Abe GS-" not in page
    assert "whole number" in words(sign_in("Sue").get("/console/?days=x"))


def test_a_page_goes_on_after_the_last_case_of_the_one_before(sign_in, three):
    first = Place.objects.order_by("due_at").first()
    rest = queries.following(queries.placed(queries.Search(), at=NOW), first)
    assert [one.case.account.name for one in rest] == ["amy", "ann"]
    page = words(sign_in("Sue").get(f"/console/?show=all&after={first.case.reference}"))
    assert "Abe GS-" not in page
    assert "What is due first" in page


@pytest.mark.parametrize(
    ("search", "index"),
    [
        ({}, "place_due"),
        ({"policy": "poor-performance"}, "place_policy"),
        ({"language": "en"}, "place_language"),
        ({"state": "open"}, "place_state"),
        ({"staff": "Rita"}, "place_manager"),
    ],
)
def test_each_way_of_reading_the_queue_has_its_index(three, staff, search, index):
    asked = search | ({"staff": staff["Rita"]} if "staff" in search else {})
    found = queries.placed(queries.Search(**asked), at=NOW)
    later = queries.following(found, Place.objects.order_by("due_at").first())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off")
    assert index in later[:51].explain()


def test_a_case_that_cannot_be_placed_keeps_no_other_waiting_and_is_named(sign_in, three):
    """Opened at the end of time, it has nothing that could be due after that."""
    known = Case.objects.get(account__name="abe")
    policy = PolicyVersion.objects.get(slug="spam-applications")
    broken = Case.objects.create(
        reference="GS-LAST", token="x", account=known.account, policy=policy, opened_at=LAST
    )
    operations.place_moved(at=NOW)
    assert names() == ["abe", "amy", "ann"]
    assert not Moved.objects.exists()
    assert [one.case for one in queries.unplaced()] == [broken]
    page = words(sign_in("Sue").get("/console/?show=all"))
    assert "Abe, GS-LAST has no place in the queue" in page
    assert "OverflowError" in page
