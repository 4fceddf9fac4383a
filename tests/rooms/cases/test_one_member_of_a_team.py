"""An agency's team works through one account; what Tom did is not held against Tina (S24)."""

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.accounts import operations as accounts
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import wishes
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import Capability, MeasureKind, UnlawfulError
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = people.timedelta(days=1)
MEASURE = MeasureKind.RESTRICTION
WHY = "Tom took these contracts; nobody else of the team had to do with them."


@pytest.fixture
def team():
    people.rulebook()
    return people.team()


@pytest.fixture
def case(team):
    """Of the agency's twenty clients eleven got nothing; Tom and Tina work through it, Ute did."""
    told = NOW - 8 * DAY
    studio = people.member("studio", role="agency")
    named = {name: people.member(name) for name in ("tom", "tina", "ute", "abe")}
    for name in ("tom", "tina", "ute"):
        accounts.join_agency(agency=studio, member=named[name], at=people.ADOPTED)
    accounts.leave_agency(agency=studio, member=named["ute"], at=NOW - DAY)
    people.tell(*people.contracts("studio", 11), at=told)
    (case,) = people.work_goes_on(at=told)
    cases.serve_preliminary_notice(case=case, measure=MEASURE, by=team["Rita"], at=told)
    return case


@pytest.fixture
def decision(case, team):
    """Rita restricts Tom alone."""
    return cases.decide(case=case, wish=Wish(MEASURE, WHY, member="tom"), by=team["Rita"], at=NOW)


def may_apply(member=""):
    return queries.may("studio", Capability.APPLY, member=member, at=NOW).allowed


def test_the_team_goes_on_and_the_notice_says_who_is_meant(decision):
    assert not may_apply("tom")
    assert may_apply("tina")
    assert may_apply()
    assert "for tom of your team only. The rest of your team goes on" in decision.notice.text


@pytest.mark.parametrize("name", ["abe", "ute", "nobody", "studio"])
def test_only_who_works_through_the_agency_now_is_named(case, team, name):
    with pytest.raises(UnlawfulError, match=f"member: got '{name}', expected who works through"):
        cases.decide(case=case, wish=Wish(MEASURE, WHY, member=name), by=team["Rita"], at=NOW)
    assert not case.decisions.exists()


def test_a_wish_that_waits_for_a_second_person_keeps_whom_it_names():
    wish = Wish(MEASURE, WHY, member="tom")
    assert wishes.read_decision(wishes.written(wish), WHY).member == "tom"


MEASURES = """
INSERT INTO cases_measure
    (id, decision_id, account_id, kind, capabilities, contract, subject, member, starts_at, ends_at)
SELECT gen_random_uuid(), decision_id, coalesce(a.id, account_id), kind, capabilities, '', '', %s,
       starts_at, ends_at
FROM cases_measure m LEFT JOIN accounts_account a ON a.name = %s WHERE m.decision_id = %s
"""


def refused(promise, *values):
    with (
        pytest.raises(IntegrityError, match=promise),
        transaction.atomic(),
        connection.cursor() as shell,
    ):
        shell.execute(MEASURES, values)


@pytest.mark.parametrize("name", ["abe", "ute", "nobody"])
def test_the_database_names_nobody_outside_the_team(decision, name):
    refused(f"P1: {name} does not work through the account", name, "studio", decision.id)


def test_the_database_restricts_no_account_but_the_one_decided_about(decision):
    """Neither Tom's own account nor a stranger's, though Tom is linked to the agency."""
    for account in ("tom", "abe"):
        refused("P1: no decision orders a restriction of this account", "", account, decision.id)
