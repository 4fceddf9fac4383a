"""S2 and the first half of S3: a small sample is nothing, and a person is heard first."""

from datetime import timedelta

import pytest
from tests import people
from tests.people import NOW

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.findings import queries as findings
from goodstanding.law.terms import Capability, MeasureKind, UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.policies import queries as policies

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def policy(staff):
    return policies.in_force("poor-performance", at=NOW)


@pytest.mark.parametrize("place", [0, 1, 25, 49])
def test_one_complaint_in_fifty_is_no_finding_wherever_it_stands(policy, place):
    ann = people.member("ann")
    people.tell(
        *(people.ended("ann", n, "not_delivered" if n == place else "accepted") for n in range(50)),
        people.earned("ann", place, 10_000),
        people.contested("ann", place, 10_000),
    )
    assert people.work_goes_on() == []
    assert not findings.of(ann).exists()
    (record,) = findings.record(ann, policy)
    assert record.figure.own.startswith("1 of 50")


def test_a_case_opened_by_hand_on_one_complaint_is_refused_with_the_figures(policy, staff):
    ann = people.member("ann")
    people.tell(
        *(people.ended("ann", n, "not_delivered" if n == 9 else "accepted") for n in range(50))
    )
    with pytest.raises(UnlawfulError, match=r"No detector finds anything.*1 of 50"):
        cases.open_by_hand(
            account=ann, policy=policy, why="A client is angry.", by=staff["Rita"], at=NOW
        )


def test_eleven_of_twenty_make_a_case_and_nothing_is_taken_before_she_is_heard(staff):
    ann = people.not_delivering("ann")
    (case,) = people.work_goes_on()
    manager = case.assignment.staff
    assert queries.may("ann", Capability.APPLY, at=NOW).allowed
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    with pytest.raises(UnlawfulError, match="No preliminary notice"):
        cases.decide(case=case, wish=wish, by=manager, at=NOW)
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=NOW)
    with pytest.raises(UnlawfulError, match="not open"):
        cases.decide(case=case, wish=wish, by=manager, at=NOW + 6 * DAY)
    assert queries.may("ann", Capability.APPLY, at=NOW + 6 * DAY).allowed
    told = notices.of(ann).get(kind="preliminary_notice").text
    assert "Nothing has been decided" in told
    assert "11 of" in told
    made = cases.decide(case=case, wish=wish, by=manager, at=NOW + 7 * DAY)
    assert made.statement.facts.count("11 of") == 1
    assert not queries.may("ann", Capability.APPLY, at=NOW + 7 * DAY).allowed


def test_a_suspension_needs_a_finding_of_harm_to_the_workplace_too(staff):
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    refused = rulings.after_hearing(case, at=NOW).refused[MeasureKind.SUSPENSION]
    assert "harm" in {one.rule for one in refused}


def test_work_running_again_finds_nothing_new(staff):
    people.not_delivering("ann")
    assert len(people.work_goes_on()) == 1
    assert people.work_goes_on() == []


def test_the_least_loaded_case_manager_is_assigned_and_stays(staff):
    for name in ("ann", "abe", "ada", "avi"):
        people.not_delivering(name)
    opened = people.work_goes_on()
    managers = sorted(one.assignment.staff.name for one in opened)
    assert managers == ["Rita", "Rita", "Sam", "Sam"]
