"""The evidence against a tolerated rate: its promise, its table, and what no order can change."""

from functools import reduce
from itertools import combinations
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from goodstanding.detectors.evidence import (
    BOUNDS,
    Evidence,
    careers,
    share,
    smallest_flagging,
    tier,
    turning_weight,
)

rates = st.floats(0.01, 0.95)
outcomes = st.tuples(st.booleans(), rates)
histories = st.lists(outcomes, max_size=60)

# The published table of the plain mixture for a tolerated 1 in 20: number of outcomes, and the
# smallest number of bad ones for e >= 20, 1,000 and 10,000,000 (0: none is enough).
PUBLISHED = [
    (1, 0, 0, 0), (2, 2, 0, 0), (3, 2, 3, 0), (5, 3, 4, 0), (8, 3, 5, 7), (10, 4, 5, 8),
    (15, 5, 6, 10), (20, 5, 7, 11), (30, 7, 9, 13), (50, 9, 12, 16), (100, 14, 17, 23),
    (200, 23, 27, 34),
]  # fmt: skip


def weigh(history):
    return reduce(lambda record, step: record.after(*step), history, Evidence())


def weigh_pattern(pattern, tolerated=0.05):
    return weigh((bad, tolerated) for bad in pattern)


def beta_mixture(n, bad, tolerated):
    """The mixture over rates from the tolerated one to 1, by its closed formula."""
    above = stats.beta.logsf(tolerated, 1 + bad, 1 + n - bad) - stats.beta.logsf(tolerated, 1, 1)
    null = bad * log(tolerated) + (n - bad) * log(1 - tolerated)
    return exp(special.betaln(1 + bad, 1 + n - bad) + above - null)


@given(histories, rates, st.floats(0, 1))
def test_whoever_is_within_the_tolerated_rate_expects_no_more_evidence_after_the_next_outcome(
    history, tolerated, part
):
    rate, now = tolerated * part, weigh(history)
    after_bad, after_good = now.after(True, tolerated), now.after(False, tolerated)
    expected = rate * after_bad.e_value + (1 - rate) * after_good.e_value
    assert expected <= now.e_value * (1 + 1e-9)


@given(histories, rates)
def test_nothing_is_given_away_either_at_the_tolerated_rate_evidence_stays_level(
    history, tolerated
):
    now = weigh(history)
    after_bad, after_good = now.after(True, tolerated), now.after(False, tolerated)
    expected = tolerated * after_bad.e_value + (1 - tolerated) * after_good.e_value
    assert expected == pytest.approx(now.e_value)


def test_evidence_starts_at_one_and_the_weights_of_turning_sum_to_one():
    assert Evidence().e_value == pytest.approx(1)
    assert sum(turning_weight(n) for n in range(10_000)) + 1 / 10_001 == pytest.approx(1)


def chance_under_the_worst_strategy(record, mix, bound):
    """Largest probability of ever being flagged for whoever may pick each rate, seeing the past."""
    if record.e_value >= bound:
        return 1.0
    if not mix:
        return 0.0
    tolerated, *rest = mix
    good = chance_under_the_worst_strategy(record.after(False, tolerated), rest, bound)
    bad = chance_under_the_worst_strategy(record.after(True, tolerated), rest, bound)
    return max(good, tolerated * bad + (1 - tolerated) * good)


@pytest.mark.parametrize(
    "mix",
    [[0.05] * 10, [0.05, 0.5] * 5, [0.8, 0.05, 0.2, 0.02] * 3, [0.9, 0.7, 0.5, 0.3, 0.1] * 2],
)
@pytest.mark.parametrize("bound", [2, 5, 20])
def test_no_mix_of_work_and_no_cunning_beats_the_bound(mix, bound):
    assert chance_under_the_worst_strategy(Evidence(), mix, bound) <= 1 / bound


def test_49_good_and_1_bad_is_no_suspicion_wherever_the_bad_one_comes_and_whenever_one_looks():
    for position in range(50):
        record = Evidence()
        for i in range(50):
            record = record.after(i == position, 0.05)
            assert tier(record.e_value) == 0


@given(rates, st.integers(0, 200), st.integers(0, 30))
def test_one_bad_outcome_weighs_less_the_more_good_ones_stand_beside_it(tolerated, good, more):
    few = weigh_pattern([True] + [False] * good, tolerated)
    many = weigh_pattern([True] + [False] * (good + more), tolerated)
    assert many.e_value <= few.e_value * (1 + 1e-12)


@given(st.lists(st.booleans(), max_size=20), st.lists(st.booleans(), max_size=20), rates)
def test_a_bad_outcome_weighs_no_less_for_coming_later(earlier, later, tolerated):
    first = weigh_pattern([*earlier, True, False, *later], tolerated)
    second = weigh_pattern([*earlier, False, True, *later], tolerated)
    assert first.e_value <= second.e_value * (1 + 1e-12)


