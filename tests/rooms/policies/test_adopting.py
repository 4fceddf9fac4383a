"""Pia, the policy owner, adopts policies from the rulebook."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.policies import operations, queries
from goodstanding.policies.models import PolicyVersion

RULEBOOK = Path(__file__).parents[3] / "rulebook"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ADOPTED = datetime(2026, 1, 2, tzinfo=UTC)
MARCH = datetime(2026, 3, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A copy of the policy on spam applications that Pia can edit."""
    return Path(shutil.copytree(RULEBOOK / "spam-applications", tmp_path / "spam-applications"))


def edit(folder, old, new, name="policy.toml"):
    file = folder / name
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new, 1))


def second_version(folder, *, announced="2026-03-01", binds="2026-04-01"):
    edit(folder, "version = 1", "version = 2")
    edit(folder, "announced = 2025-11-15", f"announced = {announced}")
    edit(folder, "in_force_from = 2026-01-01", f"in_force_from = {binds}")
    edit(folder, "tolerated = 10", "tolerated = 15")


def adopt(folder, at=ADOPTED):
    return operations.adopt(folder=folder, by="Pia", at=at)


def test_every_shipped_policy_is_adopted_and_in_force():
    slugs = sorted(folder.name for folder in RULEBOOK.glob("*/"))
    for slug in slugs:
        assert adopt(RULEBOOK / slug).adopted_by == "Pia"
    assert [one.slug for one in queries.all_in_force(at=ADOPTED)] == slugs


def test_a_version_keeps_its_text_its_settings_and_their_hash(folder):
    version = adopt(folder)
    assert version.text == (folder / "policy.md").read_text()
    assert version.settings["detector"]["applications"]["tolerated"] == 10
    assert (version.announced_at, version.in_force_from) == (
        datetime(2025, 11, 15, tzinfo=UTC),
        NEW_YEAR,
    )
    assert len(version.hash) == 64


@pytest.mark.parametrize("slug", ["poor-performance", "scam-job-posts", "spam-applications"])
def test_whoever_has_the_record_can_recompute_its_hash(slug):
    adopt(RULEBOOK / slug)
    kept = PolicyVersion.objects.get(slug=slug)
    assert hashlib.sha256(queries.record(kept)).hexdigest() == kept.hash


def test_adopting_again_changes_nothing(folder):
    adopt(folder)
    assert adopt(folder, at=MARCH) is None
    assert PolicyVersion.objects.count() == 1


def test_a_comment_in_the_settings_is_no_change(folder):
    adopt(folder)
    edit(folder, "version = 1", "version = 1  # the first")
    assert adopt(folder, at=MARCH) is None


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("policy.toml", "tolerated = 10", "tolerated = 5"), ("policy.md", "sixty jobs,", "60 jobs,")],
)
def test_an_adopted_version_cannot_be_changed_silently(folder, name, old, new):
    adopt(folder)
    edit(folder, old, new, name)
    with pytest.raises(operations.NotAdoptedError) as refused:
        adopt(folder, at=MARCH)
    [mistake] = refused.value.mistakes
    assert mistake.line == 2
    assert "got 1, expected 2" in mistake.message
    assert "raise the version" in mistake.message


def test_a_folder_with_mistakes_is_not_adopted(folder):
    edit(folder, 'family = "violation"', 'family = "vice"')
    with pytest.raises(operations.NotAdoptedError, match=r"policy.toml:5: family: got 'vice'"):
        adopt(folder)
    assert not PolicyVersion.objects.exists()


def test_a_second_version_is_announced_before_it_binds(folder):
    adopt(folder)
    second_version(folder)
    assert adopt(folder, at=datetime(2026, 3, 1, tzinfo=UTC)).version == 2


def test_a_second_version_adopted_late_binds_no_earlier_than_30_days_later(folder):
    adopt(folder)
    second_version(folder)
    with pytest.raises(operations.NotAdoptedError, match="expected 2026-04-09 12:00 UTC or later"):
        adopt(folder, at=datetime(2026, 3, 10, 12, tzinfo=UTC))


def test_versions_bind_in_their_order(folder):
    adopt(folder)
    second_version(folder, announced="2026-03-01", binds="2026-09-01")
    adopt(folder, at=MARCH)
    edit(folder, "version = 2", "version = 3")
    edit(folder, "in_force_from = 2026-09-01", "in_force_from = 2026-08-01")
    with pytest.raises(operations.NotAdoptedError, match="expected a day after 2026-09-01"):
        adopt(folder, at=MARCH)


def test_conduct_before_the_change_is_judged_by_the_old_version(folder):
    adopt(folder)
    second_version(folder)
    adopt(folder, at=datetime(2026, 3, 1, tzinfo=UTC))
    change = datetime(2026, 4, 1, tzinfo=UTC)
    eve = change - timedelta(seconds=1)
    assert queries.in_force("spam-applications", at=eve).version == 1
    assert queries.in_force("spam-applications", at=change).version == 2
    assert queries.in_force("spam-applications", at=NEW_YEAR - timedelta(seconds=1)) is None
    old, new = map(queries.terms, queries.versions("spam-applications"))
    assert old.binds(eve)
    assert not old.binds(change)
    assert new.binds(change)
    assert (old.in_force_until, new.in_force_until) == (change, None)


def test_an_announced_version_does_not_replace_the_one_in_force(folder):
    adopt(folder)
    second_version(folder)
    adopt(folder, at=datetime(2026, 3, 1, tzinfo=UTC))
    [(current, coming)] = queries.listed(at=MARCH)
    assert (current.version, coming.version) == (1, 2)
    assert queries.latest("spam-applications").version == 2
    assert [one.version for one in queries.for_detector("applications", at=MARCH)] == [1]
    assert queries.for_detector("outcomes", at=MARCH) == []
