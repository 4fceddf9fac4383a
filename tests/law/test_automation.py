"""A rule that is wrong too often no longer acts alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from goodstanding.law.automation import LIMIT, may_act_alone, overturn_bound, require_return
from goodstanding.law.facts import Decider
from goodstanding.law.terms import StaffRole, UnlawfulError

PIA = Decider("Pia", frozenset({StaffRole.POLICY_OWNER}))


@given(st.integers(1, 300).flatmap(lambda made: st.tuples(st.integers(0, made - 1), st.just(made))))
def test_the_bound_is_that_of_clopper_and_pearson(counts):
    reversed_, made = counts
    expected = beta.ppf(0.95, reversed_ + 1, made - reversed_)
    assert overturn_bound(reversed_, made) == pytest.approx(expected, abs=1e-9)


def test_where_all_or_none_were_made_anything_is_possible():
    assert overturn_bound(0, 0) == overturn_bound(3, 3) == 1


@pytest.mark.parametrize("counts", [(-1, 5), (6, 5)])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match="expected 0 to 5") as told:
        overturn_bound(*counts)
    assert str(told.value) == f"reversed: got {counts[0]}, expected 0 to 5."


@pytest.mark.parametrize(
    ("reversed_", "made", "alone"),
    [(0, 0, True), (0, 3, True), (1, 45, False), (1, 46, True), (2, 60, False), (2, 61, True)],
)
def test_a_rule_is_judged_from_its_first_reversed_decision_on(reversed_, made, alone):
    assert may_act_alone(reversed_, made) is alone


@given(st.integers(1, 300).flatmap(lambda made: st.tuples(st.integers(1, made), st.just(made))))
def test_a_rule_acts_alone_just_where_its_bound_is_within_the_limit(counts):
    assert may_act_alone(*counts) is (overturn_bound(*counts) <= LIMIT)


def test_a_stricter_limit_takes_the_right_sooner():
    assert may_act_alone(1, 46)
    assert not may_act_alone(1, 46, 0.05)
    assert may_act_alone(0, 1, 0.05)


@pytest.mark.parametrize("limit", [0, -0.1, 0.11, 1])
def test_a_looser_limit_than_the_laws_is_refused(limit):
    with pytest.raises(ValueError, match=f"limit: got {limit}, expected above 0") as told:
        may_act_alone(0, 1, limit)
    assert str(told.value) == f"limit: got {limit}, expected above 0, and 0.1 or less."


def test_a_policy_owner_gives_back_what_was_changed():
    require_return(change="version 2", reasons="Tried.", by=PIA)


@pytest.mark.parametrize(
    ("change", "reasons", "role", "why"),
    [
        (
            "version 2",
            "Tried.",
            StaffRole.CASE_MANAGER,
            "Only a policy owner lets a rule act alone again (P12).",
        ),
        (
            " ",
            "Tried.",
            StaffRole.POLICY_OWNER,
            (
                "change: got nothing, expected what was changed about the rule: its version, or "
                "the parameters by name (P12)."
            ),
        ),
        (
            "version 2",
            " ",
            StaffRole.POLICY_OWNER,
            "reasons: got nothing, expected why it may act alone again (P12).",
        ),
    ],
)
def test_nobody_else_does_nor_without_change_or_reasons(change, reasons, role, why):
    with pytest.raises(UnlawfulError) as refusal:
        require_return(change=change, reasons=reasons, by=Decider("Pia", frozenset({role})))
    assert str(refusal.value) == why
