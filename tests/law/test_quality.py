"""A share of what was decided is drawn by lot, as anyone who knows the seed can draw it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.law.quality import Opinion, drawn, lot, require_reasons
from goodstanding.law.terms import UnlawfulError

KEYS = [f"decision {number}" for number in range(100)]


def test_five_of_a_hundred_and_one_of_a_few_are_drawn():
    assert len(drawn("seed", KEYS, 0.05)) == 5
    assert len(drawn("seed", KEYS[:3], 0.05)) == 1
    assert len(drawn("seed", KEYS[:41], 0.05)) == 3
    assert drawn("seed", [], 0.05) == []
    assert drawn("seed", KEYS, 1) == sorted(KEYS, key=lambda key: lot("seed", key))


def test_a_lot_is_what_sha_256_makes_of_seed_and_decision():
    told = "c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65"
    assert lot("a", "b") == told


@given(st.text(), st.sets(st.uuids().map(str), max_size=60), st.floats(0.001, 1))
def test_the_order_in_which_decisions_are_listed_changes_nothing(seed, keys, share):
    one, other = sorted(keys), sorted(keys, reverse=True)
    assert drawn(seed, one, share) == drawn(seed, other, share)
    assert set(drawn(seed, one, share)) <= keys
    assert bool(drawn(seed, one, share)) == bool(keys)


@pytest.mark.parametrize("share", [0, -0.1, 1.01])
def test_a_share_is_a_share(share):
    with pytest.raises(UnlawfulError, match=f"share: got {share}, expected above 0 and at most 1"):
        drawn("seed", KEYS, share)


def test_only_agreement_needs_no_reasons():
    require_reasons(Opinion.AGREED, " ")
    for opinion in set(Opinion) - {Opinion.AGREED}:
        require_reasons(opinion, "He was ill.")
        with pytest.raises(UnlawfulError, match="reasons: got nothing, expected what should"):
            require_reasons(opinion, " ")
