"""What waits, whose it is, and which clocks run: the same numbers as bars, words and a table."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations
from goodstanding.cases.queries import workload
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW

DAY = timedelta(days=1)


@pytest.fixture
def three(staff):
    """Abe's case was opened ten days ago, Amy's two, Ann's today."""
    for days, name in ((10, "abe"), (2, "amy"), (0, "ann")):
        people.not_delivering(name, at=NOW - days * DAY)
        people.work_goes_on(at=NOW - days * DAY)
    operations.place_moved(at=NOW)


def test_open_cases_are_counted_by_age(three):
    (open_,) = workload.ages(at=NOW)
    assert (open_.name, open_.counts) == ("open", (1, 1, 0, 1, 0, 0))
    assert open_.all == 3


def test_our_clocks_are_counted_by_how_far_away_they_are(three):
    (look,) = workload.clocks(at=NOW)
    assert (look.name, look.counts) == ("first look", (1, 1, 0, 1, 0))


def test_each_persons_cases_are_told_apart(three):
    found = workload.loads(at=NOW)
    assert sum(one.all for one in found) == 3
    assert sum(one.overdue for one in found) == 1
    assert min(one.oldest for one in found) == NOW - 10 * DAY


def test_a_clock_that_ran_out_is_told_with_what_happened(three):
    operations.watch_clocks(at=NOW + 5 * DAY)
    missed = workload.missed(since=NOW - 30 * DAY)
    assert {(one.what, one.consequence) for one in missed} == {("first look", "escalate")}
    assert workload.missed(since=NOW + 30 * DAY) == []


def test_whose_record_is_kept_from_one_is_not_counted(three):
    from goodstanding.accounts.models import Account

    hidden = {Account.objects.get(name="abe").pk}
    assert sum(one.all for one in workload.ages(at=NOW, hidden=hidden)) == 2
    assert sum(one.overdue for one in workload.loads(at=NOW, hidden=hidden)) == 0


def test_the_pages_say_it_and_can_be_taken_away(sign_in, three):
    sue = sign_in("Sue")
    page = words(sue.get("/console/workload/"))
    assert "open 1 1 0 1 0 0" in page
    assert "oldest opened 10 days ago" in page
    assert "first look 1 1 0 1 0" in words(sue.get("/console/clocks/"))
    table = sue.get("/console/workload.csv").content.decode().splitlines()
    assert table[:2] == ["table,name,band,cases", "age,open,under a day,1"]
    assert "running,,first look,overdue,1" in sue.get("/console/clocks.csv").content.decode()


def test_nothing_waiting_is_said_in_words(sign_in, staff):
    assert "Nothing waits." in words(sign_in("Sue").get("/console/workload/"))
    assert "No clock was missed." in words(sign_in("Sue").get("/console/clocks/"))
