"""Fake feedback: strangers who vouch for each other stand no better; rings are told by number."""

import duckdb
import numpy as np
import pytest
from scipy.stats import poisson

from goodstanding.detectors.ratings import ACCOUNTS, ANSWER_RINGS, PLAIN, corating, rings
from goodstanding.detectors.ratings.standing import Ratings, first_seen, votes

ASKED = {name: option.usual for name, option in PLAIN.options.items()}


def loaded(rows):
    """A connection with the rows rater, ratee, rating, seconds as the detector's input."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE input (rater VARCHAR, ratee VARCHAR, rating DOUBLE,"
        ' "time" BIGINT, "row" BIGINT)'
    )
    listed = [[a, b, r, int(t * 1e6), n] for n, (a, b, r, t) in enumerate(rows, 1)]
    connection.executemany("INSERT INTO input VALUES (?, ?, ?, ?, ?)", listed)
    return connection


def chance(rng, raters=300, ratees=300, number=1500):
    """Ratings of whom chance brought together."""
    ends = zip(rng.integers(0, raters, number), rng.integers(0, ratees, number), strict=True)
    return [(f"r{a}", f"t{b}", 1.0, float(n)) for n, (a, b) in enumerate(ends)]


def market(seed=1):
    """Honest trade by chance, and twelve accounts that praised the same six."""
    rng = np.random.default_rng(seed)
    ring = [(f"x{a}", f"y{b}", 1.0, 2000.0) for a in range(12) for b in range(6)]
    return chance(rng) + ring


@pytest.fixture(scope="module")
def found():
    """Both answers about the market with a ring."""
    connection = loaded(market())
    return (
        PLAIN.detect(connection, ASKED, None),
        PLAIN.also["rings"][1](connection, ASKED, None),
    )


def test_every_account_has_one_row_the_most_suspicious_first(found):
    accounts, _ = found
    assert accounts.schema == ACCOUNTS
    names = {name for row in market() for name in row[:2]}
    assert sorted(accounts["subject"].to_pylist()) == sorted(names)
    scores = accounts["score"].to_pylist()
    assert scores == sorted(scores, reverse=True)
    assert accounts["e_value"].null_count == len(scores)


def test_who_praised_together_is_a_ring_and_nobody_else(found):
    accounts, listed = found
    assert listed.schema == ANSWER_RINGS
    assert [set(members) for members in listed["members"].to_pylist()] == [
        {f"x{a}" for a in range(12)}
    ]
    assert set(listed["targets"][0].as_py()) == {f"y{b}" for b in range(6)}
    assert len(listed["rows"][0]) == 72
    told = {row["subject"]: row for row in accounts.to_pylist()}
    assert (told["x1"]["ring"], told["x1"]["tier"]) == ("1", 2)
    assert (told["r1"]["ring"], told["r1"]["tier"]) == (None, 0)


def test_the_sentence_of_a_ring_carries_its_numbers(found):
    _, listed = found
    said = listed["sentence"][0].as_py()
    assert said.startswith("6 accounts were each praised by three or more of these 12; 66 pairs")
    assert "1 of 1,000 marketplaces" in said


def test_the_rows_of_an_account_are_the_ratings_it_received(found):
    accounts, _ = found
    rows = {row["subject"]: row["rows"] for row in accounts.to_pylist()}
    expected = [n for n, row in enumerate(market(), 1) if row[1] == "t5"]
    assert rows["t5"] == expected
    assert rows["x1"] == []


def test_where_chance_decides_no_ring_is_found_in_forty_markets():
    rng = np.random.default_rng(3)
    for _ in range(40):
        rater, ratee = rng.integers(0, 400, 3000), (400 * rng.random(3000) ** 2).astype(int)
        once = np.unique(rater * 400 + ratee)
        links = corating.linked(once // 400, once % 400, 400, 0.0005)
        assert corating.components(links, 400) == []


@pytest.mark.parametrize("raters", [2, 50, 5_000, 3_000_000])
@pytest.mark.parametrize("alpha", [0.0005, 0.01])
def test_the_number_of_links_that_proves_a_rater_keeps_its_share_of_the_familywise_rate(
    raters, alpha
):
    k = corating.needed(raters, alpha)
    assert raters * poisson.sf(k - 1, corating.CHANCE) <= alpha / 2
    assert k == 2 or raters * poisson.sf(k - 2, corating.CHANCE) > alpha / 2


def test_what_two_raters_share_by_chance_is_no_more_than_the_poisson_bound():
    """All others' ratings are drawn anew; the tail of what they share stays below what is said."""
    rng = np.random.default_rng(5)
    received = np.repeat(np.arange(60), 8)
    mine, given, draws = np.arange(6), 10, 4000
    rest = np.setdiff1d(np.arange(len(received)), np.arange(0, 48, 8))
    shared = [
        len(np.intersect1d(received[rng.choice(rest, given, replace=False)], mine))
        for _ in range(draws)
    ]
    mean = given * 6 * 7 / (len(received) - 6)
    for least in (3, 4, 5):
        assert np.mean(np.array(shared) >= least) <= poisson.sf(least - 1, mean) + 0.005


def test_blocks_of_pairs_find_the_same_as_all_at_once(monkeypatch):
    rater, ratee = np.nonzero(np.random.default_rng(7).random((80, 60)) < 0.2)
    whole = corating.linked(rater, ratee, 80, 0.5)
    monkeypatch.setattr(corating, "PRODUCTS", 50)
    parted = corating.linked(rater, ratee, 80, 0.5)
    assert np.array_equal(whole.hubs, parted.hubs)
    assert np.array_equal(whole.tail, parted.tail)


def test_strangers_who_vouch_for_each_other_count_less_than_known_traders():
    known = [(f"k{a}", f"k{b}", 1.0) for a in range(6) for b in range(6) if a != b]
    told = [("s1", "s2", 1.0), ("s2", "s1", 1.0), ("k1", "good", 1.0), ("k2", "good", 1.0)]
    rows = known + told + [("k1", "bad", -1.0)]
    names = sorted({name for row in rows for name in row[:2]})
    rater, ratee = (np.array([names.index(row[side]) for row in rows]) for side in (0, 1))
    rating = np.array([row[2] for row in rows])
    ratings = Ratings(rater, ratee, rating, np.arange(len(rows), dtype=float), len(names))
    value = dict(zip(names, votes(ratings), strict=True))
    assert value["bad"] < value["s1"] < value["good"]
    assert first_seen(ratings)[names.index("bad")] == len(rows) - 1


def test_a_file_without_ratings_has_no_accounts_and_no_rings():
    connection = loaded([("a", "b", 0.0, 1.0)])
    connection.execute("DELETE FROM input")
    assert PLAIN.detect(connection, ASKED, None).num_rows == 0
    assert PLAIN.also["rings"][1](connection, ASKED, None).num_rows == 0


def test_an_account_nobody_rated_is_told_so():
    table = PLAIN.detect(loaded([("a", "b", -3.0, 0.0), ("c", "b", 5.0, 172_800.0)]), ASKED, None)
    said = dict(zip(table["subject"].to_pylist(), table["sentence"].to_pylist(), strict=True))
    assert said["a"] == "Nobody rated this account, known for 2 days."
    assert said["b"].startswith("1 of 2 ratings by 2 accounts are negative;")


def test_a_ring_is_said_again_from_its_counts():
    counts = {
        "members": 7,
        "kind": "blamed",
        "targets": 6,
        "pairs": 21,
        "common": 5,
        "marketplaces": 1000,
    }
    assert rings.sentence(counts).startswith(
        "6 accounts were each blamed by three or more of these 7;"
    )
