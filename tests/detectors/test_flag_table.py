"""The flag table: its promise in fractions, and that no rule whatever does much better."""

from fractions import Fraction
from itertools import combinations

import pytest

from goodstanding.detectors import flag_table
from goodstanding.detectors.evidence import BOUNDS, Evidence, smallest_flagging

RATE = Fraction(1, 20)
PROMISE = Fraction(1, 10**7)
PRICES = (Fraction(277, 10**9), Fraction(323, 10**9))
"""Prices at which the bound of `cost` is nearly the largest; any others would bound as well."""


def reaching(rate, lines=flag_table.LINES):
    """The exact chance of having reached a line, after each outcome."""
    needed, alive, reached, course = dict(lines), {0: Fraction(1)}, Fraction(0), []
    for n in range(1, lines[-1][0] + 1):
        now = {}
        for bad, chance in alive.items():
            now[bad] = now.get(bad, 0) + chance * (1 - rate)
            now[bad + 1] = now.get(bad + 1, 0) + chance * rate
        over = [bad for bad in now if bad >= needed.get(n, n + 1)]
        reached += sum(now.pop(bad) for bad in over)
        alive = now
        course.append(reached)
    return course


def test_all_lines_together_spend_less_than_half_the_promise():
    spent = reaching(RATE)[-1]
    assert spent < PROMISE / 2
    assert pytest.approx(float(spent), rel=1e-12) == flag_table.CHANCE


def test_each_line_is_worth_the_strongest_tier():
    for n, bad in flag_table.LINES:
        assert flag_table.WORTH[n][bad] / 2 >= BOUNDS[2]
        assert flag_table.ends(n, bad)


@pytest.mark.parametrize(
    ("line", "rate"), zip(flag_table.LINES, ("4/5", "1/2", "3/10"), strict=True)
)
def test_half_of_the_bad_reach_their_line(line, rate):
    assert reaching(Fraction(rate))[line[0] - 1] >= Fraction(1, 2)


def test_a_bad_outcome_never_lowers_the_chance_and_none_is_given_away():
    for n in range(flag_table.LAST):
        for bad in range(n + 1):
            if flag_table.ends(n, bad):
                continue
            now, after = flag_table.WORTH[n][bad], flag_table.WORTH[n + 1]
            assert after[bad + 1] >= after[bad]
            assert 0.05 * after[bad + 1] + 0.95 * after[bad] == pytest.approx(now)


def cost(contracts_80, contracts_50, price_80, price_50):
    """A lower bound, in fractions, on how often any rule whatever flags by chance at 1 in 20.

    Of all rules, however they look at the order, that flag half of the 80 % bad within the one
    number of contracts and half of the 50 % bad within the other. By duality: whatever the prices,
    the cheapest way to sell chance for detection, path by path, bounds the chance from below.
    """
    value = []
    for n in range(contracts_50, -1, -1):
        line = []
        for bad in range(n + 1):
            flag = RATE**bad * (1 - RATE) ** (n - bad) - price_50 * Fraction(1, 2**n)
            if n <= contracts_80:
                flag -= price_80 * Fraction(4**bad, 5**n)
            go_on = value[bad] + value[bad + 1] if n < contracts_50 else Fraction(0)
            line.append(min(flag, go_on))
        value = line
    return value[0] + (price_80 + price_50) / 2


def test_no_rule_finds_80_percent_bad_in_7_and_50_percent_bad_in_18_within_the_promise():
    least = cost(7, 18, *PRICES)
    assert least > PROMISE * Fraction(11, 10)
    assert 3_000_000 * least > Fraction(1, 3)


def test_no_rule_finds_80_percent_bad_in_7_with_a_tenth_of_a_person_in_three_million():
    assert 3_000_000 * cost(7, 7, Fraction(283, 10**9), Fraction(0)) > Fraction(24, 100)


def evidence(bad, n):
    record = Evidence()
    for i in range(n):
        record = record.after(i in bad, 0.05)
    return record.e_value


@pytest.mark.parametrize(("n", "bound"), [(8, BOUNDS[2]), (9, BOUNDS[2]), (10, BOUNDS[1])])
def test_what_the_published_table_says_of_every_order_holds_in_every_order(n, bound):
    smallest = smallest_flagging(n, 0.05, bound)
    for bad in range(smallest, n + 1):
        assert all(evidence(set(one), n) >= bound for one in combinations(range(n), bad))


def test_work_of_another_rate_ends_the_table_and_begins_none():
    record = Evidence().after(True, 0.05).after(True, 0.05)
    assert record.on_table
    assert not record.after(True, 0.1).on_table
    assert record.after(True, 0.1).tabled == pytest.approx(record.tabled * (1 + 0.4 * 9))
    assert Evidence().after(True, 0.1).after(True, 0.05).tabled is None


def test_nobody_of_mixed_work_expects_more_after_the_table_has_ended():
    for record in (Evidence().after(True, 0.05), Evidence(), Evidence().after(False, 0.05)):
        for rate in (0.05, 0.1, 0.4):
            after = [record.after(bad, rate).e_value for bad in (True, False)]
            assert rate * after[0] + (1 - rate) * after[1] == pytest.approx(record.e_value)
