"""What a ruling says in full, and what counts in it to the moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.law import proportion, rules, ruling, weighing
from goodstanding.law.evidence import HARM, FindingFacts
from goodstanding.law.facts import Decider, Earlier, Facts, Hearing
from goodstanding.law.policy import PolicyTerms, Step
from goodstanding.law.rule import Refusal
from goodstanding.law.terms import (
    Capability,
    Emergency,
    Exemption,
    Family,
    Intention,
    MeasureKind,
    Money,
    StaffRole,
    UnlawfulError,
    spoken,
)

MAY = datetime(2026, 5, 4, 10, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
RITA = Decider("Rita", frozenset({StaffRole.CASE_MANAGER}))
WARNING = Step(MeasureKind.WARNING, 2)
STOP = Step(MeasureKind.RESTRICTION, 2, capabilities=(Capability.WORK,), lasts=30 * DAY)
AWAY = replace(STOP, measure=MeasureKind.SUSPENSION, after=1)
SPAM = PolicyTerms(
    *("spam", 1, "Spam", Family.VIOLATION, MAY - 300 * DAY, MAY - 200 * DAY),
    ladder=(WARNING, STOP, AWAY),
)
WARNED = Earlier(MeasureKind.WARNING, MAY - 30 * DAY)


def found(*, days=3, tier=2, detector="applications", number=20, out_of=60, touched=0):
    began = MAY - days * DAY
    return FindingFacts(detector, tier, "Sixty.", began, began + DAY, number, out_of, touched)


def case(*findings, **said):
    return Facts(SPAM, findings or (found(),), RITA, **{"at": MAY} | said)


def heard(*, before=2 * DAY, proposed=MeasureKind.SUSPENSION, answered=DAY):
    return Hearing(MAY - before, MAY + 7 * DAY, MAY - answered, proposed)


def test_a_ruling_without_history_or_count_says_so_in_full():
    factors = proportion.weigh(case(found(number=0, tier=1)), WARNING, {})
    assert factors.weighed == (
        "Gravity: no signs of a violation of the policy. "
        "Consequences: none that anyone could count. "
        "Intention: whether it was meant cannot be told, and is not supposed. "
        "History: no earlier violation of this policy counts. "
        "Nobody else's work is stopped by this."
    )
    assert factors.record == {
        "gravity": "Gravity: no signs of a violation of the policy.",
        "frequency": "not counted",
        "n_items": 0,
        "out_of": 0,
        "share": "unknown",
        "window": [],
        "consequences": "Consequences: none that anyone could count.",
        "intent": "unknown",
        "history": "History: no earlier violation of this policy counts.",
        "counterparties": "Nobody else's work is stopped by this.",
        "milder": {"no_action": "No action would leave it as it is."},
        "harsher": {
            "restriction": "A restriction is open too; less is enough.",
        },
    }


def test_what_a_member_is_told_counts_nothing_that_is_withheld():
    shown, kept = found(number=11, tier=3), found(number=7, tier=3)
    factors = proportion.weigh(case(shown, kept), WARNING, {}).told([shown])
    assert (factors.number, factors.since, factors.until) == (
        11,
        shown.conduct_from,
        shown.conduct_until,
    )


def test_a_ruling_with_all_there_is_to_weigh_says_it_in_full():
    facts = case(
        found(touched=4),
        found(days=5, tier=3, detector="messages", number=1, out_of=3, touched=1),
        earlier=(WARNED, replace(WARNED, decided_at=MAY - 20 * DAY)),
        intention=Intention.DELIBERATE,
        emergency=Emergency.AUTHORITY_ORDER,
    )
    refused = {MeasureKind.SUSPENSION: (Refusal("a", "One.", ()), Refusal("b", "Two.", ()))}
    factors = proportion.weigh(facts, STOP, refused)
    assert factors.record == {
        "gravity": "Gravity: signs beyond chance of a violation of the policy. "
        "It is an emergency: authority order.",
        "frequency": "Number: 21 of 63 (33 %), from 29 April 2026 to 2 May 2026.",
        "n_items": 21,
        "out_of": 63,
        "share": 33,
        "window": ["2026-04-29T10:00:00+00:00", "2026-05-02T10:00:00+00:00"],
        "consequences": "Consequences: 5 contracts or clients were touched.",
        "intent": "deliberate",
        "history": "History: a warning on 4 April 2026, a warning on 14 April 2026, "
        "together 2 points.",
        "counterparties": "Those who work with this account lose its work, and are told (G25).",
        "milder": {
            "no_action": "No action would leave it as it is.",
            "warning": "A warning of 14 April 2026 did not end it.",
        },
        "harsher": {"suspension": "One. Two."},
    }
    assert factors.why_not_less == (
        "No action would leave it as it is. A warning of 14 April 2026 did not end it."
    )
    assert factors.why_not_more == "One. Two."
    assert factors.weighed == (
        "Gravity: signs beyond chance of a violation of the policy. "
        "It is an emergency: authority order. "
        "Number: 21 of 63 (33 %), from 29 April 2026 to 2 May 2026. "
        "Consequences: 5 contracts or clients were touched. Intention: it was meant. "
        "History: a warning on 4 April 2026, a warning on 14 April 2026, together 2 points. "
        "Those who work with this account lose its work, and are told (G25)."
    )


@pytest.mark.parametrize(
    ("tier", "signs"), [(1, "clear signs"), (2, "strong signs"), (3, "signs beyond chance")]
)
def test_gravity_says_how_strong_the_strongest_finding_is(tier, signs):
    step = Step(MeasureKind.COACHING_NOTE, 0)
    weaker = found(tier=1, days=9)
    factors = proportion.weigh(case(found(tier=tier), weaker), step, {})
    assert factors.gravity == f"Gravity: {signs} of a violation of the policy."
    assert factors.milder == ()


def test_that_clients_left_is_told_among_the_consequences_and_not_as_conduct():
    harm = found(detector=HARM, days=100, number=7, out_of=0, touched=7)
    told = case(found(days=40), harm, hearing=heard(), earlier=(WARNED,))
    factors = proportion.weigh(
        replace(told, policy=replace(SPAM, family=Family.PERFORMANCE)), WARNING, {}
    )
    assert factors.consequences == (
        "Consequences: 7 contracts or clients were touched. "
        "Clients left the marketplace because of it."
    )
    assert (factors.number, factors.out_of) == (20, 60)
    assert factors.share_percent == 33
    assert factors.since == MAY - 40 * DAY


def test_a_share_of_everything_is_a_hundred_percent():
    assert proportion.weigh(case(found(number=60)), WARNING, {}).share_percent == 100
    assert proportion.weigh(case(found(out_of=0)), WARNING, {}).share_percent is None
    some = proportion.weigh(case(found(), found(days=4, out_of=0)), WARNING, {})
    assert (some.number, some.out_of, some.record["share"]) == (40, 0, "unknown")


def test_the_ladders_last_step_has_none_above_it():
    factors = proportion.weigh(case(), AWAY, {})
    assert factors.harsher is None
    assert factors.why_not_more == "This is the highest step of the policy's ladder."
    assert factors.record["harsher"] == {}


def test_doing_nothing_is_open_and_what_is_open_says_why():
    says = ruling.rule(case())
    assert says.require(MeasureKind.NO_ACTION).why == "Doing nothing is always open."
    assert says.require(MeasureKind.WARNING).why == (
        "Findings of tier 2 or more that count: 1 of 1. Earlier confirmed violations that count: 0."
    )
    assert says.strongest.measure == MeasureKind.WARNING


def test_why_not_more_is_why_the_next_step_above_the_strongest_is_closed():
    says = ruling.rule(case())
    assert says.not_more == says.refused[MeasureKind.RESTRICTION]
    assert [one.reason for one in says.not_more] == ["No preliminary notice was served."]
    nothing = ruling.rule(case(found(tier=1)))
    assert nothing.strongest.measure == MeasureKind.NO_ACTION
    assert nothing.not_more == nothing.refused[MeasureKind.WARNING]
    harder = ruling.rule(case(hearing=heard(), at=MAY + 8 * DAY))
    assert harder.strongest.measure == MeasureKind.RESTRICTION
    assert harder.not_more == harder.refused[MeasureKind.SUSPENSION]
    top = replace(SPAM, ladder=(Step(MeasureKind.COACHING_NOTE, 3), WARNING))
    at_top = ruling.rule(replace(case(), policy=top))
    assert set(at_top.refused) == {MeasureKind.COACHING_NOTE}
    assert at_top.not_more == ()


def test_what_is_not_open_says_every_reason_or_that_the_policy_has_no_such_step():
    with pytest.raises(UnlawfulError) as told:
        ruling.rule(case()).require(MeasureKind.SUSPENSION)
    assert str(told.value) == (
        "A suspension is not open here. "
        "This step comes after 1 confirmed violation within a year; there are 0. "
        "No warning under this policy was given within a year. "
        "No preliminary notice was served."
    )
    with pytest.raises(UnlawfulError) as told:
        ruling.rule(case()).require(MeasureKind.TERMINATION)
    assert str(told.value) == f"A termination is not open here. {ruling.NOT_ON_LADDER}"


def test_what_a_notice_proposes_can_follow_once_its_window_is_over():
    says = ruling.after_hearing(case(earlier=(WARNED,), talk_until=MAY + 30 * DAY))
    stopped, away = map(says.require, (MeasureKind.RESTRICTION, MeasureKind.SUSPENSION))
    assert stopped.effect_at == MAY + 7 * DAY
    assert stopped.ends_by == MAY + 37 * DAY
    assert away.effect_at == MAY + 21 * DAY


def test_what_needs_a_second_person_is_ruled_as_if_one_agreed():
    last = Step(MeasureKind.TERMINATION, 2, capabilities=(Capability.WORK,))
    facts = replace(
        case(earlier=(WARNED,), hearing=heard(proposed=MeasureKind.TERMINATION)),
        policy=replace(SPAM, ladder=(last,)),
    )
    assert ruling.rule(facts).get(MeasureKind.TERMINATION) is None
    assert ruling.if_agreed(facts).get(MeasureKind.TERMINATION) is not None


def test_a_notice_is_served_from_its_moment_on():
    hearing = Hearing(MAY, MAY + 7 * DAY, None, MeasureKind.RESTRICTION)
    said = [one.reason for one in rules.refusals(case(hearing=hearing), STOP)]
    assert said == ["The answer is awaited until 11 May 2026 10:00 UTC."]
    said = [one.reason for one in rules.refusals(case(hearing=hearing, at=MAY - MOMENT), STOP)]
    assert said == ["No preliminary notice was served."]


def test_a_measure_may_last_a_year_and_not_a_moment_longer():
    facts = case(hearing=heard())
    assert rules.refusals(facts, replace(STOP, lasts=365 * DAY)) == ()
    for lasts in (365 * DAY + MOMENT, timedelta(), None):
        said = [one.reason for one in rules.refusals(facts, replace(STOP, lasts=lasts))]
        assert said == [
            "Spam does not say how long this lasts, up to 365 days; only a termination has no end."
        ]


def test_a_notice_tells_what_began_by_the_moment_it_was_served():
    one = found(days=2)
    at_once = heard(before=2 * DAY)
    assert weighing.told(case(), [one]) == ()
    assert weighing.told(case(hearing=at_once), [one]) == (one,)
    assert weighing.told(case(hearing=heard(before=2 * DAY + MOMENT)), [one]) == ()


def test_the_latest_conduct_is_the_last_that_ended():
    assert weighing.latest_conduct(case(found(days=9), found(days=3)), STOP) == MAY - 2 * DAY
    assert weighing.latest_conduct(case(found(tier=0)), STOP) is None


@pytest.mark.parametrize(
    ("hearing", "was_heard"),
    [
        (None, False),
        (heard(answered=timedelta()), True),
        (heard(answered=-MOMENT), False),
        (heard(proposed=MeasureKind.RESTRICTION), True),
        (heard(proposed=MeasureKind.WARNING), False),
        (heard(before=4 * DAY), False),
        (heard(before=3 * DAY), True),
        (Hearing(MAY - 3 * DAY, MAY), False),
    ],
)
def test_ann_was_heard_if_she_was_told_of_it_and_of_no_less_and_answered(hearing, was_heard):
    assert weighing.was_heard(case(hearing=hearing), STOP) is was_heard


ORDERED = {"emergency": Emergency.AUTHORITY_ORDER}


def test_an_order_is_obeyed_unheard_and_rests_on_all_that_is_found():
    late = found(days=1)
    assert weighing.needs_hearing(case(), STOP) is True
    assert weighing.needs_hearing(case(**ORDERED), STOP) is False
    assert weighing.needs_hearing(case(**ORDERED), AWAY) is True
    assert weighing.needs_hearing(case(**ORDERED), WARNING) is False
    assert weighing.relied(case(found(), late, **ORDERED), STOP) == (found(), late)
    told = case(found(), late, hearing=heard(), **ORDERED)
    assert weighing.relied(told, STOP) == (found(),)
    assert weighing.relied(told, WARNING) == (found(), late)
    assert weighing.relied(case(found(), late, hearing=heard()), STOP) == (found(),)


INTERIM = replace(STOP, measure=MeasureKind.INTERIM_RESTRICTION, lasts=None)


@pytest.mark.parametrize(
    ("placed", "counts"),
    [
        (MAY - 2 * DAY, True),
        (MAY - 2 * DAY - MOMENT, False),
        (MAY - DAY, True),
        (MAY, True),
        (MAY + DAY, False),
    ],
)
def test_the_time_unheard_runs_from_the_first_measure_for_the_same_conduct(placed, counts):
    earlier = Earlier(MeasureKind.INTERIM_RESTRICTION, placed)
    until = weighing.unheard_until(case(earlier=(earlier,)), INTERIM)
    alone = weighing.unheard_until(case(), INTERIM)
    assert until == (weighing.unheard_until(case(at=placed), INTERIM) if counts else alone)


def test_a_measure_is_spoken_of_with_its_article():
    assert [spoken(one) for one in MeasureKind] == [
        *("no action", "a coaching note", "a warning", "an interim restriction"),
        *("a restriction", "a suspension", "a termination"),
    ]


@pytest.mark.parametrize(
    ("minor", "written"), [(0, "0.00"), (-1, "-0.01"), (7, "0.07"), (100, "1.00"), (199, "1.99")]
)
def test_a_cent_is_a_hundredth(minor, written):
    assert str(Money(minor, "EUR")) == f"{written} EUR"


@pytest.mark.parametrize("one", [*Emergency, *Exemption, *Intention])
def test_reasons_are_words(one):
    assert str(one) == one.value
