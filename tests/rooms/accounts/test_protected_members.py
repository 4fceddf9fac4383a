"""Ann is a journalist: only people named for it read her record, and nobody rewrites who did."""

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.accounts import operations, queries
from goodstanding.law.terms import StaffRole
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return people.team()


def protected(team, *readers):
    ann = people.member("ann")
    named = [team[one] for one in readers]
    return operations.protect(
        account=ann, reason="A journalist.", readers=named, by=team["Sam"], at=NOW
    )


def test_ann_is_read_by_those_who_are_named_until_it_ends(team):
    kept = protected(team, "Rita", "Sue")
    able = queries.qualified(StaffRole.CASE_MANAGER, at=NOW)
    assert [str(one) for one in queries.admitted(able, kept.account, at=NOW)] == ["Rita"]
    operations.admit(protection=kept, staff=team["Sam"], why="Rita is ill.", by=team["Sue"], at=NOW)
    assert (
        operations.admit(protection=kept, staff=team["Sam"], why="Again.", by=team["Sue"], at=NOW)
        is None
    )
    assert {str(one) for one in queries.admitted(able, kept.account, at=NOW)} == {"Rita", "Sam"}
    operations.end_protection(protection=kept, why="She left the paper.", by=team["Sam"], at=NOW)
    assert queries.protection(kept.account, at=NOW) is None
    with pytest.raises(LookupError, match="account: got 'ann', expected one that is protected"):
        queries.require_protection(kept.account, at=NOW)


@pytest.mark.parametrize("readers", [(), ("Rita",), ("Sam",), ("Sue",)])
def test_somebody_can_decide_and_somebody_else_look_again(team, readers):
    with pytest.raises(
        operations.ProtectionError, match=r"readers: got .*, expected a case manager"
    ):
        protected(team, *readers)


def test_a_protection_has_a_reason_and_is_one(team):
    kept = protected(team, "Rita", "Sue")
    with pytest.raises(operations.ProtectionError, match="account: ann is protected already"):
        protected(team, "Rita", "Sue")
    with pytest.raises(operations.ProtectionError, match="why: got nothing, expected the reason"):
        operations.end_protection(protection=kept, why=" ", by=team["Sam"], at=NOW)


def test_anns_case_goes_to_who_reads_her_record_and_so_does_what_is_left_undone(team):
    people.rulebook()
    protected(team, "Rita", "Sue")
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    assert case.assignment.staff == team["Rita"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_protection SET reason = 'none'",
        "DELETE FROM accounts_admission",
        "UPDATE accounts_protectionend SET at = at - interval '1 year'",
        "DELETE FROM accounts_protectedreading",
    ],
)
def test_by_raw_sql_nobody_hides_who_read(team, statement):
    kept = protected(team, "Rita", "Sue")
    operations.note_protected_reading(
        protection=kept, address="/x", admitted=True, by=team["Rita"], at=NOW
    )
    operations.end_protection(protection=kept, why="Over.", by=team["Sam"], at=NOW)
    with (
        pytest.raises(IntegrityError, match="P8: the record is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
