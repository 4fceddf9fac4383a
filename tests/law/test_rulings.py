"""What holds of every ruling, whatever the case."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.law import clocks, rules, ruling, strikes
from goodstanding.law.facts import AUTOMATION, Decider, Earlier, Hearing
from goodstanding.law.policy import PolicyTerms, Step, in_force
from goodstanding.law.terms import (
    ADVERSE,
    MILDEST_FIRST,
    RESTRICTING,
    Capability,
    Emergency,
    Exemption,
    Family,
    MeasureKind,
    StaffRole,
    UnlawfulError,
)
from tests.law import strategies as any_

HEARD_FIRST = {MeasureKind.RESTRICTION, MeasureKind.SUSPENSION, MeasureKind.TERMINATION}


ORDERED = {Emergency.LEGAL_DUTY, Emergency.AUTHORITY_ORDER}


def opened(facts):
    return [one for one in ruling.rule(facts).allowed if one.measure != MeasureKind.NO_ACTION]


def is_urgent(facts):
    if facts.policy.family == Family.PERFORMANCE:
        return facts.emergency in ORDERED
    return facts.emergency is not None


def kinds(facts):
    return {one.measure for one in opened(facts)}


@given(any_.cases)
def test_nothing_is_open_that_the_policy_does_not_name(facts):
    ladder = {(step.measure, step.capabilities) for step in facts.policy.ladder}
    assert {(one.measure, one.capabilities) for one in opened(facts)} <= ladder


@given(any_.sound())
def test_where_nothing_is_missing_every_step_is_open(facts):
    assert kinds(facts) == set(MeasureKind) - {MeasureKind.NO_ACTION}


@given(any_.cases)
def test_doing_nothing_is_always_open_and_every_step_is_open_or_refused_with_reasons(facts):
    says = ruling.rule(facts)
    assert says.require(MeasureKind.NO_ACTION)
    for step in facts.policy.ladder:
        assert (says.get(step.measure) is None) == (step.measure in says.refused)
    assert all(why and all(one.reason for one in why) for why in says.refused.values())


@given(any_.cases)
def test_no_rule_restricts_suspends_or_terminates_anyone(facts):
    assert not kinds(replace(facts, decider=AUTOMATION)) & HEARD_FIRST


@given(any_.cases)
def test_whatever_a_rule_does_alone_a_person_would_look_at(facts):
    for one in opened(replace(facts, decider=AUTOMATION)):
        assert one.measure not in ADVERSE or max(f.tier for f in one.relied) >= 2


@given(any_.cases)
def test_only_a_case_manager_takes_anything_from_anyone(facts):
    decider = Decider("Max", frozenset(StaffRole) - {StaffRole.CASE_MANAGER})
    assert not kinds(replace(facts, decider=decider)) & ADVERSE


@given(any_.cases)
def test_a_termination_takes_two_people(facts):
    if MeasureKind.TERMINATION in kinds(facts):
        assert facts.second.is_person
        assert facts.second.name != facts.decider.name


@given(any_.cases)
def test_everything_but_a_termination_ends(facts):
    for one in opened(facts):
        assert one.effect_at >= facts.at
        if one.measure in RESTRICTING - {MeasureKind.TERMINATION}:
            assert one.effect_at < one.ends_by <= one.effect_at + clocks.LONGEST_MEASURE
        else:
            assert one.ends_by is None


@given(any_.cases)
def test_words_take_nothing_away(facts):
    assert all(bool(one.capabilities) == (one.measure in RESTRICTING) for one in opened(facts))


@given(any_.cases)
def test_what_comes_before_hearing_ends_in_seven_business_days(facts):
    for one in opened(facts):
        if one.measure == MeasureKind.INTERIM_RESTRICTION:
            assert one.ends_by <= clocks.interim_until(facts.at)
            if facts.confirming:
                assert one.ends_by <= clocks.interim_until(facts.confirming)
            if not facts.decider.is_person:
                assert one.ends_by <= facts.at + timedelta(hours=24)


@given(any_.cases)
def test_nobody_is_suspended_or_terminated_unheard(facts):
    hearing = facts.hearing
    for one in opened(facts):
        calm = one.measure == MeasureKind.RESTRICTION and facts.emergency not in ORDERED
        if one.measure in HEARD_FIRST - {MeasureKind.RESTRICTION} or calm:
            waited = facts.at >= hearing.served_at + timedelta(days=7)
            answered = hearing.answered_at and hearing.served_at < hearing.answered_at <= facts.at
            assert (waited and facts.at >= hearing.respond_by) or answered
            assert MILDEST_FIRST.index(one.measure) <= MILDEST_FIRST.index(hearing.proposed)
            assert all(f.conduct_from <= hearing.served_at for f in one.relied)


@given(any_.cases)
def test_poor_performance_suspends_nobody_without_harm_and_restricts_on_the_strongest_tier(facts):
    if facts.policy.family != Family.PERFORMANCE:
        return
    for one in opened(facts):
        detectors = {f.detector for f in one.relied}
        if one.measure in {MeasureKind.SUSPENSION, MeasureKind.TERMINATION}:
            assert "harm" in detectors
        if one.measure in RESTRICTING:
            assert any(f.tier == 3 for f in one.relied if f.detector != "harm")


@given(any_.cases, st.none() | st.sampled_from(Exemption))
def test_a_suspension_is_told_14_days_ahead_and_a_termination_30(facts, exemption):
    facts = replace(facts, exemption=exemption)
    points = sum(strikes.weight(one, at=facts.at) for one in facts.earlier)
    demonstrated = exemption != Exemption.REPEATED_INFRINGEMENT or points >= 2
    at_once = facts.emergency == Emergency.LEGAL_DUTY or (exemption and demonstrated)
    for one in opened(facts):
        before = one.effect_at - facts.at
        if one.measure == MeasureKind.SUSPENSION:
            assert before == timedelta(days=0 if is_urgent(facts) else 14)
        if one.measure == MeasureKind.TERMINATION and not demonstrated:
            assert facts.emergency == Emergency.LEGAL_DUTY or before == timedelta(days=30)
        elif one.measure == MeasureKind.TERMINATION:
            assert before == timedelta(days=0 if at_once else 30)


@given(any_.cases)
def test_no_account_is_closed_before_what_the_policy_has_for_a_time_was_tried(facts):
    if is_urgent(facts) or MeasureKind.TERMINATION not in kinds(facts):
        return
    for_a_time = {MeasureKind.RESTRICTION, MeasureKind.SUSPENSION}
    tried = {one.measure for one in facts.earlier if strikes.weight(one, at=facts.at)}
    assert tried & for_a_time or not {one.measure for one in facts.policy.ladder} & for_a_time


@given(any_.cases)
def test_what_guards_an_account_is_never_a_strike_against_who_owns_it(facts):
    facts = replace(facts, policy=replace(facts.policy, protects_owner=True))
    assert all(one.strike is None for one in opened(facts))


@given(any_.cases, st.integers(0, 400), st.integers(0, 90))
def test_a_strike_falls_and_ends_within_a_year(facts, days, every):
    every = timedelta(days=every) or None
    facts = replace(facts, policy=replace(facts.policy, strikes_fall_every=every))
    for one in opened(facts):
        made = one.strike
        assert (made is None) == (one.measure not in strikes.COUNTED)
        if made is None:
            continue
        assert facts.at < made.expires_at <= facts.at + clocks.STRIKE_WINDOW
        kept = Earlier(one.measure, facts.at, made.weight, made.expires_at, made.falls_every)
        later = facts.at + timedelta(days=days)
        weighs = strikes.weight(kept, at=later)
        assert 0 <= weighs <= strikes.weight(kept, at=facts.at) <= strikes.HEAVIEST
        assert weighs >= strikes.weight(kept, at=later + timedelta(days=1))
        assert weighs == 0 or later < made.expires_at


@given(any_.cases, any_.kinds, any_.moments)
def test_one_more_decision_never_weighs_less_than_nothing(facts, measure, at):
    more = replace(facts, earlier=(*facts.earlier, Earlier(measure, at)))
    points = sum(strikes.weight(one, at=facts.at) for one in facts.earlier)
    assert sum(strikes.weight(one, at=facts.at) for one in more.earlier) >= points


@given(any_.cases)
def test_every_measure_says_what_was_weighed_why_not_less_and_why_not_more(facts):
    ladder = {one.measure for one in facts.policy.ladder} - {MeasureKind.NO_ACTION}
    for one in opened(facts):
        factors, place = one.factors, MILDEST_FIRST.index(one.measure)
        below = [each for each in MILDEST_FIRST[:place] if each in ladder]
        said = [each.measure for each in factors.milder]
        assert said == ([MeasureKind.NO_ACTION, *below] if one.measure in ADVERSE else [])
        above = [each for each in MILDEST_FIRST[place + 1 :] if each in ladder]
        assert (factors.harsher.measure if factors.harsher else None) == next(iter(above), None)
        assert all(each.why_not.endswith(".") for each in factors.milder)
        assert factors.why_not_more.endswith(".")
        record = factors.record
        names = {"gravity", "frequency", "consequences", "intent", "history", "n_items", "share"}
        assert all(record[name] not in (None, "", []) for name in names)


@given(any_.cases)
def test_nothing_rests_on_conduct_that_was_not_forbidden_yet(facts):
    since = max(facts.policy.in_force_from, facts.policy.announced_at + timedelta(days=30))
    until = facts.policy.in_force_until
    for one in opened(facts):
        if one.measure in ADVERSE:
            assert one.relied
            assert all(since <= f.conduct_from for f in one.relied)
            assert until is None or all(f.conduct_from < until for f in one.relied)


@given(any_.cases)
def test_payouts_are_stopped_for_fraud_only_and_not_for_long(facts):
    for one in opened(facts):
        if Capability.WITHDRAW in one.capabilities:
            assert facts.policy.family == Family.FRAUD
            assert one.ends_by - one.effect_at <= clocks.HOLD_FRAUD


@given(any_.cases, any_.findings())
def test_more_evidence_never_closes_what_is_open(facts, another):
    more = replace(facts, findings=(*facts.findings, another))
    assert kinds(facts) <= kinds(more)


@given(any_.cases, st.data())
def test_stronger_evidence_never_closes_what_is_open(facts, data):
    stronger = tuple(
        replace(one, tier=data.draw(st.integers(one.tier, 3))) for one in facts.findings
    )
    assert kinds(facts) <= kinds(replace(facts, findings=stronger))


@given(any_.facts(), any_.steps, any_.kinds, any_.kinds)
def test_a_harder_step_is_never_open_on_evidence_too_weak_for_a_milder_one(facts, step, one, other):
    milder, harder = sorted((one, other), key=MILDEST_FIRST.index)
    too_weak = {r.rule for r in rules.refusals(facts, replace(step, measure=milder))}
    if "evidence" in too_weak:
        assert rules.refusals(facts, replace(step, measure=harder))


@given(any_.cases)
def test_the_same_facts_are_always_ruled_alike(facts):
    assert ruling.rule(facts) == ruling.rule(replace(facts))


@given(any_.cases)
def test_what_a_notice_may_propose_can_follow_once_the_member_was_heard(facts):
    for one in ruling.after_hearing(facts).allowed:
        window = clocks.RESPONSE_WINDOW
        notice = Hearing(facts.at, facts.at + window, proposed=one.measure)
        second = Decider("Sam", frozenset({StaffRole.REVIEWER}))
        if facts.decider.is_named("Sam"):
            second = replace(second, name="Ada")
        later = replace(facts, at=facts.at + window, hearing=notice, second=second)
        assert ruling.rule(later).get(one.measure) is not None


def test_a_measure_beyond_the_ladder_is_refused_in_words():
    ladder = (Step(MeasureKind.WARNING, 2),)
    policy = PolicyTerms("spam", 1, "Spam", Family.VIOLATION, any_.START, any_.START, ladder)
    facts = ruling.Facts(policy, (), AUTOMATION, any_.START)
    with pytest.raises(UnlawfulError) as told:
        ruling.rule(facts).require(MeasureKind.INTERIM_RESTRICTION)
    assert str(told.value) == (
        "An interim restriction is not open here. The policy's ladder has no such step."
    )
    with pytest.raises(UnlawfulError, match=r"A warning is not open here\. No detector finds"):
        ruling.rule(facts).require(MeasureKind.WARNING)


@given(any_.flawed())
def test_why_not_more_names_the_next_step_of_the_ladder(facts):
    says = ruling.rule(facts)
    beyond = MILDEST_FIRST[MILDEST_FIRST.index(says.strongest.measure) + 1 :]
    closed = [says.refused[one] for one in beyond if one in says.refused]
    assert says.not_more == (closed[0] if closed else ())


@given(any_.policies(), any_.policies(), any_.moments)
def test_the_version_in_force_is_the_one_that_binds(earlier, later, at):
    found = in_force([earlier, later], at=at)
    assert (found is None) == (not earlier.binds(at) and not later.binds(at))
    assert found is None or found.binds(at)
