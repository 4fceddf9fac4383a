"""How likely an honest person is ever flagged, and how soon a bad one: exact, not simulated."""

from itertools import product

import pytest

from goodstanding.detectors.evidence import BOUNDS, Evidence
from tests.detectors.lifetime import flagged_by

LIFETIME = 1000
"""Contracts in a lifetime; the record is looked at after every one."""


@pytest.mark.parametrize("bound", BOUNDS)
def test_an_honest_person_is_flagged_in_a_lifetime_less_often_than_one_in_the_bound(bound):
    exactly_at = flagged_by(0.05, 0.05, bound, LIFETIME, step=0.02)[-1]
    below = flagged_by(0.02, 0.05, bound, LIFETIME, step=0.05)[-1]
    assert below < exactly_at < 1 / bound


@pytest.mark.parametrize(
    ("tolerated", "contracts", "step"), [(0.1, 500, 0.02), (0.4, 200, 0.005), (0.8, 300, 0.02)]
)
def test_the_bound_holds_for_hard_kinds_of_work_too(tolerated, contracts, step):
    assert flagged_by(tolerated, tolerated, BOUNDS[2], contracts, step)[-1] < 1 / BOUNDS[2]


def test_the_exact_figure_is_known_within_a_third():
    upper = flagged_by(0.05, 0.05, BOUNDS[2], LIFETIME, step=0.02)[-1]
    lower = flagged_by(0.05, 0.05, BOUNDS[2], LIFETIME, step=0.02, upper=False)[-1]
    assert lower < upper < lower * 1.4
    assert 5e-8 < upper < 7e-8


@pytest.mark.parametrize(("rate", "tolerated", "bound"), [(0.3, 0.05, 20), (0.4, 0.4, 3)])
def test_the_programme_agrees_with_going_through_every_history(rate, tolerated, bound):
    n, flagged = 10, 0.0
    for history in product((False, True), repeat=n):
        record, reached = Evidence(), False
        for bad in history:
            record = record.after(bad, tolerated)
            reached = reached or record.e_value >= bound
        flagged += reached * rate ** sum(history) * (1 - rate) ** (n - sum(history))
    upper = flagged_by(rate, tolerated, bound, n, step=0.0005)[-1]
    lower = flagged_by(rate, tolerated, bound, n, step=0.0005, upper=False)[-1]
    assert lower <= flagged + 1e-12
    assert flagged <= upper + 1e-12
    assert upper - lower < 0.01


def test_of_three_million_people_at_one_bad_in_fifty_fewer_than_a_ten_thousandth_is_ever_flagged():
    below = flagged_by(0.02, 0.05, BOUNDS[2], LIFETIME, step=0.05)[-1]
    assert 3_000_000 * below < 0.0001


@pytest.mark.parametrize(("rate", "contracts"), [(0.3, 49), (0.5, 17), (0.8, 8)])
def test_half_of_the_bad_people_may_be_restricted_within_so_many_contracts(rate, contracts):
    assert flagged_by(rate, 0.05, BOUNDS[2], contracts, upper=False)[-1] >= 0.5
