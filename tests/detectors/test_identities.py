"""Identities: two accounts of one person are found by their facts, and namesakes stay in peace."""

import os
from math import log2, prod
from pathlib import Path
from random import Random

import duckdb
import pytest

from goodstanding.detectors.identities import ANSWER, PLAIN, sentence, waterfall
from goodstanding.detectors.identities.kinds import recognise
from goodstanding.detectors.identities.weights import Weights, learn, probability
from goodstanding.evaluations import identities as evaluation
from goodstanding.evaluations.figures import DataMissingError

GIVEN = ("ann", "ben", "rita", "sam", "sue", "fin", "maria", "jose", "ivan", "olga", "chen", "mei")
SYLLABLES = ["kar", "lo", "mi", "tan", "ver", "os", "bel", "dun", "ri", "sa"]
HEADINGS = ("id", "first_name", "surname", "date_of_birth", "phone", "city", "payout_account")


def town(people=230):
    """Strangers, the first thirty of them with a second account that differs by a slip."""
    draw, rows = Random(7), []
    for n in range(people):
        surname = "".join(draw.choices(SYLLABLES, k=4))
        born = f"{draw.randint(1950, 2000)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        phone, city = f"+1 415 {draw.randint(0, 10**7):07}", f"town {draw.choice(SYLLABLES)}"
        given, payout = draw.choice(GIVEN), f"GB{draw.randint(10**9, 10**10)}"
        rows.append([f"a{n}", given, surname, born, phone, city, payout])
        if n < 30:
            slip, again = surname[:1] + surname[2:], None if n % 2 else payout
            rows.append([f"b{n}", given, slip, born, phone, city, again])
    return rows


def connected(rows, headings=HEADINGS):
    connection = duckdb.connect()
    columns = ", ".join(f'"{heading}" VARCHAR' for heading in headings)
    connection.execute(f'CREATE TABLE input ("row" BIGINT, {columns})')
    marks = ", ".join("?" * (len(headings) + 1))
    for n, row in enumerate(rows, 1):
        connection.execute(f"INSERT INTO input VALUES ({marks})", [n, *row])
    return connection


def asked(rows, headings=HEADINGS, least=0.01, model=None):
    return PLAIN.detect(connected(rows, headings), {"least": least}, model)


@pytest.fixture(scope="module")
def answer():
    return asked(town())


def test_second_accounts_are_found_and_strangers_are_not(answer):
    assert answer.schema == ANSWER
    found = {
        (one, other)
        for one, other, at in zip(
            answer["left"].to_pylist(),
            answer["right"].to_pylist(),
            answer["probability"].to_pylist(),
            strict=True,
        )
        if at > 0.5
    }
    assert found == {(f"a{n}", f"b{n}") for n in range(30)}


def test_a_pair_has_no_e_value_goes_to_a_person_at_most_and_names_its_rows(answer):
    assert answer["e_value"].null_count == len(answer)
    assert max(answer["tier"].to_pylist()) == 2
    rows = town()
    for pair in answer.to_pylist():
        assert [rows[row - 1][0] for row in pair["rows"]] == [pair["left"], pair["right"]]


def test_the_sentence_and_the_waterfall_are_made_of_the_numbers_stored(answer):
    for pair in answer.to_pylist():
        assert sentence(pair) == pair["sentence"]
        odds = prod(factor for _, _, factor in waterfall(pair))
        assert log2(odds) == pytest.approx(pair["score"], abs=0.02)
    assert "same date of birth x " in answer["sentence"][0].as_py().lower()
    assert "any two records" in answer["sentence"][0].as_py()


def test_one_rare_fact_alone_takes_nobody_to_tier_2():
    rows = [*town(), ["x", None, None, None, "+44 20 7946 0000", None, None]]
    rows.append(["y", None, None, None, "+44 20 7946 0000", None, None])
    pairs = {(p["left"], p["right"]): p for p in asked(rows, least=0.0).to_pylist()}
    assert pairs["x", "y"]["tier"] < 2


