"""Members are known once, by the marketplace's own id, with the latest details."""

from datetime import UTC, datetime

import pytest

from goodstanding.accounts import operations, queries
from goodstanding.accounts.operations import Mention

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)


def register_ann(at, **details):
    return operations.register(name="ann", role="contractor", at=at, **details)


def test_ann_registered_twice_is_one_account_with_her_latest_details():
    first = register_ann(MAY, email="old@example.org")
    again = register_ann(JUNE, email="new@example.org", display_name="Ann")
    assert again.pk == first.pk
    assert (again.email, str(again), again.registered_at) == ("new@example.org", "Ann", MAY)


def test_an_older_registration_that_arrives_late_changes_only_since_when_ann_is_known():
    register_ann(JUNE, email="new@example.org")
    late = register_ann(MAY, email="old@example.org")
    assert (late.email, late.registered_at) == ("new@example.org", MAY)


def test_ann_mentioned_before_she_registered_gets_her_role_and_details():
    operations.mention(name="ann", role="client", at=JUNE)
    assert register_ann(MAY, language="pt").role == "contractor"
    assert queries.account("ann").language == "pt"


def test_mentioning_ann_again_changes_nothing():
    register_ann(MAY, email="ann@example.org")
    assert operations.mention(name="ann", role="client", at=JUNE).role == "contractor"
    mentions = [Mention("ann", "client", JUNE), Mention("ben", "client", JUNE)]
    assert operations.mention_all(mentions=mentions, at=JULY) == 1
    assert queries.account("ann").registered_at == MAY


def test_of_several_mentions_the_earliest_says_since_when():
    mentions = [Mention("ben", "client", JUNE), Mention("ben", "contractor", MAY)]
    operations.mention_all(mentions=mentions, at=JULY)
    assert (queries.account("ben").role, queries.account("ben").registered_at) == ("client", MAY)
    operations.mention_all(
        mentions=[Mention("ben", "client", datetime(2026, 4, 1, tzinfo=UTC))], at=JULY
    )
    assert queries.account("ben").registered_at.month == 4


def test_nobody_ever_heard_of_is_an_error_that_names_them():
    with pytest.raises(queries.UnknownAccountError, match="'zoe'"):
        queries.account("zoe")


def test_a_role_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="owner"):
        operations.mention(name="ann", role="owner", at=MAY)


def test_ann_works_through_an_agency_until_she_leaves():
    agency = operations.register(name="studio", role="agency", at=MAY)
    ann = register_ann(MAY)
    operations.join_agency(agency=agency, member=ann, at=MAY)
    operations.join_agency(agency=agency, member=ann, at=JUNE)
    operations.leave_agency(agency=agency, member=ann, at=JULY)
    assert list(queries.members(agency, at=JUNE)) == [ann]
    assert not queries.members(agency, at=JULY).exists()


def test_memberships_become_what_was_reported_of_them():
    agency = operations.register(name="studio", role="agency", at=MAY)
    operations.join_agency(agency=agency, member=register_ann(MAY), at=MAY)
    for _ in range(2):
        operations.arrange_memberships(
            periods={("studio", "ann"): [(MAY, JUNE), (JULY, None)]}, at=JULY
        )
        assert not queries.members(agency, at=JUNE).exists()
        assert [str(one) for one in queries.members(agency, at=JULY)] == ["ann"]
