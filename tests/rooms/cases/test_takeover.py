"""Whoever is robbed of an account did nothing: what guards it is no strike against its owner."""

import shutil

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import Capability, MeasureKind
from goodstanding.policies import operations as policies
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = people.timedelta(days=1)


@pytest.fixture
def takeover(tmp_path):
    """A policy about accounts that others got into; what it restricts protects the owner."""
    folder = tmp_path / "account-takeover"
    shutil.copytree(people.RULEBOOK / "poor-performance", folder)
    shutil.rmtree(folder / "cases", ignore_errors=True)
    said = (folder / "policy.toml").read_text()
    said = said.replace('slug = "poor-performance"', 'slug = "account-takeover"', 1)
    (folder / "policy.toml").write_text(f"protects_owner = true\n{said}")
    return policies.adopt(folder=folder, by="Pia", at=people.ADOPTED)


@pytest.fixture
def rita(takeover):
    return people.team()["Rita"]


@pytest.fixture
def guarded(rita):
    """An intruder ends eleven of Ann's contracts with nothing delivered; Rita stops it."""
    people.not_delivering("ann", at=NOW - 8 * DAY)
    (case,) = people.work_goes_on(at=NOW - 8 * DAY)
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=NOW - 8 * DAY)
    wish = Wish(measure, "An intruder ends her contracts; nothing else stops it.")
    return cases.decide(case=case, wish=wish, by=rita, at=NOW)


def test_the_intruder_is_stopped_and_ann_has_no_strike(guarded):
    ann = guarded.case.account
    assert not queries.may("ann", Capability.APPLY, at=NOW).allowed
    assert queries.standing(ann, at=NOW).strikes == []
    assert all(one.weight == 0 for one in rulings.earlier(ann, "account-takeover"))


def test_once_it_is_over_ann_stands_as_before(guarded):
    (measure,) = guarded.measures.all()
    cases.lift_measure(measure=measure, cause="Ann has her account back", by="Rita", at=NOW + DAY)
    standing = queries.standing(guarded.case.account, at=NOW + DAY)
    assert (standing.in_force, standing.strikes) == ([], [])
    assert queries.may("ann", Capability.APPLY, at=NOW + DAY).allowed


STRIKE = """
INSERT INTO cases_strike (decision_id, account_id, slug, at, expires_at)
SELECT d.id, a.id, %s, d.at, d.at + interval '90 days'
FROM cases_decision d, accounts_account a WHERE d.id = %s AND a.name = %s
"""


def refused(promise, *values):
    with (
        pytest.raises(IntegrityError, match=promise),
        transaction.atomic(),
        connection.cursor() as shell,
    ):
        shell.execute(STRIKE, values)


def test_the_database_counts_no_takeover_against_its_owner(guarded):
    refused(
        "P9: a measure that protects its owner makes no strike",
        "account-takeover",
        guarded.id,
        "ann",
    )


def test_the_database_counts_a_decision_against_nobody_else(guarded):
    people.member("abe")
    refused("P1: no decision confirms a violation", "account-takeover", guarded.id, "abe")
    refused("P1: no decision confirms a violation", "poor-performance", guarded.id, "ann")