def test_nobody_is_joined_through_a_third():
    rows = town()
    ann = ["t1", "tamsin", "hollowayne", "1961-04-09", None, None, None]
    both = ["t2", "tamsin", "hollowayne", "1961-04-09", "+44 20 7946 1111", "york", "FR991199"]
    other = ["t3", None, None, None, "+44 20 7946 1111", "york", "FR991199"]
    pairs = {
        (p["left"], p["right"]): p["tier"] for p in asked([*rows, ann, both, other]).to_pylist()
    }
    assert pairs.get(("t1", "t3"), 0) == 0


def test_protected_attributes_are_left_out_with_a_word_about_it():
    connection = connected(
        [["1", "f", "x", "a@b.de", "7"]], ("id", "gender", "Nationality", "email", "national_id")
    )
    with pytest.warns(UserWarning, match="protected attribute is never evidence"):
        assert recognise(connection) == {"mail": "email", "document": "national_id"}


def test_columns_are_known_by_heading_or_by_what_they_hold():
    rows = [[str(n), f"199{n}-01-0{n}", f"p{n}@mail.example", "x", f"{n}"] for n in range(1, 6)]
    connection = connected(rows, ("id", "when", "reach", "cluster", "Zip-Code"))
    assert recognise(connection) == {"born": "when", "mail": "reach", "postcode": "Zip-Code"}


def test_the_order_of_the_rows_and_the_ids_say_nothing(answer):
    turned = asked([[f"z{row[0]}", *row[1:]] for row in reversed(town())])
    assert turned["probability"].to_pylist() == pytest.approx(
        answer["probability"].to_pylist(), abs=1e-4
    )


@pytest.mark.parametrize("rows", [[], [["1", *[None] * 6]], town()[:2]])
def test_tables_too_small_to_learn_from_are_no_error(rows):
    assert asked(rows).schema == ANSWER


def test_weights_are_found_without_labels():
    import numpy as np

    u = {"fact": np.array([0.99, 0.01]), "more": np.array([0.95, 0.05])}
    levels = {
        "fact": np.array([1] * 90 + [0] * 10 + [1] * 50, np.int8),
        "more": np.array([1] * 90 + [1] * 10 + [0] * 50, np.int8),
    }
    found = learn(levels, u, 1000)
    assert isinstance(found, Weights)
    assert found.m["fact"][1] > 0.5 > found.u["fact"][1]
    assert probability(np.array([0.0]), 0.5)[0] == 0.5


def test_a_model_learned_from_labels_is_used_and_refused_for_other_facts():
    headings = (*HEADINGS, "person")
    rows = [[*row, row[0][int(row[0][1:]) < 20 :]] for row in town()]
    model = PLAIN.train(connected(rows, headings), "person", {})
    assert PLAIN.detect(connected(rows, headings), {"least": 0.0}, model).schema == ANSWER
    with pytest.raises(ValueError, match="it was learned on"):
        asked([row[:3] for row in town()], HEADINGS[:3], model=model)
    with pytest.raises(ValueError, match="person: pairs of one person and of two"):
        PLAIN.train(connected([[*row[:-1], "1"] for row in rows], headings), "person", {})


def test_an_evaluation_without_its_data_names_the_file(tmp_path):
    with pytest.raises(DataMissingError, match=r"febrl1\.csv is missing"):
        next(evaluation.evaluate(tmp_path))


@pytest.mark.datasets
def test_the_made_persons_of_febrl_are_all_found():
    data = Path(os.environ.get("GOODSTANDING_DATA", ""))
    if not (data / "identities" / "febrl1.csv").is_file():
        pytest.skip("GOODSTANDING_DATA names no folder with identities/febrl1.csv")
    figures = evaluation.evaluate(data)
    assert next(figures).reached == 1.0
