"""Events of who rates whom: scored from what was before, and from nothing that came later."""

import duckdb
import numpy as np
import pytest

from goodstanding.detectors.stream import ANSWER, PLAIN, learning
from goodstanding.detectors.stream.past import FEATURES, described


def loaded(rows, labels=None):
    """A connection with the rows rater, ratee, seconds as the detector's input."""
    connection = duckdb.connect()
    connection.execute(
        'CREATE TABLE input (rater VARCHAR, ratee VARCHAR, "time" BIGINT, "row" BIGINT,'
        " label VARCHAR)"
    )
    labels = labels or [None] * len(rows)
    listed = [
        [a, b, int(t * 1e6), n, label]
        for n, ((a, b, t), label) in enumerate(zip(rows, labels, strict=True), 1)
    ]
    connection.executemany("INSERT INTO input VALUES (?, ?, ?, ?, ?)", listed)
    return connection


def trade(number=400, seed=2):
    """People who rate each other in return, and one who rates and gets nothing back."""
    rng = np.random.default_rng(seed)
    rows, labels = [], []
    for at in range(number // 2):
        one, two = rng.choice(20, 2, replace=False)
        rows += [(f"p{one}", f"p{two}", at * 100.0), (f"p{two}", f"p{one}", at * 100.0 + 1)]
        labels += ["0", "0"]
        if at % 5 == 4:
            rows.append(("loud", f"p{one}", at * 100.0 + 2))
            labels.append("1")
    return rows, labels


def test_every_event_has_its_row_in_the_order_of_the_input():
    rows = [("b", "a", 50.0), ("a", "b", 10.0), ("c", "a", 10.0)]
    table = PLAIN.detect(loaded(rows), {}, None)
    assert table.schema == ANSWER
    assert table["subject"].to_pylist() == ["1", "2", "3"]
    assert table["rater"].to_pylist() == ["b", "a", "c"]
    assert [at.timestamp() for at in table["time"].to_pylist()] == [50.0, 10.0, 10.0]
    assert table["rows"].to_pylist() == [[1], [2], [3]]


def test_later_events_change_no_score():
    rows, _ = trade()
    half = len(rows) // 2
    before = PLAIN.detect(loaded(rows[:half]), {}, None)["score"].to_pylist()
    assert PLAIN.detect(loaded(rows), {}, None)["score"].to_pylist()[:half] == before


def test_who_rates_and_gets_nothing_back_is_odder_than_who_trades():
    rows, labels = trade()
    scores = np.array(PLAIN.detect(loaded(rows), {}, None)["score"].to_pylist())
    loud = np.array(labels) == "1"
    assert scores[loud][5:].min() > np.median(scores[~loud])


def test_the_past_of_an_event_is_counted_before_it():
    table = described([(1, 2, 0.0), (2, 1, 10.0), (3, 2, 20.0)], 3)
    told = [dict(zip(FEATURES, row, strict=True)) for row in table.tolist()]
    assert told[0]["rater_given"] == 0
    assert (told[1]["rater_received"], told[1]["since_returned"]) == (1, 10)
    assert (told[2]["ratee_received"], told[2]["ratee_given"]) == (1, 1)
    assert told[2]["rater_age"] == 0


def test_a_sentence_carries_the_counts_of_before():
    rows = [("a", "b", 0.0), ("a", "c", 86_400.0), ("a", "b", 172_800.0)]
    said = PLAIN.detect(loaded(rows), {}, None)["sentence"][2].as_py()
    assert said == (
        "Before this, the rater had rated 2 times in 2 days, 2 without return; the rated account "
        "had been rated 1 times in 2 days, 1 without return."
    )


def test_it_learns_from_labelled_events_and_scores_the_rest(monkeypatch):
    monkeypatch.setattr(learning, "TREES", 20)
    rows, labels = trade(800)
    cut = int(len(rows) * 0.7)
    hidden = [*labels[:cut], *[None] * (len(rows) - cut)]
    model = PLAIN.train(loaded(rows, hidden), "label", {})
    assert model["accounts"]["loud"][:2] == [labels[:cut].count("1")] * 2
    scores = np.array(PLAIN.detect(loaded(rows), {}, model)["score"].to_pylist())[cut:]
    loud = np.array(labels[cut:]) == "1"
    assert scores[loud].min() > scores[~loud].max()


def test_an_account_is_told_only_by_labels_of_earlier_steps():
    label = np.tile([0.0, 1.0], 85)
    sides = [np.zeros(170, np.int64), np.arange(170)]
    told = learning.stepped(sides, label)
    assert told[:10, 1].max() == 0
    changed = label.copy()
    changed[100:] = 1 - changed[100:]
    assert np.array_equal(learning.stepped(sides, changed)[:110], told[:110])


def test_labels_of_one_kind_teach_nothing():
    with pytest.raises(ValueError, match='"label" must hold 0 and 1'):
        PLAIN.train(loaded([("a", "b", 1.0)], ["1"]), "label", {})