@pytest.mark.parametrize("tolerated", [0.05, 0.3])
def test_bad_ones_first_is_the_mildest_order_and_bad_ones_latest_the_severest(tolerated):
    def in_order(bad):
        return weigh_pattern([i in bad for i in range(12)], tolerated).e_value

    every = [in_order(set(bad)) for bad in combinations(range(12), 6)]
    assert in_order(set(range(6))) == pytest.approx(min(every))
    assert in_order(set(range(6, 12))) == pytest.approx(max(every))


@given(st.permutations([True] * 11 + [False] * 9))
def test_11_bad_of_20_may_restrict_and_6_bad_of_20_is_a_note_in_whatever_order(order):
    assert tier(weigh_pattern(order).e_value) == 3
    fewer = [bad and i not in order_of_bad(order)[:5] for i, bad in enumerate(order)]
    assert tier(weigh_pattern(fewer).e_value) in {1, 2}


def order_of_bad(order):
    return [i for i, bad in enumerate(order) if bad]


@pytest.mark.parametrize(("n", "bad"), [(1, 1), (5, 2), (20, 6), (20, 11), (50, 1), (100, 23)])
@pytest.mark.parametrize("tolerated", [0.05, 0.1, 0.4])
def test_with_one_tolerated_rate_the_first_half_is_the_beta_mixture(n, bad, tolerated):
    record = Evidence(good=n - bad, bad={tolerated: bad})
    expected = beta_mixture(n, bad, tolerated)
    assert record.from_the_start == pytest.approx(expected, rel=0.05, abs=0.01)


def test_the_plain_mixture_has_the_published_table():
    for n, *smallest in PUBLISHED:
        for bound, expected in zip(BOUNDS, smallest, strict=True):
            flags = (b for b in range(n + 1) if Evidence(n - b, {0.05: b}).from_the_start >= bound)
            assert next(flags, 0) == expected, (n, bound)


@pytest.mark.parametrize("tolerated", [0.05, 0.2, 0.8])
@pytest.mark.parametrize("bound", BOUNDS)
@pytest.mark.parametrize("n", [1, 2, 8, 30])
def test_the_smallest_number_that_flags_is_the_smallest(tolerated, bound, n):
    def e_value(bad, latest):
        return weigh_pattern(
            [(i >= n - bad if latest else i < bad) for i in range(n)], tolerated
        ).e_value

    for latest in (False, True):
        flags = [bad for bad in range(2, n + 1) if e_value(bad, latest) >= bound]
        assert smallest_flagging(n, tolerated, bound, latest) == (flags[0] if flags else None)


@pytest.mark.parametrize("good", [20, 50, 100, 200, 1000])
def test_who_was_good_for_long_and_then_turned_is_found_sooner_than_by_the_plain_mixture(good):
    def needed(evidence):
        record, steps = weigh_pattern([False] * good), 0
        while evidence(record) < BOUNDS[2]:
            record, steps = record.after(steps % 2 == 0, 0.05), steps + 1
        return steps

    turned = needed(lambda record: record.e_value)
    assert turned < needed(lambda record: record.from_the_start)
    assert turned <= 40


def test_the_stretch_that_weighs_most_begins_where_the_person_turned():
    record = weigh_pattern([False] * 60 + [True, False] * 10)
    assert record.stretch_start == 60
    assert record.stretch_weight <= record.turned


@pytest.mark.parametrize("tolerated", [0.01, 0.05, 0.95])
def test_thousands_of_outcomes_neither_overflow_nor_divide_by_nothing(tolerated):
    for pattern in ([True] * 3000, [False] * 3000, [True] * 1500 + [False] * 1500):
        assert 0 <= weigh_pattern(pattern, tolerated).e_value < float("inf")


def test_tiers_begin_at_their_bounds():
    assert [tier(e) for e in (0, 19.9, 20, 999, 1e3, 9_999_999, 1e7, 1e12)] == [
        0, 0, 1, 1, 2, 2, 3, 3,
    ]  # fmt: skip


@given(st.floats(1, 1e300))
def test_at_most_one_of_so_many_careers_never_says_too_many(e_value):
    assert careers(e_value) <= e_value
    assert careers(e_value) >= min(e_value, 1e9) * 0.5


def test_rates_are_written_in_plain_words():
    assert [share(r) for r in (0.05, 0.85, 0.1, 0.22, 0.0173)] == [
        "1 in 20", "17 in 20", "1 in 10", "22 in 100", "1.73 in 100",
    ]  # fmt: skip
