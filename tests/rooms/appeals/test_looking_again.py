"""An appeal comes once and in time, and leaves nothing of a decision that was reversed."""

from datetime import timedelta

import pytest

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.procedure import State
from goodstanding.law.terms import Capability, MeasureKind, UnlawfulError
from goodstanding.notices import operations as deliveries
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAID = [
    "You pay a registration fee of 35 dollars. Message us on Telegram.",
    "The training fee is refunded. Text me on WhatsApp to apply.",
    "Send a refundable deposit and contact our manager on Telegram.",
]


@pytest.fixture
def decision():
    """Ben was heard, and may not post jobs for 30 days."""
    people.rulebook()
    people.team()
    people.member("ben", role="client")
    people.tell(*(people.posted("ben", n, words) for n, words in enumerate(PAID)))
    (case,) = people.work_goes_on()
    manager = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=manager, at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Three posts ask for a fee.")
    made = cases.decide(case=case, wish=wish, by=manager, at=NOW + 7 * DAY)
    deliveries.deliver_due(at=NOW + 7 * DAY)
    return made


@pytest.fixture
def appeal(decision):
    return appeals.file(decision=decision, text="It is the notary's.", by="ben", at=NOW + 8 * DAY)


def may_post(at):
    return queries.may("ben", Capability.POST_JOB, at=at).allowed


def test_a_restriction_is_in_force_until_its_end_and_not_a_moment_longer(decision):
    assert not may_post(decision.effect_at)
    assert not may_post(decision.ends_at - timedelta(microseconds=1))
    assert may_post(decision.ends_at)


def test_who_looks_again_is_told_by_mail_that_it_is_theirs(decision, appeal):
    letter = appeal.assignment.reviewer.letters.get(key=f"appeal {appeal.pk}")
    assert letter.subject == f"[{decision.case.reference}] An appeal is yours"
    assert "Ben" in letter.text.title()
    assert f"/console/appeals/{appeal.id}/" in letter.text


def test_a_case_is_under_appeal_until_it_is_answered(decision, appeal):
    case, reviewer = decision.case, appeal.assignment.reviewer
    assert queries.state(case, at=NOW + 9 * DAY) == State.UNDER_APPEAL
    appeals.reject(appeal=appeal, reasons="It stays.", by=reviewer, at=NOW + 9 * DAY)
    assert queries.state(queries.case(case.reference), at=NOW + 9 * DAY) == State.CLOSED


def test_whoever_decided_cannot_take_the_appeal_either(decision, appeal):
    with pytest.raises(UnlawfulError, match="another reviewer must look again"):
        appeals.take(appeal=appeal, by=decision.decided_by, at=NOW + 9 * DAY)


def test_a_reversed_decision_is_no_earlier_decision_and_an_error_of_its_rule(decision, appeal):
    assert len(rulings.earlier(decision.case.account, "scam-job-posts")) > 0
    before = queries.overturned("job_posts")
    reviewer = appeal.assignment.reviewer
    appeals.uphold(appeal=appeal, reasons="The notary's.", by=reviewer, at=NOW + 9 * DAY)
    kinds = {one.measure for one in rulings.earlier(decision.case.account, "scam-job-posts")}
    assert kinds == {MeasureKind.INTERIM_RESTRICTION}
    made, reversed_ = queries.overturned("job_posts")
    assert (made, reversed_) == (before[0], before[1] + 1)


def test_what_the_clock_lifts_it_lifts_once_and_the_appeal_is_still_answered(decision, appeal):
    due = appeal.reply_due_at
    assert appeals.overdue(at=due - timedelta(microseconds=1)) == []
    assert not may_post(due - timedelta(microseconds=1))
    assert appeals.overdue(at=due) == [appeal]
    assert may_post(due)
    assert appeals.overdue(at=due + DAY) == []
    outcome = appeals.reject(
        appeal=appeal, reasons="It stays.", by=appeal.assignment.reviewer, at=due + DAY
    )
    assert outcome.outcome == "confirmed"
    assert may_post(due + DAY)


def test_an_appeal_comes_once_and_from_the_person(decision, appeal):
    with pytest.raises(UnlawfulError, match="already appealed"):
        appeals.file(decision=decision, text="Again.", by="ben", at=NOW + 9 * DAY)
    with pytest.raises(UnlawfulError, match="Only the person"):
        appeals.file(decision=decision, text="For him.", by="ann", at=NOW + 9 * DAY)
