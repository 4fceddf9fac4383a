"""A case goes to who is there, speaks the member's language, knows the policy, has least to do."""

from datetime import timedelta

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.cases import operations, queries
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


def given(name):
    people.not_delivering(name)
    (case,) = people.work_goes_on()
    return queries.all_cases().get(pk=case.pk).assignment.staff.name


def away(staff, name, stand_in=None):
    accounts.go_away(
        staff=staff[name],
        starts_at=NOW,
        ends_at=NOW + DAY,
        stand_in=stand_in and staff[stand_in],
        by=staff["Sue"],
        at=NOW,
    )


def test_nothing_new_goes_to_who_is_away_while_another_is_there(staff):
    away(staff, "Rita")
    assert [given(name) for name in ("ann", "abe")] == ["Sam", "Sam"]
    away(staff, "Sam")
    assert given("amy") == "Rita", "somebody owns it all the same"


def test_who_speaks_the_language_comes_first_then_who_knows_the_policy(staff):
    accounts.enable(staff=staff["Sam"], languages=[], skills=["performance"], at=NOW)
    assert [given(name) for name in ("ann", "abe")] == ["Sam", "Sam"]
    accounts.enable(staff=staff["Rita"], languages=["en"], skills=[], at=NOW)
    assert given("amy") == "Rita"


def test_who_stands_in_has_the_others_cases_in_the_queue_meanwhile(staff):
    assert given("ann") == "Rita"
    away(staff, "Rita", "Sam")
    operations.place_moved(at=NOW)
    sams = queries.Search(staff=staff["Sam"])
    assert queries.placed(sams, at=NOW).count() == 1
    assert queries.placed(sams, at=NOW + DAY).count() == 0
