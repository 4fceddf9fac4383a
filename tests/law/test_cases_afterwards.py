"""Every case of what comes after a decision is ruled as it is written in `cases/`."""

from datetime import timedelta

from goodstanding.law import appeal, milder, probation, remedy
from tests.law import afterwards
from tests.law.test_cases import each, refusing


@each("milder")
def test_a_decision_takes_the_place_of_a_worse_one_as_the_case_says(case):
    with refusing(case):
        milder.require_milder(case["decision"], case["in_its_place"])


@each("turned away")
def test_an_appeal_is_not_looked_into_only_for_what_the_record_bears_out(case):
    with refusing(case):
        appeal.require_inadmissible(case["because"], afterwards.filed(case))


@each("plans")
def test_a_plan_is_as_far_as_the_case_says_and_lifts_by_itself(case):
    steps, proofs, at = case["steps"], case["proofs"], case["at"]
    with refusing(case):
        remedy.require_plan(steps)
        for one in proofs:
            remedy.require_proof(steps[one.place], one.source)
    if "refused" in case:
        return
    known = remedy.progress(steps, proofs, at=at)
    assert (known.proved, known.total) == case["proved"]
    assert remedy.lifts(steps, proofs, at=at) == case["lifts"]


@each("clean weeks")
def test_clean_weeks_are_full_when_the_case_says(case):
    conduct, lost = case.get("new_conduct", ()), case.get("lost_days", ())
    full = remedy.clean_from(case["plan_made"], case["weeks"], conduct, lost)
    assert full == case["full"]


@each("lessons")
def test_a_lesson_explains_what_the_case_says(case):
    questions, given = zip(*case["answers"], strict=True)
    assert [one.ask for one in remedy.wrong(questions, given)] == case["explained"]


@each("refunds")
def test_money_is_given_back_when_the_case_says(case):
    given = remedy.given_back(case["given_back"], case["contested"], case["earned"])
    assert given == case["enough"]


@each("probations")
def test_what_was_left_of_a_measure_is_put_back_only_as_the_case_says(case):
    left = case["measure"]
    with refusing(case):
        probation.require_lawful(left)
        assert probation.require_put_back(left, afterwards.new_case(case)) == case.get("found", ())
    assert left.remaining == case.get("what_is_left", left.remaining)
    assert left.remaining > timedelta() or "refused" in case
