"""Whoever has raw access to the database cannot slip a policy past its members."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from goodstanding.policies import operations
from goodstanding.policies.models import PolicyVersion

RULEBOOK = Path(__file__).parents[3] / "rulebook"
ADOPTED = datetime(2026, 1, 2, tzinfo=UTC)
LEAD = timedelta(days=30)

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted():
    return operations.adopt(folder=RULEBOOK / "poor-performance", by="Pia", at=ADOPTED)


def raw(version=2, *, slug="poor-performance", announced, binds, adopted_at, settings="{}"):
    """Insert a version by SQL, past every operation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO policies_policyversion (slug, version, title, family, detectors, text, "
            "settings, hash, announced_at, in_force_from, adopted_at, adopted_by) "
            "VALUES (%s, %s, 'Poor', 'performance', '[]', '', %s, 'f', %s, %s, %s, 'x')",
            [slug, version, settings, announced, binds, adopted_at],
        )


def test_a_second_version_binds_no_sooner_than_30_days_after_its_adoption(adopted):
    at = ADOPTED + LEAD
    with pytest.raises(IntegrityError, match=r"P1: .* before it was announced for 30 days"):
        raw(announced=ADOPTED, binds=at + LEAD - timedelta(seconds=1), adopted_at=at)


def test_a_second_version_binds_no_sooner_than_30_days_after_its_announcement(adopted):
    with pytest.raises(IntegrityError, match=r"P1: .* before it was announced for 30 days"):
        raw(announced=ADOPTED + LEAD, binds=ADOPTED + LEAD, adopted_at=ADOPTED)


def test_a_second_version_in_time_is_kept(adopted):
    raw(announced=ADOPTED, binds=ADOPTED + LEAD, adopted_at=ADOPTED)
    assert PolicyVersion.objects.count() == 2


def test_a_first_version_was_announced_somewhere(db):
    with pytest.raises(IntegrityError, match=r"P1: .* does not say where it was announced"):
        raw(1, announced=ADOPTED, binds=ADOPTED + LEAD, adopted_at=ADOPTED)


def test_a_first_version_was_announced_30_days_before(db):
    where = '{"announced_where": "https://marketplace.example/"}'
    with pytest.raises(IntegrityError, match=r"P1: .* before it was announced for 30 days"):
        raw(
            1,
            announced=ADOPTED,
            binds=ADOPTED + timedelta(days=29),
            adopted_at=ADOPTED,
            settings=where,
        )


@pytest.mark.parametrize("version", [1, 0])
def test_no_version_is_put_before_or_over_another(adopted, version):
    with pytest.raises(IntegrityError):
        raw(version, announced=ADOPTED, binds=ADOPTED + LEAD, adopted_at=ADOPTED)


def test_no_version_binds_before_the_one_it_follows(adopted):
    early = ADOPTED - timedelta(days=90)
    with pytest.raises(IntegrityError, match=r"P1: .* does not come after version 1"):
        raw(announced=early, binds=early + LEAD, adopted_at=early)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE policies_policyversion SET text = 'Everything is forbidden.'",
        "UPDATE policies_policyversion SET in_force_from = '2025-12-31'",
        "DELETE FROM policies_policyversion",
    ],
)
def test_what_was_adopted_is_never_changed(adopted, attack):
    with pytest.raises(IntegrityError, match="P8"), connection.cursor() as cursor:
        cursor.execute(attack)
