"""Payments: counters see the past alone, and more of them never looks better."""

import csv
import os
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from goodstanding.detectors.payments import PLAIN, detect, train
from goodstanding.detectors.payments.counters import DAY, HOUR, WEEK, Counters, Payment
from goodstanding.detectors.payments.scorecard import RISING, score
from goodstanding.detectors.payments.wording import sentence

MONDAY = 1_767_571_200_000_000


def a_payment(row, at, user="ann", card="c1", merchant="m1", device="d1", amount=100.0, bad=None):
    return Payment(row, f"t{row}", at, amount, user, card, merchant, device, bad)


def history(of, n=600):
    """Honest people who pay once, and every tenth time a thief who tries several cards."""
    made = []
    for i in range(n):
        thief = i % 10 == 0
        who = f"thief{i // 30}" if thief else f"user{i}"
        amount = of.uniform(800, 3000) if thief else of.uniform(10, 900)
        shop = f"m{of.integers(20)}"
        made.append(
            a_payment(i + 1, MONDAY + i * HOUR, who, f"card{i}", shop, who, amount, bad=thief)
        )
    return made


def asked(payments, label="has_cbk"):
    connection = duckdb.connect()
    table = pa.table(
        {
            "row": list(range(1, len(payments) + 1)),
            "transaction_id": [one.name for one in payments],
            "merchant_id": [one.merchant for one in payments],
            "user_id": [one.user for one in payments],
            "card_number": [one.card for one in payments],
            "transaction_date": [one.at for one in payments],
            "transaction_amount": [one.amount for one in payments],
            "device_id": [one.device or None for one in payments],
            label: [one.charged_back for one in payments],
        }
    )
    connection.register("input", table)
    return connection


def area(bad, scores):
    good = [s for s, b in zip(scores, bad, strict=True) if not b]
    return np.mean([np.mean([s > g for g in good]) for s, b in zip(scores, bad, strict=True) if b])


def test_a_payment_is_counted_from_those_before_it_and_from_no_later_one():
    past = [a_payment(1, MONDAY), a_payment(2, MONDAY + HOUR, card="c2")]
    counters = Counters()
    for one in past:
        counters.add(one)
    told = counters.told(a_payment(3, MONDAY + 2 * HOUR, card="c3"))
    assert (told["cards_day"], told["cards_hours"], told["payments_before"]) == (3, 2.0, 2)
    assert counters.told(a_payment(4, MONDAY + DAY + HOUR, card="c3"))["cards_day"] == 1
    assert counters.rows(a_payment(3, MONDAY + 2 * HOUR)) == [3, 1, 2]


def test_a_chargeback_is_not_known_before_seven_days_have_gone_by():
    counters = Counters()
    counters.add(a_payment(1, MONDAY, bad=True))
    soon = counters.before(a_payment(2, MONDAY + WEEK - 1))
    later = counters.before(a_payment(3, MONDAY + WEEK))
    assert soon["merchant_known"] == 0.0
    assert later["merchant_known"] > 0.3


def test_parties_not_seen_for_ninety_days_are_forgotten():
    counters = Counters()
    counters.add(a_payment(1, MONDAY, user="gone"))
    counters.add(a_payment(2, MONDAY + 91 * DAY, user="here"))
    assert ("user", "gone") not in counters.parties
    assert ("user", "here") in counters.parties


def test_more_of_a_rising_counter_never_lowers_the_score():
    payments = history(np.random.default_rng(1))
    model = train(asked(payments), "has_cbk", {})
    points = model["scorecard"]["counters"]
    assert all(points[name]["points"] >= 0 for name in RISING)
    told = Counters().before(payments[0])
    assert score(model["scorecard"], {**told, "user_cards": 9.0}) >= score(model["scorecard"], told)


def test_what_was_learned_scores_later_payments_the_same_with_the_history_beside_them_or_not():
    payments = history(np.random.default_rng(2))
    model = train(asked(payments[:400]), "has_cbk", {})
    later = [
        Payment(*(getattr(one, name) for name in one.__slots__[:-1])) for one in payments[400:]
    ]
    alone = detect(asked(later), {}, model)
    beside = detect(asked([*payments[:400], *later]), {}, model)
    assert alone["score"].to_pylist() == pytest.approx(beside["score"].to_pylist()[400:])
    bad = [one.charged_back for one in payments[400:]]
    assert area(bad, alone["score"].to_pylist()) > 0.9
    assert alone["subject"].to_pylist() == [one.name for one in later]
    assert set(alone["tier"].to_pylist()) <= {0, 1, 2}
    assert alone["e_value"].null_count == len(later)


def test_without_a_model_counters_alone_put_the_thief_first():
    payments = history(np.random.default_rng(3))
    told = detect(asked(payments), {}, None)
    assert area([one.charged_back for one in payments], told["score"].to_pylist()) > 0.9


def test_of_honest_payments_that_are_alike_one_in_a_hundred_is_flagged():
    of = np.random.default_rng(4)
    payments = [
        a_payment(i + 1, MONDAY + i * DAY, f"u{i}", f"c{i}", f"m{i}", "", of.uniform(1, 500))
        for i in range(1500)
    ]
    tiers = detect(asked(payments), {}, None)["tier"].to_pylist()
    assert sum(tier > 0 for tier in tiers[200:]) <= 0.02 * 1300


def test_too_few_chargebacks_teach_nothing_and_the_error_says_how_many_there_were():
    with pytest.raises(ValueError, match=r"has_cbk: 2 of 20 payments .* at least 20"):
        train(asked(history(np.random.default_rng(5), n=20)), "has_cbk", {})


def test_the_sentence_says_its_numbers():
    counters = Counters()
    for i in range(3):
        counters.add(a_payment(i + 1, MONDAY + i * HOUR, card=f"c{i}"))
    told = counters.told(a_payment(4, MONDAY + 2 * HOUR, card="c9"))
    said = sentence({**told, "compared": 700, "as_high": 2, "compared_with": "honest"})
    assert said == (
        "A payment of 100.00; 4 different cards in 2 hours on one device; the user's payment "
        "number 4 in 24 hours, together 400.00; number 4 to this merchant in 24 hours, together "
        "400.00. Of 700 honest payments not learned from, 2 scored as high."
    )


def test_real_chargebacks_are_found_by_time():
    path = Path(os.environ.get("GOODSTANDING_DATA", "../shared/data"))
    path /= "payments/card_transactions.csv"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    bad = [row["has_cbk"] == "True" for row in csv.DictReader(path.open())]
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(
        'CREATE TABLE told AS SELECT row_number() OVER () AS "row", * REPLACE ('
        "epoch_us(CAST(transaction_date AS TIMESTAMPTZ)) AS transaction_date) FROM read_csv(?, "
        "types = {'transaction_id': 'VARCHAR', 'merchant_id': 'VARCHAR', 'user_id': 'VARCHAR', "
        "'device_id': 'VARCHAR', 'card_number': 'VARCHAR'})",
        [str(path)],
    )
    connection.execute('CREATE VIEW input AS FROM told WHERE "row" <= 1567')
    model = train(connection, "has_cbk", {})
    connection.execute('CREATE OR REPLACE VIEW input AS FROM told WHERE "row" > 1567')
    scores = detect(connection, {}, model)["score"].to_pylist()
    assert area(bad[1567:], scores) >= 0.92


def test_the_form_names_its_columns():
    assert [one.name for one in PLAIN.columns if not one.required] == ["device_id"]
