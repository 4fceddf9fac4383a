"""Every case in `cases/` is ruled as it is written there."""

from contextlib import contextmanager

import pytest

from goodstanding.law import appeal, hold, procedure, second, standing
from goodstanding.law.procedure import CaseTimes
from goodstanding.law.rules import RULES
from goodstanding.law.ruling import rule
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.policies.cases import reading
from goodstanding.policies.cases.judging import says
from tests.law import written

RULINGS = written.written("rulings")


def each(kind):
    cases = written.written(kind)
    assert cases
    return pytest.mark.parametrize("case", cases.values(), ids=cases.keys())


@contextmanager
def refusing(case):
    """Expect the refusal a case is written with, or none."""
    if "refused" not in case:
        yield
        return
    with pytest.raises(UnlawfulError) as told:
        yield
    assert says(str(told.value), case["refused"])


@each("rulings")
def test_the_law_allows_what_the_case_says(case):
    ruling = rule(written.facts(case))
    allowed = {one.measure for one in ruling.allowed} - {MeasureKind.NO_ACTION}
    assert allowed == set(case["allowed"])


@each("rulings")
def test_the_law_refuses_for_the_reasons_the_case_says_and_no_others(case):
    refused = rule(written.facts(case)).refused
    named = {measure: {one.rule for one in why} for measure, why in refused.items()}
    expected = case.get("refused", {})
    assert named == {measure: set(rules) for measure, rules in expected.items()}
    for measure, why in refused.items():
        for one in why:
            assert says(one.reason, expected[measure][one.rule]), one.reason


@each("rulings")
def test_what_is_allowed_begins_and_ends_when_the_case_says(case):
    ruling = rule(written.facts(case))
    for measure, at in case.get("takes_effect", {}).items():
        assert ruling.require(measure).effect_at == at
    for measure, at in case.get("ends_by", {}).items():
        assert ruling.require(measure).ends_by == at
    for measure in case.get("has_no_end", []):
        assert ruling.require(measure).ends_by is None


@each("rulings")
def test_what_is_allowed_rests_on_what_the_case_says(case):
    ruling = rule(written.facts(case))
    for measure, detectors in case.get("rests_on", {}).items():
        assert [one.detector for one in ruling.require(measure).relied] == detectors


@each("rulings")
def test_what_is_allowed_is_weighed_as_the_case_says(case):
    ruling = rule(written.facts(case))
    for measure, sentences in case.get("weighed", {}).items():
        for one in sentences:
            assert one in ruling.require(measure).factors.weighed
    for measure, sentences in case.get("why_not_less", {}).items():
        assert [one.why_not for one in ruling.require(measure).factors.milder] == sentences
    for measure, sentence in case.get("why_not_more", {}).items():
        assert says(ruling.require(measure).factors.why_not_more, sentence)
    for measure, strike in case.get("strike", {}).items():
        assert ruling.require(measure).strike == strike


@each("holds")
def test_at_most_what_the_case_says_may_be_held(case):
    most = hold.ceiling(case["ground"], case["contested"], case["earned"])
    assert most == case["at_most"]
    assert sum(one.minor for one in most.values()) == case["in_all"].minor
    with refusing(case):
        hold.require_within(case["asked"], most)


@each("moves")
def test_held_money_goes_to_the_other_party_as_the_case_says(case):
    """Back to a client, as two people agree, or by an award, which needs none of them."""
    with refusing(case):
        if "proposed_by" in case:
            hold.require_reversible(case["ground"])
            second.require(second.Act.REVERSAL, case["proposed_by"], case["agreed_by"])
        hold.require_left(case["asked"], case["held"], " held")


@each("lasting")
def test_a_hold_lasts_no_longer_than_the_case_says(case):
    before = {"held_before": case["held_before"]} if "held_before" in case else {}
    latest = hold.ends_by(case["ground"], case["placed"], **before, escalated="went_to" in case)
    assert latest == case.get("latest_end")


@each("standing")
def test_an_account_may_do_what_the_case_says(case):
    for question in case["may_they"]:
        capability, where, stopped_by = written.asked(question)
        answer = standing.may(case["in_force"], capability, **where, at=case["at"])
        assert [one.id for one in answer.measures] == stopped_by, question
        assert answer.allowed == (not stopped_by)


@each("reviewers")
def test_an_appeal_is_answered_by_whom_the_case_says(case):
    with refusing(case):
        appeal.require_fresh_eyes(case["looks_again"], case["had_a_hand"])


@each("appeals")
def test_an_appeal_is_open_as_long_as_the_case_says(case):
    with refusing(case):
        appeal.require_in_time(delivered_at=case["delivered"], at=case["filed"])
    if "reply_due" in case:
        assert appeal.reply_due(case["filed"]) == case["reply_due"]


@each("procedure")
def test_a_case_is_where_it_is_written_to_be(case):
    times = CaseTimes(**case["times"])
    state = procedure.state(times, at=case["at"])
    assert state == case["state"]
    assert procedure.next_due(times, at=case["at"]) == case.get("due")
    if "clocks" in case:
        running = procedure.clocks_of(times, at=case["at"])
        assert [(one, one.warn_at, one.on_breach) for one in running] == list(case["clocks"])
    for step, because in case.get("refused", {}).items():
        with pytest.raises(UnlawfulError) as told:
            procedure.require(state, step)
        assert says(str(told.value), because)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_every_rule_refuses_in_some_case_and_keeps_silent_in_another(one):
    steps = [
        (facts, step)
        for facts in map(written.facts, RULINGS.values())
        for step in facts.policy.ladder
    ]
    refused = [one.test(facts, step) is not None for facts, step in steps]
    assert any(refused)
    assert not all(refused)


def test_enough_cases_are_written():
    assert len(RULINGS) >= 60
    assert len(written.every()) >= 200
    told = {one for _, case in written.every() for one in case["source"]}
    stories = {f"story S{n}" for n in (1, 2, 3, 4, 5, 7, 10, 13)}
    assert stories <= told


@pytest.mark.parametrize(
    ("said", "line", "complaint"),
    [
        ("rulings:\n- case: One\n  source: P1\n  colour: red\n", 4, "colour: no such key"),
        ("rulings:\n- case: One\n  source: XYZ-1\n", 3, "is no id of a duty, promise or story"),
        ("rulings:\n- case: One\n  source: P1\n", 2, "at: missing"),
        ("verdicts:\n- case: One\n", 1, "verdicts: no such kind"),
        ("appeals:\n- case: One\n  case: Two\n", 3, "case: written twice"),
        ("appeals:\n- case: One\n  source: P1\n  filed: soon\n", 4, "filed: got 'soon'"),
        ("appeals: [\n", 2, "expected"),
    ],
)
def test_a_mistake_in_a_case_is_named_with_its_file_and_line(tmp_path, said, line, complaint):
    file = tmp_path / "odd.yaml"
    file.write_text(said)
    with pytest.raises(reading.WrongCaseError) as told:
        list(reading.cases(file, written.FORMS))
    assert str(told.value).startswith(f"{file}:{line}: ")
    assert complaint in str(told.value)
