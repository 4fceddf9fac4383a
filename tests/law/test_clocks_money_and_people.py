"""Clocks, holds, standing, appeals, statements and the steps of a case, for any input."""

from calendar import monthrange
from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.law import appeal, clocks, hold, procedure, standing
from goodstanding.law.facts import AUTOMATION, Decider
from goodstanding.law.hold import Ground, Pot
from goodstanding.law.procedure import CaseStep, CaseTimes, State
from goodstanding.law.standing import MeasureFacts
from goodstanding.law.statement import StatementOfReasons
from goodstanding.law.terms import (
    Capability,
    Family,
    MeasureKind,
    Money,
    StaffRole,
    UnlawfulError,
)
from tests.law import strategies as any_

measures = st.builds(
    MeasureFacts,
    id=st.uuids().map(str),
    kind=any_.kinds,
    capabilities=st.frozensets(st.sampled_from(Capability)),
    starts_at=any_.moments,
    ends_at=st.none() | any_.moments,
    contract=st.sampled_from(["", "a", "b"]),
    subject=st.sampled_from(["", "post"]),
    lifted_at=st.none() | any_.moments,
)
maybe = st.none() | any_.moments
times = st.builds(
    CaseTimes,
    opened_at=any_.moments,
    preliminary_at=maybe,
    respond_by=maybe,
    answered_at=maybe,
    decided_at=maybe,
    appeal_filed_at=maybe,
    appeal_decided_at=maybe,
    appeal_until=maybe,
    closed_at=maybe,
)


@given(any_.moments, st.integers(0, 60))
def test_months_on_is_the_same_day_or_the_last_of_a_shorter_month(moment, months):
    later = clocks.add_months(moment, months)
    assert (later.year - moment.year) * 12 + later.month - moment.month == months
    assert later.day == min(moment.day, monthrange(later.year, later.month)[1])
    assert later.time() == moment.time()


@given(any_.moments, any_.moments, st.integers(0, 60))
def test_an_earlier_moment_never_falls_due_on_a_later_day(one, other, number):
    first, second = sorted((one, other))
    for count in (clocks.add_months, clocks.add_business_days):
        assert count(first, number).date() <= count(second, number).date()
    assert clocks.appeal_until(first) <= clocks.appeal_until(second)


