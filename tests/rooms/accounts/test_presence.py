"""Rita goes away and Sam stands in; what each is able to is a row, and no row is rewritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.accounts import operations, queries
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def team():
    return people.team()


def goes(team, name, stand_in=None, *, since=NOW, until=NOW + 3 * DAY):
    return operations.go_away(
        staff=team[name],
        starts_at=since,
        ends_at=until,
        stand_in=team[stand_in] if stand_in else None,
        by=team["Sue"],
        at=NOW,
    )


def test_rita_is_away_from_then_until_she_comes_back(team):
    rita, sam = team["Rita"], team["Sam"]
    goes(team, "Rita", "Sam", since=NOW + DAY)
    assert queries.absent(at=NOW) == frozenset()
    assert queries.absent(at=NOW + DAY) == {rita.pk}
    assert queries.stands_in_for(sam, at=NOW + DAY) == {rita.pk}
    assert queries.absent(at=NOW + 3 * DAY) == frozenset()
    assert operations.come_back(staff=rita, by=rita, at=NOW + 2 * DAY) == 1
    assert queries.stands_in_for(sam, at=NOW + 2 * DAY) == frozenset()
    assert operations.come_back(staff=rita, by=rita, at=NOW + 2 * DAY) == 0


@pytest.mark.parametrize(
    ("stand_in", "until", "said"),
    [
        ("Rita", 3, "got Rita, themselves"),
        ("Sue", 3, "got Sue, who is no case manager then"),
        (None, -1, "until: got 2026-05-31 10:00, expected a time after its beginning"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(team, stand_in, until, said):
    with pytest.raises(operations.AbsenceError, match=said):
        goes(team, "Rita", stand_in, until=NOW + until * DAY)


def test_who_is_away_stands_in_for_nobody_and_is_not_away_twice(team):
    goes(team, "Sam")
    with pytest.raises(operations.AbsenceError, match="got Sam, who is away then, too"):
        goes(team, "Rita", "Sam")
    with pytest.raises(operations.AbsenceError, match="Sam is away in that time already"):
        goes(team, "Sam", until=NOW + DAY)


def test_what_rita_is_able_to_is_said_anew_and_stays_on_the_record(team):
    rita = team["Rita"]
    operations.enable(staff=rita, languages=["uk"], skills=["fraud"], at=NOW)
    operations.enable(staff=rita, languages=["uk", "bn"], skills=[], at=NOW + DAY)
    assert queries.able("skill", ["fraud"], at=NOW) == {rita.pk}
    assert queries.able("skill", ["fraud"], at=NOW + DAY) == frozenset()
    held = queries.abilities(at=NOW + DAY).filter(staff=rita)
    assert [one.name for one in held] == ["bn", "uk"]


@pytest.mark.parametrize("table", ["absence", "absenceend", "ability", "abilityend"])
def test_nobody_rewrites_who_was_away_or_able(team, table):
    goes(team, "Rita")
    operations.come_back(staff=team["Rita"], by=team["Rita"], at=NOW)
    for names in (["uk"], []):
        operations.enable(staff=team["Rita"], languages=names, skills=[], at=NOW)
    for sql in (f"UPDATE accounts_{table} SET at = now()", f"DELETE FROM accounts_{table}"):
        with pytest.raises(IntegrityError, match="P8"), transaction.atomic():
            connection.cursor().execute(sql)


def test_nobody_stands_in_for_themselves_by_raw_sql(team):
    goes(team, "Rita")
    sql = (
        "INSERT INTO accounts_absence (staff_id, stand_in_id, by_id, starts_at, ends_at, at) "
        "SELECT staff_id, staff_id, by_id, starts_at, ends_at, at FROM accounts_absence"
    )
    with pytest.raises(IntegrityError, match="stand_in_is_another"), transaction.atomic():
        connection.cursor().execute(sql)
