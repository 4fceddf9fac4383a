"""Two people open the same case: one has it, the other is told who."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import operations, queries
from tests.interfaces.console.reading import words
from tests.people import NOW

SOON = timedelta(minutes=5)


def test_the_second_who_opens_a_case_is_told_who_has_it(sign_in, case):
    where = f"/console/cases/{case.reference}/"
    assert "You have this case open until 10:20" in words(sign_in("Rita").get(where))
    assert "Rita has this case open since 10:00" in words(sign_in("Sam").get(where))
    assert "open at Rita" in words(sign_in("Sam").get("/console/?show=all"))


def test_next_does_not_lead_into_what_another_has_open(sign_in, case, staff):
    assert case.reference in sign_in("Sue").get("/console/next/")["Location"]
    operations.claim(case=case, by=staff["Rita"], at=NOW)
    assert sign_in("Sue").get("/console/next/")["Location"] == "/console/"


def test_a_case_put_down_is_free_at_once(sign_in, case, staff):
    where = f"/console/cases/{case.reference}/"
    sign_in("Rita").get(where)
    sign_in("Rita").post(f"{where}put-down")
    assert "You have this case open" in words(sign_in("Sam").get(where))


def test_a_window_left_open_keeps_nobody_out(case, staff):
    operations.claim(case=case, by=staff["Rita"], at=NOW)
    later = operations.claim(case=case, by=staff["Sam"], at=NOW + 5 * SOON)
    assert later.staff == staff["Sam"]


def test_who_works_on_keeps_it(case, staff):
    operations.claim(case=case, by=staff["Rita"], at=NOW)
    operations.claim(case=case, by=staff["Rita"], at=NOW + 3 * SOON)
    assert queries.claim_of(case, at=NOW + 6 * SOON).staff == staff["Rita"]


def test_who_looks_on_without_managing_cases_takes_none_up(sign_in, case):
    sign_in("Sue").get(f"/console/cases/{case.reference}/")
    assert queries.claim_of(case, at=NOW) is None


@pytest.mark.parametrize("sooner", [timedelta(0), SOON, 3 * SOON])
def test_the_database_lets_no_two_have_a_case_at_once(case, staff, sooner):
    operations.claim(case=case, by=staff["Rita"], at=NOW)
    row = [case.pk, staff["Sam"].pk, NOW + sooner, NOW + sooner + SOON]
    sql = "INSERT INTO cases_claim (case_id, staff_id, at, until) VALUES (%s, %s, %s, %s)"
    with (
        pytest.raises(IntegrityError, match="open at another's: Rita"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, row)
    assert operations.claim(case=case, by=staff["Sam"], at=NOW).staff == staff["Rita"]
