"""Each promise has a guard in the database and an attack on it, and the page says what they are."""

import pytest
from django.db import connection

from tests.house import promises

pytestmark = pytest.mark.django_db
PROMISES = [f"P{number}" for number in range(1, 13)]


@pytest.fixture
def guards():
    with connection.cursor() as cursor:
        return promises.guards(cursor)


def test_the_page_is_as_the_database_and_the_tests_say():
    with connection.cursor() as cursor:
        said = promises.page(cursor)
    assert promises.PAGE.read_text() == said, "run `make docs`"


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_is_kept_by_the_database_and_is_attacked_there(guards, promise):
    ours = promises.kept([one for one in guards if one.promise == promise], promises.attacks())
    assert ours
    assert any(ours.values())


def test_every_guard_in_the_database_is_of_a_promise_that_is_made(guards):
    assert {one.promise for one in guards} == set(promises.WORDS["promises"]) == set(PROMISES)


def test_every_message_of_a_promise_is_called_by_a_table(guards):
    assert [one for one in guards if not one.tables] == []
