"""What the law says to the moment, the point and the word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.law import clocks, facts, hold, interim, probation, strikes
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import AUTOMATION, Decider, Earlier, Facts, Hearing
from goodstanding.law.hold import Ground, Pot
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.probation import Probation
from goodstanding.law.procedure import Due
from goodstanding.law.terms import Emergency, Family, MeasureKind, Money, StaffRole, UnlawfulError

MAY = datetime(2026, 5, 4, 10, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
RESTRICTED = Earlier(MeasureKind.RESTRICTION, MAY)
TOLD = Hearing(MAY, MAY + 7 * DAY)


def day(*when):
    return datetime(*when, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (day(2026, 1, 31), day(2026, 3, 1), 1),
        (day(2026, 1, 15), day(2026, 1, 20), 0),
        (day(2026, 1, 15), day(2026, 2, 14), 0),
        (day(2026, 1, 15), day(2026, 2, 15), 1),
        (day(2026, 1, 15, 12), day(2026, 2, 15, 11), 0),
        (day(2025, 11, 30), day(2026, 2, 28), 3),
        (day(2024, 5, 4), day(2026, 5, 4), 24),
        (day(2024, 5, 4), day(2026, 5, 3), 23),
        (day(2026, 5, 4), day(2024, 5, 4), 0),
    ],
)
def test_ben_has_been_here_as_many_whole_months_as_the_calendar_says(since, until, months):
    assert clocks.months_between(since, until) == months


def test_what_ann_says_at_the_moment_she_is_told_is_no_answer_yet():
    assert not facts.is_answer(None, MAY)
    assert not facts.is_answer(MAY, MAY)
    assert facts.is_answer(MAY + MOMENT, MAY)


def test_ann_is_waited_for_until_she_answers_or_her_time_is_over():
    assert TOLD.awaits_answer(MAY + 7 * DAY - MOMENT) is True
    assert TOLD.awaits_answer(MAY + 7 * DAY) is False
    answered = replace(TOLD, answered_at=MAY + DAY)
    assert answered.awaits_answer(MAY + DAY - MOMENT) is True
    assert answered.awaits_answer(MAY + DAY) is False


def test_what_is_not_counted_counts_as_nothing_and_a_strike_weighs_one():
    finding = FindingFacts("outcomes", 2, "", MAY, MAY)
    assert (finding.number, finding.out_of, finding.affected) == (0, 0, 0)
    assert (RESTRICTED.weight, RESTRICTED.expires_at, RESTRICTED.falls_every) == (1, None, None)


@pytest.mark.parametrize(
    ("falls", "after", "points"),
    [
        (None, 300 * DAY, 3),
        (timedelta(), 300 * DAY, 3),
        (MOMENT, 0 * DAY, 3),
        (MOMENT, MOMENT, 2),
        (60 * DAY, 60 * DAY - MOMENT, 3),
        (60 * DAY, 60 * DAY, 2),
        (60 * DAY, 180 * DAY, 0),
        (60 * DAY, 300 * DAY, 0),
    ],
)
def test_a_strike_of_three_points_loses_one_each_time_the_policy_says(falls, after, points):
    strike = replace(RESTRICTED, weight=3, falls_every=falls)
    assert strikes.weight(strike, at=MAY + after) == points


@pytest.mark.parametrize("family", Family)
def test_money_is_held_for_fraud_or_because_ben_contests_it(family):
    expected = Ground.FRAUD if family == Family.FRAUD else Ground.DISPUTE
    assert hold.ground_of(family) is expected


def pot(minor):
    return {Pot("c1", "EUR"): Money(minor, "EUR")}


@pytest.mark.parametrize("family", Family)
@pytest.mark.parametrize(("minor", "most"), [(-1, {}), (0, {}), (1, pot(1)), (2, pot(2))])
def test_a_single_cent_may_be_held_and_nothing_may_not(family, minor, most):
    assert hold.ceiling(family, pot(minor), pot(minor)) == most


def test_a_single_cent_is_a_hold_and_nothing_is_none():
    hold.require_within(pot(1), pot(1))
    with pytest.raises(UnlawfulError, match=r"A hold of 0\.00 EUR on contract c1 is not open"):
        hold.require_within(pot(0), pot(1))


def test_a_hold_is_counted_alone_and_shortly_unless_it_is_said_otherwise():
    assert hold.ends_by(Ground.CHARGEBACK, MAY) == MAY + 120 * DAY
    assert hold.ends_by(Ground.DISPUTE, MAY) == MAY + 30 * DAY
    assert hold.ends_by(Ground.DISPUTE, MAY, escalated=True) == MAY + 180 * DAY
    assert hold.ends_by(Ground.CHARGEBACK, MAY, held_before=59 * DAY) == MAY + 120 * DAY
    assert hold.ends_by(Ground.CHARGEBACK, MAY, held_before=61 * DAY) == MAY + 119 * DAY
    assert hold.ends_by(Ground.CHARGEBACK, MAY, held_before=200 * DAY) == MAY


def refused(act, *args, **named):
    with pytest.raises(UnlawfulError) as told:
        act(*args, **named)
    return str(told.value)


def test_a_reversal_that_is_refused_says_what_is_missing():
    assert refused(hold.require_reversible, Family.PERFORMANCE) == (
        "Money is reversed on the ground of fraud only, not performance (P5)."
    )
    finance, manager = {StaffRole.FINANCE_OFFICER}, {StaffRole.CASE_MANAGER}
    assert refused(hold.require_four_eyes, "Fin", finance, "Fin", manager) == (
        "agreed_by: got Fin again, expected a second person (P5)."
    )
    assert refused(hold.require_four_eyes, "Fin", finance, "Ann", set()) == (
        "Fin and Ann: expected a finance officer, and a case manager or a reviewer (P5)."
    )


ORDERS = {Emergency.LEGAL_DUTY, Emergency.AUTHORITY_ORDER}


@pytest.mark.parametrize("emergency", Emergency)
def test_an_emergency_rests_on_a_finding_or_says_what_shows_it_and_an_order_is_named(emergency):
    interim.require_evidence(emergency, findings=(), ground="Order 7 of 2 May")
    said = refused(interim.require_evidence, emergency, findings=(), ground=" \n")
    if emergency in ORDERS:
        assert said == refused(interim.require_evidence, emergency, findings=["one"], ground="")
        assert said == (
            "ground: got nothing, expected the order or the law that must be obeyed: its number, "
            "its date, and whose it is."
        )
    else:
        interim.require_evidence(emergency, findings=["one"], ground="")
        assert said == "ground: got nothing, expected what shows the emergency."


def test_where_there_is_no_emergency_nothing_need_show_it():
    interim.require_evidence(None, findings=(), ground="")


INTERIM = MeasureKind.INTERIM_RESTRICTION


def test_an_interim_restriction_is_confirmed_until_the_moment_it_lapses():
    interim.require_running(INTERIM, ends_at=MAY, lifted=False, at=MAY - MOMENT)
    said = refused(interim.require_running, INTERIM, ends_at=MAY, lifted=False, at=MAY)
    assert said == "It lapsed on 4 May 2026 10:00 UTC, before a person confirmed it (P4)."


def test_what_was_lifted_or_is_no_interim_restriction_is_not_confirmed():
    said = refused(interim.require_running, INTERIM, ends_at=MAY, lifted=True, at=MAY - DAY)
    assert said == "This interim restriction was lifted; there is nothing to confirm."
    for kind, ends_at in [(MeasureKind.RESTRICTION, MAY), (INTERIM, None)]:
        said = refused(interim.require_running, kind, ends_at=ends_at, lifted=False, at=MAY - DAY)
        assert said == "Only an interim restriction is confirmed (P4)."


def test_whoever_has_a_clock_is_warned_in_time_but_never_before_it_began():
    assert Due(MAY, "talk", "platform").warn_at == MAY
    for days, before in [(0.5, 0.5), (1, 1), (3, 1), (4, 1), (8, 2), (40, 10)]:
        due = Due(MAY, "talk", "platform", since=MAY - days * DAY)
        assert due.warn_at == MAY - before * DAY


LEFT = Probation(
    MeasureKind.RESTRICTION, MAY, MAY + 7 * DAY, lifted_at=MAY + 2 * DAY, until=MAY + 30 * DAY
)
RITA = Decider("Rita", frozenset({StaffRole.CASE_MANAGER}))
POLICY = PolicyTerms("spam", 1, "Spam", Family.VIOLATION, MAY - 90 * DAY, MAY - 60 * DAY, ())


def put_back(*, began, at=MAY + 20 * DAY, hearing=None, decider=RITA, tier=2):
    found = FindingFacts("applications", tier, "Sixty.", began, began + DAY)
    told = Facts(POLICY, (found,), decider, at, hearing=hearing)
    return lambda: probation.require_put_back(LEFT, told)


def test_what_was_left_is_put_back_on_conduct_told_at_the_very_moment_of_the_notice():
    served = MAY + 3 * DAY
    heard = Hearing(served, served + 7 * DAY, None, MeasureKind.RESTRICTION)
    assert [one.conduct_from for one in put_back(began=served, hearing=heard)()] == [served]
    assert refused(put_back(began=served + MOMENT, hearing=heard)) == (
        "The preliminary notice came before the new conduct."
    )
    assert refused(put_back(began=served, hearing=heard, at=served + DAY)) == (
        "The answer is awaited until 14 May 2026."
    )


def test_what_was_left_is_put_back_by_a_case_manager_on_new_conduct_after_a_notice():
    began = MAY + 3 * DAY
    assert refused(put_back(began=began)) == "No preliminary notice was served."
    assert refused(put_back(began=began, tier=1)) == (
        "No finding of tier 2 or more tells of conduct that began during the probation."
    )
    assert refused(put_back(began=began, decider=AUTOMATION)) == (
        "Only a case manager puts back what was left of a measure (P3)."
    )


def test_a_probation_ends_by_itself_within_a_year_while_something_is_left():
    probation.require_lawful(replace(LEFT, until=LEFT.lifted_at + 365 * DAY))
    late = replace(LEFT, until=LEFT.lifted_at + 366 * DAY)
    assert refused(probation.require_lawful, late) == (
        "until: got 7 May 2027, expected a day after 6 May 2026 and by 6 May 2027: "
        "a probation ends by itself."
    )
    probation.require_lawful(replace(LEFT, lifted_at=LEFT.ends_at - MOMENT))
    assert refused(probation.require_lawful, replace(LEFT, lifted_at=LEFT.ends_at)) == (
        "This measure has run out; nothing is left to end on conditions."
    )
