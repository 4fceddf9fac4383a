"""Every complaint about a statement, in full, as who sends it reads it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from goodstanding.law.european import checking, identifiers, making
from goodstanding.law.european.checking import Profile
from goodstanding.law.european.conditions import Problem
from goodstanding.law.european.shapes import read_day
from tests.law.european.test_making import APPLY, FORTNIGHT, MONTH, NOON, decided, placed
from tests.law.european.written import PLAIN

COMPLAINTS = yaml.safe_load((Path(__file__).parent / "complaints.yaml").read_text())


def value(written):
    """A value as it is written; `{é: 500}` is a text of so many."""
    if isinstance(written, dict) and len(written) == 1:
        ((letter, count),) = written.items()
        if len(letter) == 1:
            return letter * count
    return written


@pytest.mark.parametrize("case", COMPLAINTS, ids=lambda case: case["case"])
def test_what_is_wrong_with_a_statement_is_said_in_full(case):
    given = PLAIN | {name: value(said) for name, said in case.get("given", {}).items()}
    left = {name: said for name, said in given.items() if name not in case.get("without", ())}
    assert [str(one) for one in checking.judge(left, Profile.EXPORT)] == case["says"]


def said(given, judge=checking.judge):
    return [str(one) for one in judge(given)]


def test_what_is_no_statement_or_no_batch_is_told_in_full():
    assert said(3) == ["the whole: kind: got 3, expected a statement: an object"]
    assert said({"statements": 3}) == [
        "statements: batch (TDB-7): got {'statements': 3}, expected {\"statements\": [...]}"
    ]
    assert said(3, checking.batch) == [
        'statements: batch (TDB-7): got 3, expected {"statements": [...]}'
    ]
    assert said([]) == [
        'statements: batch (TDB-7): got a bare list, expected {"statements": [...]}'
    ]
    assert said({"statements": []}) == [
        "statements: batch (TDB-7): got 0 statements, expected 1 to 100"
    ]
    wrong = [PLAIN | {"puid": f"a {n}"} for n in range(101)]
    assert said({"statements": wrong})[0] == (
        "statements: batch (TDB-7): got 101 statements, expected 1 to 100"
    )


def test_a_statement_sent_twice_is_named_by_its_place_and_id():
    assert said({"statements": [PLAIN, PLAIN]}) == [
        "statement 2: puid: R1 unique for ever: 'PU-1001' was there before"
    ]


def test_one_statement_of_a_batch_breaks_as_it_would_alone_and_has_its_place():
    late = PLAIN | {"puid": "late", "content_date": "2023-05-19"}
    (problem,) = checking.many([PLAIN, 3, late][::2])
    assert str(problem) == (
        "statement 2: content_date: R6 content before the decision: "
        "got 2023-05-19, expected application_date (2023-05-18) or earlier"
    )
    (alone,) = checking.one(late)
    assert alone.at is None
    assert str(Problem("a", "b", "c", 0)) == "statement 1: a: b: c"


def test_how_strictly_it_is_judged_has_the_names_of_the_command():
    assert [one.value for one in Profile] == ["statement", "statement_export"]
    unknown = PLAIN | {"colour": "red"}
    assert (
        checking.one(unknown)
        == checking.by_itself(unknown)
        == checking.batch({"statements": [unknown]})
    )
    assert len(checking.batch({"statements": [unknown]}, Profile.EXPORT)) == 1


def test_the_neutral_words_for_people_and_things():
    assert identifiers.STANDS_FOR == {
        "member": "the member",
        "other": "another member",
        "team": "the team",
        "case": "the case",
        "thing": "the post",
        "contract": "a contract",
    }


@pytest.mark.parametrize(
    ("text", "known", "named"),
    [
        ("It was Ann.", ["Ann", "Ben"], True),
        ("It was ben, again", ["Ann", "Ben"], True),
        ("It was Annabel.", ["Ann"], False),
        ("It was another member.", ["member", "The", "another", "post"], False),
        ("It was  nobody.", [" ", ""], False),
        ("It was nobody.", [], False),
    ],
)
def test_a_name_is_found_as_a_whole_word_and_a_neutral_word_names_nobody(text, known, named):
    assert identifiers.named(text, dict.fromkeys(known, "the member")) is named


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("On 2026-02-30 and 2026-05-04.", "On [a number] and 4 May 2026."),
        ("File 0f8fad5b-d9cb-469f-a165-70867728950e.", "File [a code]."),
        ("Said «this», and “that”.", "Said [words left out]."),
        ("See www.example.org/ann now", "See [a link] now"),
        ("Ann\\1 wrote", "the member\\1 wrote"),
    ],
)
def test_what_could_name_somebody_is_put_in_neutral_words(text, neutral):
    assert identifiers.neutral(text, {"Ann": "the\\ member", " ": "nothing"}) == neutral


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("one two", 7, "one two"),
        ("one two three", 12, "one two …"),
        ("one two three", 9, "one …"),
        ("one two three", 10, "one …"),
        ("onetwothree", 8, "onetwo …"),
        ("one two  three four", 16, "one two …"),
    ],
)
def test_what_is_too_long_is_cut_after_a_word(text, longest, short):
    assert identifiers.shortened(text, longest) == short
    assert len(short) <= longest


def test_a_statement_says_when_it_all_began_and_ends_at_the_latest():
    early, late = placed("restriction", APPLY), placed("restriction", APPLY, ends_at=MONTH)
    made = making.statement(decided(early, late, hold=(NOON - timedelta(days=2), FORTNIGHT)))
    assert made["application_date"] == "2026-05-30"
    assert made["end_date_service_restriction"] == "2026-07-01"
    assert made["end_date_monetary_restriction"] == "2026-06-15"
    endless = making.statement(decided(early, placed("restriction", APPLY, ends_at=None)))
    assert "end_date_service_restriction" not in endless


@pytest.mark.parametrize(
    ("conduct", "told"),
    [
        (datetime(1990, 5, 4, tzinfo=UTC), "2000-01-01"),
        (datetime(2000, 1, 2, tzinfo=UTC), "2000-01-02"),
        (NOON - timedelta(days=1), "2026-05-31"),
        (NOON + timedelta(days=9), "2026-06-01"),
    ],
)
def test_conduct_is_told_of_a_day_the_database_takes(conduct, told):
    made = making.statement(decided(placed("restriction", APPLY), conduct_from=conduct))
    assert made["content_date"] == told


def test_a_statement_has_the_decisions_id_and_names_the_record_it_is_about():
    made = making.statement(decided(placed("restriction", APPLY)))
    assert made["puid"] == "decision-6f1c"
    assert made["content_type_other"] == making.RECORD
    assert made["content_type_other"] == "The account's record of work on the marketplace."


def test_a_thing_is_hidden_only_where_it_could_be_seen():
    withdrawn = placed("restriction", APPLY, narrow=True, thing=True)
    made = making.statement(decided(withdrawn))
    assert made["decision_provision"] == "DECISION_PROVISION_PARTIAL_SUSPENSION"
    assert "decision_visibility" not in made


def test_words_to_the_member_become_words_about_the_member():
    facts = "Your work was late.  Of your 20 contracts\n11 ended badly! your clients said so."
    made = making.statement(
        decided(placed("restriction", APPLY), facts=facts, explanation="Too\n many  ended badly.")
    )
    assert made["decision_facts"] == (
        "The member's work was late. Of the member's 20 contracts 11 ended badly! "
        "The member's clients said so."
    )
    assert made["incompatible_content_explanation"] == "Too many ended badly."


def test_a_day_is_read_from_text_only():
    assert read_day(20230518) is None
    assert read_day("20230518") is None
    assert read_day("2023-05-18") == date(2023, 5, 18)
