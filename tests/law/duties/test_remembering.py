"""Whose case it is, which law it is judged by, and how long it is remembered."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.law.duties import binding, parameters, plan, replay
from goodstanding.law.duties.parameters import Effective, Relaxation
from goodstanding.law.duties.profiles import Subject
from tests.law.duties.logs import MONDAY, breaches, day, duties, event, table

OVER = datetime(2026, 10, 2, 9, tzinfo=UTC)
"""Seven months after Monday, when a case in which nothing is open is over."""
MOMENT = timedelta(seconds=1)
GONE = "its case was over long ago and is no longer remembered"
MACHINE = {"kind": "suspend", "decider": {"kind": "automation", "id": "r"}}


def judged_by(**says):
    """The duties a machine's suspension breaches, in a case that says this of the person."""
    opened = event("case.opened", day(0), case_id="c", **says)
    decided = event("decision.made", day(1), case_id="c", decision_id="d", **MACHINE)
    return duties([opened, decided])


@pytest.mark.parametrize(
    ("says", "breached"),
    [
        ({"residence": "DE"}, "GDPR-22.1"),
        ({"residence": "DE", "is_natural_person": True}, "GDPR-22.1"),
        ({"work_location": "AU", "subject_role": "contractor"}, "AU-8"),
        ({"work_location": "AU", "role": "contractor"}, "AU-8"),
        ({"work_location": "AU", "role": "contractor", "months": 6}, "AU-8"),
        ({"work_location": "AU", "residence": "DE", "role": "contractor"}, "AU-8"),
        ({"work_location": "AU", "residence": "DE", "role": "contractor"}, "GDPR-22.1"),
        ({"residence": "FR", "capacity": "business", "sells_to": ["consumers"]}, "P2B-3.1c"),
    ],
)
def test_what_the_case_says_of_ann_chooses_the_law(says, breached):
    assert breached in judged_by(**says)


@pytest.mark.parametrize(
    ("says", "kept"),
    [
        ({}, "GDPR-22.1"),
        ({"residence": "DE", "is_natural_person": False}, "GDPR-22.1"),
        ({"residence": "DE", "is_natural_person": "no"}, "GDPR-22.1"),
        ({"work_location": "AU", "subject_role": "client"}, "AU-8"),
        ({"work_location": "AU", "role": "client"}, "AU-8"),
        ({"work_location": "AU", "role": "contractor", "months": 5}, "AU-8"),
        ({"work_location": "DE", "role": "contractor"}, "AU-8"),
        ({"residence": "FR", "capacity": "business", "sells_to": ["businesses"]}, "P2B-3.1c"),
        ({"residence": "FR", "capacity": "consumer", "sells_to": ["consumers"]}, "P2B-3.1c"),
    ],
)
def test_a_law_that_does_not_apply_to_ann_breaches_nothing(says, kept):
    assert kept not in judged_by(**says)


def test_a_case_nobody_opened_is_a_persons_case_all_the_same():
    stopped = event("decision.made", day(1), case_id="c", decision_id="d", **MACHINE)
    assert "G06" in duties([stopped])


@pytest.mark.parametrize("name", ["case_id", "decision_id", "appeal_id", "hold_id"])
def test_an_event_with_a_key_and_a_name_of_ours_is_of_the_case(name):
    warning = event("warning.sent", day(1), key="k", **{name: "c"})
    assert {one.case for one in breaches([warning]) if one.duty == "G03"} == {"c"}


def begun(at, case="c1"):
    return event("effect.started", at, case_id=case, decision_id="zz", kind="suspend")


def said_of_c1(*events):
    return {one.what_happened for one in breaches(events) if one.case == "c1" and one.duty == "S02"}


def passing(at):
    return event("report.published", at, period="2026")


def test_a_case_is_remembered_for_seven_months_after_its_last_event():
    opened = event("case.opened", MONDAY, case_id="c1")
    late = event("response.received", day(30), case_id="c1")
    assert said_of_c1(opened, passing(OVER), begun(OVER)) == {GONE}
    just = OVER - MOMENT
    assert said_of_c1(opened, passing(just), begun(just)) == {"there is no decision zz"}
    assert said_of_c1(opened, late, passing(OVER), begun(OVER)) == {"there is no decision zz"}
    early = event("response.received", day(-30), case_id="c1")
    assert said_of_c1(opened, early, passing(just), begun(just)) == {"there is no decision zz"}


def test_what_is_still_in_force_is_remembered_until_it_ended():
    opened = event("case.opened", MONDAY, case_id="c1")
    effect = event("interim.started", day(1), case_id="c1", end_at=day(3).isoformat())
    ended = event("interim.ended", OVER + timedelta(days=20), case_id="c1")
    later, much_later = OVER + timedelta(days=10), OVER + timedelta(days=450)
    open_ = (opened, effect, passing(later))
    assert said_of_c1(*open_, begun(later)) == {"there is no decision zz"}
    assert said_of_c1(*open_, ended, passing(much_later), begun(much_later)) == {GONE}


