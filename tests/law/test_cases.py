"""Every case in `cases/` is ruled as it is written there."""

from contextlib import nullcontext

import pytest

from goodstanding.law import appeal, hold, procedure, standing
from goodstanding.law.procedure import CaseTimes, Due
from goodstanding.law.rules import RULES
from goodstanding.law.ruling import rule
from goodstanding.law.terms import Capability, Family, MeasureKind, UnlawfulError
from tests.law import written

RULINGS = written.written("ruling")


def each(kind):
    cases = written.written(kind)
    assert cases
    return pytest.mark.parametrize("case", cases.values(), ids=cases.keys())


def refusing(case):
    """Expect the refusal a case is written with, or none."""
    if "refused" not in case:
        return nullcontext()
    return pytest.raises(UnlawfulError, match=f"(?s){_literally(case['refused'])}")


def _literally(text):
    return "".join(f"[{one}]" if one in "().+*?" else one for one in text)


@each("ruling")
def test_the_law_allows_what_the_case_says(case):
    ruling = rule(written.facts(case))
    allowed = {one.measure for one in ruling.allowed} - {MeasureKind.NO_ACTION}
    assert allowed == set(case["allows"])


@each("ruling")
def test_the_law_refuses_for_the_reasons_the_case_says_and_no_others(case):
    refused = rule(written.facts(case)).refused
    named = {measure: {one.rule for one in why} for measure, why in refused.items()}
    expected = case.get("refuses", {})
    assert named == {measure: set(rules) for measure, rules in expected.items()}
    for measure, why in refused.items():
        for one in why:
            assert expected[measure][one.rule] in one.reason


@each("ruling")
def test_what_is_allowed_begins_and_ends_when_the_case_says(case):
    ruling = rule(written.facts(case))
    for measure, at in case.get("takes_effect", {}).items():
        assert ruling.require(measure).effect_at == at
    for measure, at in case.get("ends_by", {}).items():
        assert ruling.require(measure).ends_by == at
    for measure in case.get("endless", []):
        assert ruling.require(measure).ends_by is None


@each("ruling")
def test_what_is_allowed_rests_on_what_the_case_says(case):
    ruling = rule(written.facts(case))
    for measure, detectors in case.get("relies_on", {}).items():
        assert [one.detector for one in ruling.require(measure).relied] == detectors


@each("hold")
def test_at_most_what_the_case_says_may_be_held(case):
    most = hold.ceiling(
        Family(case["family"]), written.money(case["contested"]), written.money(case["earned"])
    )
    assert most == written.money(case["most"])
    assert sum(one.minor for one in most.values()) == case["sums_to"]
    with refusing(case):
        hold.require_within(written.money(case["asks"]), most)


@each("may")
def test_an_account_may_do_what_the_case_says(case):
    measures = [written.measure(one) for one in case["measures"]]
    for ask in case["asks"]:
        answer = standing.may(
            measures,
            Capability(ask["capability"]),
            contract=ask.get("contract", ""),
            subject=ask.get("subject", ""),
            at=case["at"],
        )
        assert [one.id for one in answer.measures] == ask["stopped_by"], ask
        assert answer.allowed == (not ask["stopped_by"])


@each("reviewer")
def test_an_appeal_is_answered_by_whom_the_case_says(case):
    with refusing(case):
        appeal.require_fresh_eyes(written.person(case["reviewer"]), case["deciders"])


@each("appeal")
def test_an_appeal_is_open_as_long_as_the_case_says(case):
    with refusing(case):
        appeal.require_in_time(delivered_at=case["delivered"], at=case["filed"])
    if "reply_due" in case:
        assert appeal.reply_due(case["filed"]) == case["reply_due"]


@each("procedure")
def test_a_case_is_where_it_is_written_to_be(case):
    times = CaseTimes(**{name: written.moment(at) for name, at in case["times"].items()})
    at = written.moment(case["at"])
    state = procedure.state(times, at=at)
    assert state == case["state"]
    due = case.get("due")
    expected = Due(written.moment(due["at"]), due["what"], due["owner"]) if due else None
    assert procedure.next_due(times, at=at) == expected
    for step, because in case.get("refused", {}).items():
        with pytest.raises(UnlawfulError) as told:
            procedure.require(state, step)
        assert because in str(told.value)


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
    assert len(RULINGS) >= 25
    told = {
        one.get("story")
        for kind in ("ruling", "hold", "may", "reviewer", "procedure")
        for one in written.written(kind).values()
    }
    assert {"S1", "S2", "S3", "S4", "S5", "S7", "S10", "S13"} <= told
