"""The team: named people, what they are qualified for, and when."""

from datetime import UTC, datetime

import pytest

from goodstanding.accounts import operations, queries
from goodstanding.law.facts import Decider
from goodstanding.law.terms import StaffRole

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)


def employ_rita(at, *roles, password=None):
    return operations.employ(
        name="Rita", email="rita@example.org", roles=roles, at=at, password=password
    )


def test_rita_employed_twice_is_one_person():
    rita = employ_rita(MAY, StaffRole.REVIEWER)
    assert employ_rita(JUNE, StaffRole.REVIEWER).pk == rita.pk
    assert queries.decider(rita, at=MAY) == Decider("Rita", frozenset({StaffRole.REVIEWER}))
    assert rita.roles.count() == 1


def test_a_role_rita_no_longer_has_ends_and_stays_on_the_record():
    rita = employ_rita(MAY, StaffRole.REVIEWER, StaffRole.CASE_MANAGER)
    employ_rita(JUNE, StaffRole.REVIEWER)
    assert queries.roles(rita, at=MAY) == {StaffRole.REVIEWER, StaffRole.CASE_MANAGER}
    assert queries.roles(rita, at=JUNE) == {StaffRole.REVIEWER}
    employ_rita(JULY, StaffRole.CASE_MANAGER)
    assert queries.roles(rita, at=JULY) == {StaffRole.CASE_MANAGER}


def test_who_is_qualified_is_a_question_of_the_time():
    rita = employ_rita(JUNE, StaffRole.REVIEWER)
    assert not queries.qualified(StaffRole.REVIEWER, at=MAY).exists()
    assert list(queries.qualified(StaffRole.REVIEWER, at=JUNE)) == [rita]
    assert not queries.qualified(StaffRole.CASE_MANAGER, at=JUNE).exists()


def test_rita_signs_in_with_her_password_and_is_found_by_her_user(client, django_user_model):
    rita = employ_rita(MAY, StaffRole.REVIEWER, password="correct horse battery")
    employ_rita(JUNE, StaffRole.REVIEWER)
    assert client.login(username="rita@example.org", password="correct horse battery")
    assert queries.staff_of(rita.user) == rita
    assert queries.staff_of(django_user_model.objects.create_user("ann")) is None


def test_a_new_person_without_a_password_cannot_sign_in(client):
    employ_rita(MAY, StaffRole.REVIEWER)
    assert not client.login(username="rita@example.org", password="")


def test_nobody_signed_in_is_nobody_of_the_team():
    from django.contrib.auth.models import AnonymousUser

    assert queries.staff_of(AnonymousUser()) is None