def test_who_had_a_hand_in_a_case_long_over_cannot_be_told():
    opened = event("case.opened", MONDAY, case_id="c1")
    sam = {"kind": "human", "id": "sam", "authority": "reinstate"}
    answer = event("appeal.decided", OVER, case_id="c1", outcome="reversed", reviewer=sam)
    told = [one for one in breaches([opened, passing(OVER), answer]) if one.duty == "S07"]
    assert [(one.what_happened, one.undetermined) for one in told] == [(GONE, True)]


def test_what_is_left_when_the_log_ends_is_told_case_by_case():
    hidden = [event("ranking.demoted", day(0), case_id=case) for case in "bca"]
    kept = [
        event("interim.started", day(1), case_id=case, end_at=day(2).isoformat()) for case in "bca"
    ]
    told = [one.case for one in breaches([*hidden, *kept], at=day(9)) if one.duty == "S10"]
    assert told == ["a", "b", "c"]
    flat = [{"type": "interim.started", "key": key, "at": day(1).isoformat()} for key in "bca"]
    asked = breaches(flat, at=day(60), profiles={"AU"})
    assert [one.case for one in asked if one.duty == "AU-536LH"] == ["a", "b", "c"]


def test_what_names_an_appeal_alone_is_about_the_decision_appealed_against():
    decided = [
        event("decision.made", day(n), case_id="c", decision_id=name, kind=kind)
        for n, (name, kind) in enumerate([("d1", "restrict"), ("d2", "suspend")])
    ]
    opened = event("appeal.opened", day(3), case_id="c", decision_id="d1", appeal_id="a")
    answered = event("appeal.decided", day(4), appeal_id="a", outcome="modified", kind="suspend")
    told = {one.what_was_due for one in breaches([*decided, opened, answered])}
    assert "nothing worse than restrict" in told
    two = event("appeal.opened", day(3), case_id="c", decision_id="d2", appeal_id="b")
    told = {one.what_was_due for one in breaches([*decided, opened, two, answered])}
    assert "nothing worse than restrict" in told


def test_a_check_that_is_every_records_duty_says_so():
    (one,) = [each for each in breaches([begun(day(1))]) if each.what_was_due.startswith("a dec")]
    assert (one.duty, one.source) == ("S02", "any record of due process")


def test_from_the_day_a_law_is_in_force_a_case_is_judged_by_it():
    plans, ann = plan.Plans(table=table()), Subject()
    for since in {one.since for one in table().duties if one.since}:
        before = plans.for_subject(ann, on=since - timedelta(days=1))
        assert before is not plans.for_subject(ann, on=since), since


def bound_by(name, value):
    relaxed = [Relaxation(name, value, "ours", "Max", MONDAY)]
    return binding.clocks_for({"GOLD"}, table=table(), relaxations=relaxed)


def test_a_month_against_the_platform_counts_as_the_shortest():
    assert bound_by("response_window", "P1M").response_window == timedelta(days=28)
    assert bound_by("response_window", "P1DT12H").response_window == timedelta(hours=36)
    assert bound_by("interim_max", "P5D").interim_business_days == 5


def test_a_clock_without_a_length_is_refused():
    words = parameters.parameters({"GOLD"}, table=table())
    words["response_window"] = Effective("response_window", "soon", "gold")
    with pytest.raises(TypeError) as told:
        binding.clocks_of(words)
    assert str(told.value) == "length: got 'soon', expected ISO 8601, e.g. P14D."
    made = plan.Plans(table=table()).for_subject(Subject(), on=MONDAY.date())
    with pytest.raises(TypeError) as told:
        made.length("human_decider")
    assert str(told.value).endswith(", expected a length of time.")
    assert str(told.value).startswith("human_decider: got ")


def measure(what, n, name, **fields):
    return event(what, day(n), case_id="c1", **{"decision_id": name, **fields})


def test_what_bound_ann_at_a_time_is_what_had_begun_and_not_ended():
    log = [
        event("case.opened", day(0), case_id="c1", subject="ann"),
        event("case.opened", day(0), case_id="c2", subject="ben"),
        measure("interim.started", 1, "i"),
        measure("effect.started", 2, "d", measure_id="m1"),
        measure("effect.started", 2, "d", measure_id="m2"),
        measure("interim.ended", 3, "i"),
        measure("effect.ended", 4, "d", measure_id="m1"),
        {"type": "effect.started", "at": "someday", "case_id": "c2", "measure_id": "x"},
    ]

    def bound(n):
        return replay.in_force(log, at=day(n))

    assert bound(0.5) == {}
    assert bound(1) == {"ann": {"i"}}
    assert bound(2) == {"ann": {"i", "m1", "m2"}}
    assert bound(3.5) == {"ann": {"m1", "m2"}}
    assert bound(9) == {"ann": {"m2"}}
    assert replay.in_force([measure("effect.started", 1, "d")], at=day(2)) == {"": {"d"}}
    assert replay.in_force([measure("effect.ended", 1, "d")], at=day(2)) == {}
