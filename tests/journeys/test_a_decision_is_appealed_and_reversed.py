"""S13 and S14: another person looks again, and everything the decision did is undone."""

from datetime import timedelta

import pytest
from tests import people
from tests.people import NOW

from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries as appeal_queries
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.funds import queries as money
from goodstanding.law.procedure import State
from goodstanding.law.terms import Capability, MeasureKind, Money, UnlawfulError
from goodstanding.notices import operations as deliveries
from goodstanding.notices import queries as notices
from goodstanding.webhooks.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def decision(staff):
    """Ann was heard and is restricted for not delivering; a contested sum is held."""
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000))
    (case,) = people.work_goes_on()
    manager = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=NOW)
    cases.answer(case=case, text="I was ill in March.", by="ann", at=NOW + 2 * DAY)
    wish = Wish(
        MeasureKind.RESTRICTION,
        "Eleven of twenty clients got nothing; a warning would not protect the next ones.",
        hold={"ann-c0": Money(15_000, "EUR")},
    )
    made = cases.decide(case=case, wish=wish, by=manager, at=NOW + 3 * DAY)
    deliveries.deliver_due(at=NOW + 3 * DAY)
    return made


@pytest.fixture
def appeal(decision):
    return appeals.file(
        decision=decision, text="Those clients cancelled first.", by="ann", at=NOW + 4 * DAY
    )


def may_apply(at):
    return queries.may("ann", Capability.APPLY, at=at)


def reviewer_of(appeal):
    return appeal.assignment.reviewer


def test_the_restriction_is_in_force_until_its_end_and_not_a_moment_longer(decision):
    assert not may_apply(NOW + 4 * DAY).allowed
    assert queries.may("ann", Capability.WORK, at=NOW + 4 * DAY).allowed
    assert may_apply(decision.ends_at).allowed


def test_whoever_decided_cannot_look_again(decision, appeal, staff):
    with pytest.raises(UnlawfulError, match="another reviewer must look again"):
        appeals.uphold(appeal=appeal, reasons="Mine.", by=decision.decided_by, at=NOW + 5 * DAY)
    assert reviewer_of(appeal) != decision.decided_by
    assert not hasattr(appeal, "outcome")


def test_an_appeal_is_acknowledged_at_once_and_answered_within_fourteen_days(appeal):
    assert appeal.receipt.created_at == appeal.filed_at
    assert appeal.reply_due_at == appeal.filed_at + 14 * DAY
    assert queries.state(appeal.decision.case, at=NOW + 5 * DAY) == State.UNDER_APPEAL


def test_an_upheld_appeal_leaves_nothing_of_the_decision_behind(decision, appeal):
    at = NOW + 6 * DAY
    reviewer = reviewer_of(appeal)
    appeals.uphold(appeal=appeal, reasons="The clients cancelled.", by=reviewer, at=at)
    assert may_apply(at).allowed
    standing = queries.standing(decision.case.account, at=at)
    assert (standing.in_force, standing.strikes) == ([], [])
    assert rulings.earlier(decision.case.account, "poor-performance") == ()
    assert money.balances(decision.case.account)["ann-c0"].held.minor == 0
    told = notices.of(decision.case.account).first()
    assert told.kind == "appeal_outcome"
    assert "sorry" in told.text
    assert appeal_queries.overturned("outcomes") == (1, 1)
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert {"measure.lifted", "hold.released", "appeal.decided"} <= kinds


def test_another_measure_still_in_force_stays(decision, appeal, staff):
    people.tell(
        *(
            people.applied("ann", n, "I work fast and cheap, hire me now, I start today. " * 3)
            for n in range(60)
        )
    )
    people.work_goes_on(at=NOW + 4 * DAY)
    other = [one for one in queries.of(decision.case.account) if one != decision.case]
    assert other
    at = NOW + 6 * DAY
    before = {s.slug for s in queries.standing(decision.case.account, at=at).strikes}
    appeals.uphold(appeal=appeal, reasons="Wrong.", by=reviewer_of(appeal), at=at)
    after = {s.slug for s in queries.standing(decision.case.account, at=at).strikes}
    assert before - after == {"poor-performance"}


def test_if_nobody_answers_in_time_the_clock_lifts_the_restriction(decision, appeal):
    assert appeals.overdue(at=appeal.reply_due_at - DAY) == []
    (late,) = appeals.overdue(at=appeal.reply_due_at)
    assert late == appeal
    assert may_apply(appeal.reply_due_at).allowed
    assert appeals.overdue(at=appeal.reply_due_at + DAY) == []
    outcome = appeals.reject(
        appeal=appeal, reasons="It stays.", by=reviewer_of(appeal), at=appeal.reply_due_at + DAY
    )
    assert outcome.outcome == "confirmed"


def test_an_appeal_comes_once_in_time_and_from_the_person(decision, appeal):
    with pytest.raises(UnlawfulError, match="already appealed"):
        appeals.file(decision=decision, text="Again.", by="ann", at=NOW + 5 * DAY)
    with pytest.raises(UnlawfulError, match="Only the person"):
        appeals.file(decision=decision, text="For her.", by="ben", at=NOW + 5 * DAY)


def test_an_appeal_after_six_months_is_told_when_the_window_closed(decision):
    with pytest.raises(UnlawfulError, match="were open until"):
        appeals.file(decision=decision, text="Late.", by="ann", at=NOW + 300 * DAY)
