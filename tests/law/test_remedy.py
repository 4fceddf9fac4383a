"""Remedies and probation in law: who proves every step is free, and nothing worsens by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.law import probation, remedy
from goodstanding.law.evidence import HARM, FindingFacts
from goodstanding.law.facts import AUTOMATION, Decider, Facts, Hearing
from goodstanding.law.lost import LostDays
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.probation import Probation
from goodstanding.law.remedy import Proof, ProofSource, Question, RemedyStep, StepKind
from goodstanding.law.terms import Family, MeasureKind, StaffRole, UnlawfulError

MADE = datetime(2026, 6, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)
RITA = Decider("Rita", frozenset({StaffRole.CASE_MANAGER}))
SUE = Decider("Sue", frozenset({StaffRole.REVIEWER}))
FOUR = (
    RemedyStep(StepKind.IDENTITY, "Have your identity verified."),
    RemedyStep(StepKind.CONTRACTS, "Finish two contracts.", 2),
    RemedyStep(StepKind.LESSON, "Read the policy."),
    RemedyStep(StepKind.ASSURANCE, "Give an assurance."),
)

steps = st.lists(
    st.builds(RemedyStep, st.sampled_from(StepKind), st.just("Do it."), st.integers(1, 3)),
    min_size=1,
    max_size=5,
)
proofs = st.lists(
    st.builds(
        Proof,
        st.integers(0, 5),
        st.sampled_from(ProofSource),
        st.integers(0, 40).map(lambda days: MADE + days * DAY),
    ),
    max_size=12,
)
moments = st.integers(0, 40).map(lambda days: MADE + days * DAY)


def shown(place, days, source=ProofSource.EVENT):
    return Proof(place, source, MADE + days * DAY)


def test_the_last_of_four_steps_ends_the_measure_and_no_step_before_it():
    """S16: identity, two contracts, a lesson, an assurance, in any order."""
    done = [shown(3, 1), shown(0, 2), shown(2, 3), shown(1, 4), shown(1, 5)]
    for day in range(5):
        assert not remedy.lifts(FOUR, done, at=MADE + day * DAY)
    assert remedy.lifts(FOUR, done, at=MADE + 5 * DAY)
    shown_at = [one.proved_at for one in remedy.progress(FOUR, done, at=MADE + 9 * DAY).steps]
    assert shown_at == [MADE + day * DAY for day in (2, 5, 3, 1)]


def test_one_of_two_contracts_is_half_a_step():
    contracts = remedy.progress(FOUR, [shown(1, 1)], at=MADE + DAY).steps[1]
    assert (contracts.have, contracts.need, contracts.proved_at) == (1, 2, None)


def test_a_proof_a_person_accepts_is_enough_for_the_whole_step():
    accepted = [shown(1, 3, ProofSource.STAFF)]
    contracts = remedy.progress(FOUR, accepted, at=MADE + 3 * DAY).steps[1]
    assert (contracts.have, contracts.proved_at) == (2, MADE + 3 * DAY)


@given(steps, proofs, moments, moments)
def test_what_is_proved_stays_proved(steps, proofs, at, later):
    at, later = sorted((at, later))
    before = remedy.progress(steps, proofs, at=at)
    after = remedy.progress(steps, proofs, at=later)
    assert before.proved <= after.proved <= after.total
    for was, now in zip(before.steps, after.steps, strict=True):
        assert was.proved_at is None or was.proved_at == now.proved_at
        assert was.have <= now.have <= max(now.need, len(proofs))


@given(steps, proofs, moments)
def test_a_plan_is_done_when_every_step_is_and_only_then(steps, proofs, at):
    known = remedy.progress(steps, proofs, at=at)
    assert known.done == all(one.proved_at is not None for one in known.steps)
    assert remedy.lifts(steps, proofs, at=at) == known.done


def test_a_plan_without_steps_is_no_plan_and_never_done():
    assert not remedy.lifts([], [], at=MADE)
    with pytest.raises(UnlawfulError, match="at least one step"):
        remedy.require_plan([])
    for nothing in (RemedyStep(StepKind.LESSON, " "), RemedyStep(StepKind.REFUND, "Pay.", 0)):
        with pytest.raises(UnlawfulError, match="Step 2 of the remedy plan asks for nothing"):
            remedy.require_plan([FOUR[0], nothing])
    remedy.require_plan(FOUR)


@pytest.mark.parametrize("kind", StepKind)
@pytest.mark.parametrize("source", ProofSource)
def test_a_step_is_proved_by_what_can_know_it_or_by_a_person(kind, source):
    step = RemedyStep(kind, "Do it.")
    if source in {remedy.PROVED_BY[kind], ProofSource.STAFF}:
        remedy.require_proof(step, source)
    else:
        with pytest.raises(UnlawfulError, match=f"proved by the {remedy.PROVED_BY[kind]}"):
            remedy.require_proof(step, source)


def test_no_kind_of_step_waits_for_a_person_to_act():
    assert set(remedy.PROVED_BY) == set(StepKind)
    assert ProofSource.STAFF not in remedy.PROVED_BY.values()


def test_a_termination_gets_no_plan_unless_the_policy_says_so():
    assert MeasureKind.TERMINATION not in remedy.BY_DEFAULT
    assert MeasureKind.RESTRICTION in remedy.BY_DEFAULT


@given(st.integers(1, 8), st.lists(moments))
def test_clean_weeks_are_counted_from_the_latest_new_conduct(weeks, conduct):
    full = remedy.clean_from(MADE, weeks, conduct)
    assert full == max([MADE, *conduct]) + timedelta(weeks=weeks)
    assert remedy.clean_from(MADE, weeks, [MADE - DAY]) == MADE + timedelta(weeks=weeks)


def test_a_wrong_answer_and_a_missing_one_explain_themselves():
    two = [
        Question("May one?", ("yes", "no"), "no", "One may not."),
        Question("Why?", ("so", "thus"), "so", "So it is."),
    ]
    assert remedy.wrong(two, ["no", "so"]) == ()
    assert remedy.wrong(two, ["yes", "so"]) == (two[0],)
    assert remedy.wrong(two, ["no"]) == (two[1],)
    assert remedy.wrong(two, []) == tuple(two)


def test_a_contract_counts_when_its_client_accepts_the_work_after_the_plan():
    assert remedy.finished_well("accepted", MADE, MADE)
    assert not remedy.finished_well("accepted", MADE - DAY, MADE)
    assert not remedy.finished_well("cancelled", MADE + DAY, MADE)


@pytest.mark.parametrize(
    ("refunded", "contested", "earned", "enough"),
    [
        ({"EUR": 90}, {"EUR": 90}, {"EUR": 150}, True),
        ({"EUR": 89}, {"EUR": 90}, {"EUR": 150}, False),
        ({"EUR": 90}, {}, {"EUR": 150}, False),
        ({"EUR": 150}, {}, {"EUR": 150}, True),
        ({"EUR": 90}, {"EUR": 90, "USD": 5}, {}, False),
        ({"USD": 900}, {"EUR": 90}, {}, False),
        ({"EUR": 1}, {}, {}, True),
        ({}, {}, {}, False),
    ],
)
def test_money_is_given_back_when_all_that_is_contested_is(refunded, contested, earned, enough):
    assert remedy.given_back(refunded, contested, earned) == enough


# Probation

LIFTED = MADE + 2 * DAY
LEFT = Probation(MeasureKind.RESTRICTION, MADE, MADE + 7 * DAY, LIFTED, LIFTED + 30 * DAY)


def found(began, tier=2, detector="applications"):
    return FindingFacts(detector, tier, "Sixty.", began, began + timedelta(hours=8))


def case(*findings, at, hearing=None, decider=RITA):
    since = MADE - 400 * DAY
    policy = PolicyTerms("spam", 1, "Spam", Family.VIOLATION, since, since + 60 * DAY, ())
    return Facts(policy, findings, decider, at, hearing=hearing)


def told(at, answered=None):
    return Hearing(at, at + 7 * DAY, answered, MeasureKind.RESTRICTION)


def test_what_is_left_is_counted_from_the_lift_or_from_the_start_if_it_had_not_begun():
    assert LEFT.remaining == 5 * DAY
    assert replace(LEFT, starts_at=LIFTED + DAY).remaining == 4 * DAY


def test_conditions_hold_from_the_lift_until_their_end_and_not_a_moment_longer():
    assert LEFT.running(LIFTED)
    assert not LEFT.running(LIFTED - timedelta(microseconds=1))
    assert LEFT.running(LEFT.until - timedelta(microseconds=1))
    assert not LEFT.running(LEFT.until)


def test_what_was_done_in_days_that_a_reversed_measure_took_is_not_held_against_anyone():
    during = found(LIFTED + 2 * DAY)
    lost = LostDays(during.conduct_from, during.conduct_from + DAY)
    assert probation.broken_by(replace(LEFT, lost=(lost,)), (during,)) == ()
    over = replace(lost, start=lost.start - DAY, until=lost.start)
    assert probation.broken_by(replace(LEFT, lost=(over,)), (during,)) == (during,)


def test_lost_days_fill_the_clean_weeks_and_start_no_count_anew():
    conduct = [MADE + DAY, MADE + 3 * DAY]
    lost = (LostDays(MADE + 2 * DAY, MADE + 4 * DAY),)
    assert remedy.clean_from(MADE, 1, conduct, lost) == MADE + DAY + timedelta(weeks=1)
    assert remedy.clean_from(MADE, 1, conduct) == MADE + 3 * DAY + timedelta(weeks=1)


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_a_probation_ends_after_it_began_and_within_a_year(days):
    with pytest.raises(UnlawfulError, match="a probation ends by itself"):
        probation.require_lawful(replace(LEFT, until=LIFTED + days * DAY))
    probation.require_lawful(replace(LEFT, until=LIFTED + 365 * DAY))


def test_nothing_is_left_of_a_measure_that_has_run_out():
    with pytest.raises(UnlawfulError, match="has run out"):
        probation.require_lawful(replace(LEFT, lifted_at=LEFT.ends_at))


def test_only_conduct_begun_during_the_probation_breaks_it():
    during = found(LIFTED + DAY)
    others = (
        found(LIFTED - DAY),
        found(LEFT.until),
        found(LIFTED + DAY, tier=1),
        found(LIFTED + DAY, detector=HARM),
    )
    assert probation.broken_by(LEFT, (*others, during)) == (during,)


def test_a_case_manager_puts_it_back_once_the_member_was_heard():
    during, at = found(LIFTED + DAY), LIFTED + 10 * DAY
    heard = case(during, at=at, hearing=told(LIFTED + 2 * DAY))
    assert probation.require_put_back(LEFT, heard) == (during,)


@pytest.mark.parametrize(
    ("decider", "served", "after", "why"),
    [
        (AUTOMATION, 2, 10, "Only a case manager"),
        (SUE, 2, 10, "Only a case manager"),
        (RITA, None, 10, "No preliminary notice was served"),
        (RITA, 2, 5, "The answer is awaited until"),
        (RITA, 0.5, 10, "came before the new conduct"),
    ],
)
def test_it_is_never_put_back_by_a_rule_or_unheard(decider, served, after, why):
    hearing = None if served is None else told(LIFTED + served * DAY)
    facts = case(found(LIFTED + DAY), at=LIFTED + after * DAY, hearing=hearing, decider=decider)
    with pytest.raises(UnlawfulError, match=why):
        probation.require_put_back(LEFT, facts)


def test_without_new_conduct_nothing_is_put_back():
    facts = case(found(LIFTED - DAY), at=LIFTED + 10 * DAY, hearing=told(LIFTED + DAY))
    with pytest.raises(UnlawfulError, match="No finding of tier 2 or more"):
        probation.require_put_back(LEFT, facts)


def test_what_cannot_be_finished_or_proved_is_refused_in_full():
    with pytest.raises(UnlawfulError) as told:
        remedy.require_plan(())
    assert str(told.value) == "A remedy plan has at least one step that can be proved (G13)."
    nothing = RemedyStep(StepKind.CONTRACTS, "Finish none.", 0)
    for wrong in (nothing, RemedyStep(StepKind.LESSON, " ")):
        with pytest.raises(UnlawfulError) as told:
            remedy.require_plan((FOUR[0], wrong))
        assert str(told.value) == "Step 2 of the remedy plan asks for nothing (G13)."
    with pytest.raises(UnlawfulError) as told:
        remedy.require_proof(FOUR[3], ProofSource.CLOCK)
    assert str(told.value) == (
        "“Give an assurance.” is proved by the member, or by a person who accepts other proof; "
        "not by the clock."
    )


def test_a_step_asks_for_one_thing_and_is_proved_by_the_first_proof_that_is_enough():
    assert FOUR[0].count == 1
    accepted = [shown(1, day, ProofSource.STAFF) for day in (6, 4)]
    told = remedy.progress(FOUR, [shown(1, 1), *accepted, shown(1, 5)], at=MADE + 9 * DAY)
    assert told.steps[1].proved_at == MADE + 4 * DAY


def test_one_cent_of_another_currency_is_not_given_back_yet():
    assert not remedy.given_back({"EUR": 90}, {"EUR": 90, "USD": 1}, {})
