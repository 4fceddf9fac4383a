"""What breaches next stands first, and every row says why it is there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.law.terms import MeasureKind
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW

DAY = timedelta(days=1)


@pytest.fixture
def several(staff):
    """Abe's case was opened two days ago, Ann's today."""
    people.not_delivering("abe", at=NOW - 2 * DAY)
    people.work_goes_on(at=NOW - 2 * DAY)
    people.not_delivering("ann")
    people.work_goes_on()


def test_a_row_says_who_what_how_strong_until_when_and_whose(sign_in, case):
    page = words(sign_in("Rita").get("/console/"))
    assert "in 3 days 4 Jun 2026, 10:00 first look Ann" in page
    assert f"Ann {case.reference} Poor performance 11 of your 20 contract outcomes" in page
    assert page.count("open Rita") == 1


def test_what_breaches_next_comes_first(sign_in, several):
    page = words(sign_in("Rita").get("/console/?show=all"))
    assert page.index("Abe GS-") < page.index("Ann GS-")
    assert "in 24 hours" in page


def test_what_is_overdue_says_so(sign_in, several, clock):
    clock.move_to(NOW + 2 * DAY)
    page = words(sign_in("Sue").get("/console/"))
    assert "1 overdue" in page
    assert "overdue, 24 hours ago" in page


def test_each_sees_the_own_cases_first_and_can_see_all(sign_in, several):
    mine = words(sign_in("Rita").get("/console/"))
    assert "Mine 1 All 2" in mine
    assert ("Abe GS-" in mine) != ("Ann GS-" in mine)
    everyone = words(sign_in("Rita").get("/console/?show=all"))
    assert "Abe GS-" in everyone
    assert "Ann GS-" in everyone


def test_who_manages_no_case_sees_all(sign_in, several):
    page = words(sign_in("Sue").get("/console/"))
    assert "Mine 0 All 2" in page
    assert "Abe GS-" in page


def test_a_member_who_is_waited_for_is_said_to_be(sign_in, case, staff):
    from goodstanding.cases import operations as cases

    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=NOW)
    page = words(sign_in("Rita").get("/console/"))
    assert "in 7 days 8 Jun 2026, 10:00 answer, theirs" in page
    assert "awaiting answer" in page


def test_next_goes_from_case_to_case_and_round(sign_in, several):
    client = sign_in("Sue")
    first = client.get("/console/next/")["Location"]
    second = client.get("/console/next/", {"after": first.split("/")[-2]})["Location"]
    third = client.get("/console/next/", {"after": second.split("/")[-2]})["Location"]
    assert first != second
    assert third == first


def test_next_without_another_case_is_the_queue(sign_in, case):
    client = sign_in("Rita")
    assert client.get("/console/next/", {"after": case.reference})["Location"] == "/console/"


def test_an_appeal_waits_in_its_own_list(sign_in, appeal):
    page = words(sign_in("Sue").get("/console/"))
    assert "No case is waiting." in page
    assert "in 14 days 15 Jun 2026, 10:00 Ann" in page
    assert "Restriction, Poor performance Those clients cancelled first. Sam Sue" in page
    assert words(sign_in("Sue").get("/console/appeals/")).count("Those clients cancelled") == 1


def test_whoever_decided_is_told_in_the_list_that_it_is_not_for_them(sign_in, appeal):
    assert "not you: you decided in this case" in words(sign_in("Sam").get("/console/"))
    assert "not you" not in words(sign_in("Sue").get("/console/"))


def test_a_longer_queue_asks_the_database_no_more_often(sign_in, several):
    client = sign_in("Sue")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get("/console/")
        return len(asked)

    two = questions()
    for name in ("ada", "amy", "art"):
        people.not_delivering(name)
    people.work_goes_on()
    assert questions() == two
