"""Abe shares a computer with Ann, or works through the same agency: neither is a ground (S11)."""

import ast
from collections import Counter

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from goodstanding.accounts.models import Account
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.detectors.registry import DETECTORS, PLAIN
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = people.timedelta(days=1)
SOURCE = people.ROOT / "src" / "goodstanding"


@pytest.fixture
def anns():
    """Ann's restriction; the agency Abe runs, of whose clients as many got nothing, waits."""
    people.rulebook()
    rita = people.team()["Rita"]
    told = NOW - 8 * DAY
    for name in ("ann", "abe"):
        people.not_delivering(name, at=told)
    by_name = {one.account.name: one for one in people.work_goes_on(at=told)}
    measure, case = MeasureKind.RESTRICTION, by_name["ann"]
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=told)
    wish = Wish(measure, "Eleven clients got nothing.")
    return cases.decide(case=case, wish=wish, by=rita, at=NOW), by_name["abe"]


def refused(promise, statement, *values):
    with (
        pytest.raises(IntegrityError, match=promise),
        transaction.atomic(),
        connection.cursor() as shell,
    ):
        shell.execute(statement, values)


TAKE = "INSERT INTO cases_casefinding (case_id, finding_id, at) VALUES (%s, %s, now())"

FOUND = """
INSERT INTO findings_finding
SELECT (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(), 'key', 'forged'))).*
FROM findings_finding f WHERE f.id = %s RETURNING id
"""

MEASURE = """
INSERT INTO cases_measure
    (id, decision_id, account_id, kind, capabilities, contract, subject, starts_at, ends_at)
SELECT gen_random_uuid(), decision_id, %s, kind, capabilities, contract, subject, starts_at, ends_at
FROM cases_measure WHERE decision_id = %s
"""


def test_the_database_takes_no_finding_about_ann_into_abes_case(anns):
    decision, abes = anns
    (finding,) = [one.finding for one in decision.relied.all()]
    refused("P1: a finding about somebody else is no ground", TAKE, abes.pk, finding.pk)


def test_the_database_restricts_nobody_but_whom_the_case_is_about(anns):
    decision, abes = anns
    refused("P1: no decision orders a restriction", MEASURE, abes.account_id, decision.pk)


LINKS = {"AgencyMembership", "Award"}
"""Tables that name two accounts: who works through whom, and whom a neutral gave money of whom."""


def test_nothing_else_binds_two_accounts():
    linking = {
        model.__name__
        for model in apps.get_models()
        if Counter(field.related_model for field in model._meta.concrete_fields)[Account] > 1
    }
    assert linking == LINKS


NAMES_ONLY = {
    "cases/drafting/rulings.py",
    "cases/queries/linked.py",
    "detectors/ratings/__init__.py",  # of a ring, not of an agency
    "detectors/ratings/rings.py",
    "interfaces/console/views/deciding.py",
    "interfaces/portal/team.py",
}
"""Who asks for the members of an agency: to name or show them, not to judge one by another."""


def test_nothing_reads_who_works_with_whom_as_a_ground():
    reading = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if path.parts[len(SOURCE.parts)] != "accounts" and "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Attribute) and node.attr in {"members", "memberships", "agencies"})
        or (isinstance(node, ast.Name) and node.id == "AgencyMembership")
    }
    assert reading <= NAMES_ONLY


PLAIN_ONLY = {"identities", "logins", "payments"}
"""Asked about plain files by people; no policy can name them, so no review asks them."""


def test_who_reads_that_is_asked_by_people_alone():
    assert PLAIN.keys() >= PLAIN_ONLY
    assert not PLAIN_ONLY & DETECTORS.keys()


def test_no_detector_reads_where_or_with_what_anyone_signs_in():
    words = ('"device"', '"ip"', "login_succeeded", ".device", ".ip")
    for folder in ("detectors", "findings"):
        for path in (SOURCE / folder).rglob("*.py"):
            if PLAIN_ONLY & {*path.parts}:
                continue
            read = [word for word in words if word in path.read_text()]
            assert read == [], path
