"""Nobody makes the rules judge by who Ann is, whoever writes the policy into the database (P11)."""

import json
import tomllib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection

from goodstanding.policies.rulebook.protected import TRAITS
from tests.rooms.policies.test_promises import RULEBOOK

ADOPTED = datetime(2026, 1, 2, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P11")]


def write(detector, detectors=("outcomes",)):
    """A policy right in all else, by SQL."""
    settings = {"announced_where": "https://marketplace.example/", "detector": detector}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO policies_policyversion (slug, version, title, family, detectors, text, "
            "settings, hash, announced_at, in_force_from, adopted_at, adopted_by) "
            "VALUES ('unfair', 1, 'Unfair', 'performance', %s, '', %s, 'f', %s, %s, %s, 'x')",
            [
                json.dumps(detectors),
                json.dumps(settings),
                ADOPTED,
                ADOPTED + timedelta(days=30),
                ADOPTED,
            ],
        )


@pytest.mark.parametrize("trait", sorted(TRAITS))
def test_no_detector_is_set_to_a_trait(trait):
    with pytest.raises(IntegrityError, match=f"P11: .* judges by {trait}"):
        write({"outcomes": {trait: 1}})


ATTACKS = {
    "a part of a key": {"outcomes": {"Home_Language_share": 0.5}},
    "a key below": {"outcomes": {"weights": {"gender": 2}}},
    "a column by name": {"outcomes": {"column": "birth_date"}},
    "a column in a list": {"outcomes": {"columns": ["ended", "religion"]}},
    "a list in a list": {"outcomes": {"columns": [["ended", {"by": "age"}]]}},
    "hidden as a kind of work": {"outcomes": {"tolerated": {"Language": 0.01}}},
    "a detector's own name": {"gender": {"window_days": 90}},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_trait_is_hidden_deeper(attack):
    with pytest.raises(IntegrityError, match="P11"):
        write(ATTACKS[attack])


def test_no_detector_is_named_for_a_trait():
    with pytest.raises(IntegrityError, match=r"P11: .* judges by gender"):
        write({}, detectors=["outcomes", "gender-balance"])


def test_a_kind_of_work_may_have_such_a_word_in_its_name():
    write({"outcomes": {"tolerated": {"language-lessons": 0.05}, "note": "Any age may apply."}})


@pytest.mark.parametrize(
    "path", sorted(RULEBOOK.glob("*/policy.toml")), ids=lambda p: p.parent.name
)
def test_every_published_policy_passes(path):
    written = tomllib.loads(path.read_text())
    write(written.get("detector", {}), written["detectors"])
