"""A measure is put right: steps with proof, progress, and an end that waits for nobody."""

from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.remedies import reading
from goodstanding.law.remedy import StepKind
from goodstanding.law.terms import Capability, MeasureKind, UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.webhooks.models import Message
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@pytest.fixture
def decision():
    """Ann was heard; eleven of twenty clients got nothing, and she may not apply for 14 days."""
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    rita = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=rita, at=NOW)
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
    return cases.decide(case=case, wish=wish, by=rita, at=NOW + WEEK)


@pytest.fixture
def at(decision):
    return decision.at


def plan(decision, at):
    (found,) = reading.of_case(decision.case, at=at)
    return found


def step(decision, kind):
    return decision.remedy_plan.steps.get(kind=kind)


def finishes(n, outcome="accepted", *, at):
    people.tell(people.ended("ann", n, outcome, start=at - n * DAY), at=at)


def assures(decision, at, text="I take on one job at a time."):
    one = step(decision, StepKind.ASSURANCE)
    return cases.give_assurance(step=one, text=text, by="ann", at=at)


def may_apply(at):
    return queries.may("ann", Capability.APPLY, at=at).allowed


def test_a_plan_is_made_with_the_restriction_and_told_in_its_notice(decision, at):
    shown = plan(decision, at)
    assert [one.row.kind for one in shown.steps] == ["contracts", "clean_weeks", "assurance"]
    assert (shown.progress.proved, shown.progress.total, shown.open) == (0, 3, True)
    for one in shown.steps:
        assert one.row.words in decision.statement.remedy
        assert one.row.words in decision.notice.text
    assert f"/portal/cases/{decision.case.reference}/remedy/" in decision.notice.text
    assert shown.clean_at == at + WEEK


def test_the_last_step_lifts_the_restriction_without_anyones_help(decision, at):
    """Two contracts end well, she gives her assurance, and a clean week goes by."""
    finishes(101, at=at + DAY)
    finishes(102, at=at + 2 * DAY)
    cases.prove_due(at=at + 2 * DAY)
    assures(decision, at + 3 * DAY)
    assert plan(decision, at + 3 * DAY).progress.proved == 2
    assert not may_apply(at + WEEK - timedelta(seconds=1))
    assert cases.prove_due(at=at + WEEK - timedelta(seconds=1)) == []
    cases.prove_due(at=at + WEEK)
    assert may_apply(at + WEEK)
    lift = decision.measures.get().lift
    assert (lift.by, lift.plan) == ("the remedy", decision.remedy_plan)
    assert "You have done everything" in notices.of(decision.case.account)[0].text
    assert Message.objects.get(kind="measure.lifted").body["cause"].startswith("every step")


def test_one_contract_is_half_a_step_and_the_same_contract_is_not_two(decision, at):
    finishes(101, at=at + DAY)
    cases.prove_due(at=at + DAY)
    assert cases.prove_due(at=at + 2 * DAY) == []
    first = plan(decision, at + 2 * DAY).steps[0]
    assert (first.progress.have, first.progress.need, first.proved) == (1, 2, False)


def test_contracts_that_ended_before_or_badly_prove_nothing(decision, at):
    finishes(101, at=at - DAY)
    finishes(102, "unacceptable_work", at=at + DAY)
    assert cases.prove_due(at=at + 2 * DAY) == []


def test_new_conduct_starts_the_clean_weeks_anew(decision, at):
    finishes(101, "not_delivered", at=at + 3 * DAY)
    people.work_goes_on(at=at + 3 * DAY)
    assert cases.prove_due(at=at + WEEK) == []
    assert plan(decision, at + WEEK).clean_at == at + 3 * DAY + WEEK
    (proof,) = cases.prove_due(at=at + 3 * DAY + WEEK)
    assert (proof.source, proof.step.kind) == ("clock", "clean_weeks")


def test_an_assurance_says_something_and_is_given_once(decision, at):
    with pytest.raises(UnlawfulError, match="expected in your own words"):
        assures(decision, at, text=" ")
    assures(decision, at)
    with pytest.raises(UnlawfulError, match="proved already"):
        assures(decision, at)


def test_a_case_manager_accepts_other_proof_with_reasons(decision, at):
    rita = decision.decided_by
    one = step(decision, StepKind.CONTRACTS)
    with pytest.raises(UnlawfulError, match="reasons: got nothing"):
        cases.accept_proof(step=one, reasons="", by=rita, at=at)
    proof = cases.accept_proof(
        step=one, reasons="Two clients wrote that they are content.", by=rita, at=at
    )
    assert proof.staff == rita
    first = plan(decision, at).steps[0]
    assert first.proved
    assert first.progress.have == 2


def test_nothing_is_proved_once_the_measure_has_ended(decision, at):
    cases.lift_measure(measure=decision.measures.get(), cause="a mistake", by="Rita", at=at)
    assert not plan(decision, at).open
    with pytest.raises(UnlawfulError, match="the measure has ended"):
        assures(decision, at)
    assert cases.prove_due(at=at + 2 * WEEK) == []


@pytest.fixture
def second(decision, at):
    """Ann also spams, is warned, and spams again: a restriction with a remedy of its own."""
    pitch = "I read your job with great interest and I have ten years of experience. " * 3
    for days, day in enumerate("ab", start=1):
        start = at + days * DAY
        sent = [people.applied("ann", n, f"{n}. {pitch}", start=start, day=day) for n in range(60)]
        people.tell(*sent, at=start)
        people.work_goes_on(at=start + DAY)
    case = next(one for one in queries.of(decision.case.account) if queries.decision(one) is None)
    rita, measure, told = case.assignment.staff, MeasureKind.RESTRICTION, at + 3 * DAY
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=told)
    return cases.decide(case=case, wish=Wish(measure, "Again."), by=rita, at=told + WEEK)


def test_the_remedy_of_one_decision_lifts_no_measure_of_another(decision, second):
    at = second.at
    for one in decision.remedy_plan.steps.all():
        cases.accept_proof(step=one, reasons="Seen.", by=decision.decided_by, at=at)
    assert decision.measures.get().lift
    assert not hasattr(second.measures.get(), "lift")
    assert not may_apply(at)


def test_a_wrong_answer_is_explained_and_may_be_tried_again(decision, second):
    at, lesson = second.at, second.remedy_plan.steps.get(kind=StepKind.LESSON)
    right = [one["right"] for one in lesson.questions]
    failed = cases.answer_lesson(step=lesson, answers=[right[0], "", ""], by="ann", at=at)
    assert len(failed) == 2
    assert failed[0].explains
    assert not lesson.proofs.exists()
    assert cases.answer_lesson(step=lesson, answers=right, by="ann", at=at) == ()
    assert lesson.proofs.get().answers == right
