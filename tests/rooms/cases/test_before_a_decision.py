"""What comes before a decision: whose case it is, what a rule may do alone, what must be found."""

import pytest

from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings
from goodstanding.cases.operations import open_from_findings
from goodstanding.findings import operations as findings
from goodstanding.law.terms import MeasureKind
from goodstanding.notices import queries as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
NOT_DELIVERED = range(10, 15)


@pytest.fixture(autouse=True)
def _house():
    people.rulebook()
    people.team()


def five_of_fifteen(name):
    """Of fifteen clients five got nothing: enough for a person to look, not to restrict."""
    people.member(name)
    people.tell(
        *(
            people.ended(name, n, "not_delivered" if n in NOT_DELIVERED else "accepted")
            for n in range(15)
        ),
        *(people.earned(name, n, 18_000) for n in NOT_DELIVERED),
    )


def contests(name):
    people.tell(*(people.contested(name, n, 18_000) for n in NOT_DELIVERED))


def test_a_rule_coaches_alone_where_nothing_more_could_follow():
    five_of_fifteen("ann")
    (case,) = people.work_goes_on()
    assert queries.decision(case).measure == MeasureKind.COACHING_NOTE
    assert queries.decision(case).decided_by is None


def test_where_a_client_contests_money_a_person_decides_though_nothing_is_posted_yet():
    five_of_fifteen("ann")
    contests("ann")
    findings.examine(accounts=None, at=NOW)
    (case,) = open_from_findings(at=NOW)
    assert queries.decision(case) is None
    assert not notices.of(case.account).exists()
    assert sum(money.minor for money in rulings.hold_ceiling(case).values()) == 90_000


def test_a_suspension_needs_a_finding_of_harm_to_the_workplace_too():
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    refused = rulings.after_hearing(case, at=NOW).refused[MeasureKind.SUSPENSION]
    assert "harm" in {one.rule for one in refused}


def test_work_running_again_finds_nothing_new():
    people.not_delivering("ann")
    assert len(people.work_goes_on()) == 1
    assert people.work_goes_on() == []


def test_the_case_manager_with_fewest_cases_is_assigned():
    for name in ("ann", "abe", "ada", "avi"):
        people.not_delivering(name)
    managers = sorted(one.assignment.staff.name for one in people.work_goes_on())
    assert managers == ["Rita", "Rita", "Sam", "Sam"]