@given(any_.moments, st.integers(0, 40))
def test_business_days_are_weekdays(moment, days):
    later = clocks.add_business_days(moment, days)
    between = [moment + timedelta(days=n) for n in range(1, (later - moment).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == days
    assert days == 0 or later.weekday() < 5


@given(any_.moments)
def test_an_interim_measure_lasts_seven_to_eleven_days_and_an_appeal_stays_open_six_months(at):
    assert timedelta(days=7) < clocks.interim_until(at) - at <= timedelta(days=11)
    assert clocks.appeal_until(at) >= clocks.add_months(at, 6)
    assert clocks.appeal_until(at).date() == clocks.add_months(at, 6).date()


@given(st.sampled_from([Family.VIOLATION, Family.PERFORMANCE]), any_.contracts, any_.contracts)
def test_a_hold_never_passes_what_is_contested_or_earned(family, contested, earned):
    most = hold.ceiling(family, contested, earned)
    for contract, money in most.items():
        assert 0 < money.minor <= contested[contract].minor
        assert money.minor <= earned[contract].minor
    both = set(contested) & set(earned)
    lawful = {c for c in both if contested[c].minor > 0 and earned[c].minor > 0}
    assert set(most) == lawful


@given(any_.contracts, any_.contracts)
def test_in_fraud_a_hold_never_passes_what_is_earned(contested, earned):
    most = hold.ceiling(Family.FRAUD, contested, earned)
    assert most == {c: money for c, money in earned.items() if money.minor > 0}


@given(any_.families, any_.contracts, any_.contracts, any_.contracts)
def test_a_hold_is_within_its_ceiling_or_refused(family, contested, earned, asked):
    most = hold.ceiling(family, contested, earned)
    lawful = all(c in most and 0 < m.minor <= most[c].minor for c, m in asked.items())
    if lawful:
        hold.require_within(asked, most)
    else:
        with pytest.raises(UnlawfulError, match="is not open: at most"):
            hold.require_within(asked, most)


def test_euros_are_not_held_for_a_contest_in_dollars():
    euros, dollars = {Pot("c1", "EUR"): Money(100, "EUR")}, {Pot("c1", "USD"): Money(100, "USD")}
    assert hold.ceiling(Family.VIOLATION, dollars, euros) == {}
    assert hold.ceiling(Family.VIOLATION, dollars | euros, euros) == euros
    with pytest.raises(UnlawfulError, match="at most"):
        hold.require_within(dollars, euros)
    with pytest.raises(UnlawfulError, match="at most"):
        hold.require_within({Pot("c1", "EUR"): Money(100, "USD")}, euros)


@pytest.mark.parametrize("family", Family)
def test_money_goes_back_to_a_client_for_fraud_only(family):
    if family == Family.FRAUD:
        hold.require_reversible(family)
    else:
        with pytest.raises(UnlawfulError, match=f"fraud only, not {family}"):
            hold.require_reversible(family)


LIMITS = {
    Ground.SECURITY: 5,
    Ground.HOURLY: 10,
    Ground.NEW_SELLER: 21,
    Ground.DISPUTE: 30,
    Ground.CHARGEBACK: 120,
    Ground.FRAUD: 30,
}


@pytest.mark.parametrize(("ground", "days"), LIMITS.items())
@given(at=any_.moments, before=st.integers(0, 400), escalated=st.booleans())
def test_a_hold_ends_as_its_ground_says_and_after_180_days_in_all(
    ground, days, at, before, escalated
):
    ends = hold.ends_by(ground, at, held_before=timedelta(before), escalated=escalated)
    longest = 180 if escalated and ground == Ground.DISPUTE else days
    assert ends == at + timedelta(min(longest, max(0, 180 - before)))


@given(any_.moments)
def test_what_an_authority_orders_lasts_as_long_as_the_order(at):
    assert hold.ends_by(Ground.ORDER, at, held_before=timedelta(400)) is None


@given(any_.moments)
def test_somebody_looks_at_a_hold_within_a_week(at):
    assert hold.look_by(at) == at + timedelta(days=7)


PAIRS = [
    ({"finance_officer"}, {"case_manager"}, True),
    ({"reviewer"}, {"finance_officer", "analyst"}, True),
    ({"finance_officer", "reviewer"}, {"finance_officer"}, True),
    ({"finance_officer"}, {"finance_officer"}, False),
    ({"case_manager"}, {"reviewer"}, False),
    ({"finance_officer", "case_manager"}, {"analyst"}, False),
    (set(), set(), False),
]


@pytest.mark.parametrize(("one", "other", "enough"), PAIRS)
def test_a_finance_officer_and_one_who_judges_give_money_back_together(one, other, enough):
    first, second = set(map(StaffRole, one)), set(map(StaffRole, other))
    with nullcontext() if enough else pytest.raises(UnlawfulError, match="finance officer"):
        hold.require_four_eyes("Fin", first, "Rita", second)
    with pytest.raises(UnlawfulError, match="a second person"):
        hold.require_four_eyes("Fin", first, "Fin", second)


@given(st.lists(measures, max_size=5), st.sampled_from(Capability), any_.moments, st.data())
def test_lifting_a_measure_never_lifts_another(placed, capability, at, data):
    contract = data.draw(st.sampled_from(["", "a", "b"]))
    before = standing.may(placed, capability, contract=contract, at=at)
    if not placed:
        assert before.allowed
        return
    index = data.draw(st.integers(0, len(placed) - 1))
    lifted = replace(placed[index], lifted_at=at)
    after = standing.may(
        [*placed[:index], lifted, *placed[index + 1 :]], capability, contract=contract, at=at
    )
    left = tuple(one for one in before.measures if one is not placed[index])
    assert after.measures == left
    assert after.allowed == (not left)


@given(measures, any_.moments)
def test_a_measure_stops_nothing_outside_its_time_and_its_words(measure, at):
    for capability in Capability:
        if not standing.may([measure], capability, contract="a", subject="post", at=at).allowed:
            assert capability in measure.capabilities
            assert measure.starts_at <= at
            assert measure.ends_at is None or at < measure.ends_at
            assert measure.ends_at or measure.kind == MeasureKind.TERMINATION
            assert measure.lifted_at is None or at < measure.lifted_at
            assert measure.contract in {"", "a"}


@given(any_.people, st.sets(st.sampled_from(["Rita", "Sam", "max", ""])))
def test_nobody_who_decided_ever_answers_the_appeal(reviewer, deciders):
    hand = reviewer.name.lower() in {name.lower() for name in deciders}
    if hand or StaffRole.REVIEWER not in reviewer.roles:
        with pytest.raises(UnlawfulError, match="P7"):
            appeal.require_fresh_eyes(reviewer, deciders)
    else:
        appeal.require_fresh_eyes(reviewer, deciders)


def test_a_blank_name_is_nobody():
    assert not AUTOMATION.is_person
    assert not Decider("  ", frozenset(StaffRole)).is_person


@given(times, any_.moments)
def test_a_past_state_does_not_depend_on_what_came_later(case, at):
    happened = {"preliminary_at", "answered_at", "decided_at", "appeal_filed_at"}
    happened |= {"appeal_decided_at", "closed_at"}
    known = {
        name: None
        for name in happened
        if (moment := getattr(case, name)) is not None and moment > at
    }
    assert procedure.state(replace(case, **known), at=at) == procedure.state(case, at=at)


@given(times, any_.moments)
def test_nobody_decides_while_an_answer_is_awaited(case, at):
    state = procedure.state(case, at=at)
    if state == State.AWAITING_ANSWER:
        assert at < max(case.preliminary_at + timedelta(days=7), case.respond_by or at)
        with pytest.raises(UnlawfulError):
            procedure.require(state, "decide")


@given(times, any_.moments)
def test_no_closing_shuts_an_appeal_out(case, at):
    open_still = replace(
        case, decided_at=at, closed_at=at, appeal_filed_at=None, appeal_decided_at=None
    )
    state = procedure.state(open_still, at=at)
    if case.appeal_until is not None and at <= case.appeal_until:
        procedure.require(state, "file_appeal")


@given(times, any_.moments)
def test_every_case_is_closed_or_somebody_is_due(case, at):
    at = max(at, case.opened_at)
    state, due = procedure.state(case, at=at), procedure.next_due(case, at=at)
    if state == State.CLOSED or (state == State.DECIDED and case.appeal_until is None):
        assert due is None
    else:
        assert due.owner == ("member" if state in {"awaiting_answer", "decided"} else "platform")


@pytest.mark.parametrize("state", State)
def test_a_step_is_open_or_refused_by_name(state):
    for step in CaseStep:
        if step in procedure.STEPS[state]:
            procedure.require(state, step)
        else:
            said = f"is {state}: “{step}” is not open".replace("_", " ")
            with pytest.raises(UnlawfulError, match=said):
                procedure.require(state, step)


def statement(**changed):
    texts = {one.name: "said" for one in fields(StatementOfReasons)}
    flags = {"automated_detection": True, "automated_decision": False}
    return StatementOfReasons(**texts | flags | {"appeal_until": any_.START} | changed)


@pytest.mark.parametrize("name", [one.name for one in fields(StatementOfReasons)])
@pytest.mark.parametrize("nothing", ["", " \n", None])
def test_a_statement_of_reasons_leaves_nothing_out(name, nothing):
    statement().require_complete()
    with pytest.raises(UnlawfulError, match=f"must also say: {name}"):
        statement(**{name: nothing}).require_complete()


def test_money_is_written_with_its_currency():
    assert str(Money(90000, "EUR")) == "900.00 EUR"
    assert str(Money(-123456789, "USD")) == "-1,234,567.89 USD"
