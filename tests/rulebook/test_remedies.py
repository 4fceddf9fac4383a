"""Pia writes a remedy that could not be, and is told where; the rest is read as she meant it."""

import shutil
from pathlib import Path

import pytest

from goodstanding.law.remedy import StepKind
from goodstanding.law.terms import MeasureKind
from goodstanding.policies import rulebook
from goodstanding.policies.rulebook import remedy

RULEBOOK = Path(__file__).parents[2] / "rulebook"


def copied(slug, folder, old, new):
    """A policy with a change; and the line on which it stands."""
    target = Path(shutil.copytree(RULEBOOK / slug, folder / slug))
    file = target / "policy.toml"
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new, 1))
    return target, before[: before.index(old)].count("\n") + 1


LESSON = '{ kind = "lesson", words = "Read the policy and answer three questions about it." }'
WEEK = '{ kind = "clean_weeks", weeks = 1,'
TWO = '{ kind = "contracts", contracts = 2,'

MISTAKES = {
    "a kind nobody knows": (
        LESSON,
        '{ kind = "penance", words = "Kneel." }',
        "kind: got 'penance'",
    ),
    "a step without words": (LESSON, '{ kind = "lesson" }', "words: missing"),
    "a lesson nobody teaches": (
        LESSON,
        '{ kind = "refund", contracts = 1, words = "Pay." }',
        "ask",
    ),
    "a count nothing asks for": (
        LESSON,
        LESSON.replace("words", "weeks = 2, words"),
        "counts no w",
    ),
    "an answer that is none": (
        'right = "When you also write',
        'right = "If you also write',
        "right: got 'If you also write something about the job', expected one of the answers",
    ),
    "a measure not on the ladder": (
        "[remedy]\n",
        '[remedy]\nlifts = ["suspension"]\n',
        "a step of",
    ),
    "a measure that takes nothing": ("[remedy]\n", '[remedy]\nlifts = ["warning"]\n', "lifts: got"),
    "a step twice": (LESSON, f"{LESSON},\n  {LESSON}", "lesson: stands twice"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_a_remedy_is_told(tmp_path, old, new, message):
    folder, _ = copied("spam-applications", tmp_path, old, new)
    told = [one.message for one in rulebook.check(folder)]
    assert any(message in one for one in told), told


def test_a_mistake_is_told_on_its_line(tmp_path):
    folder, line = copied("spam-applications", tmp_path, 'right = "The clients', 'right = "Some')
    (mistake,) = rulebook.check(folder)
    assert mistake.line == line
    whole = f"{mistake.file}:{line}: right: got"
    assert str(mistake).startswith(whole)


@pytest.mark.parametrize(("old", "missing"), [(WEEK, "weeks"), (TWO, "contracts")])
def test_a_step_that_counts_says_how_many(tmp_path, old, missing):
    kind = old.split('"')[1]
    folder, _ = copied("poor-performance", tmp_path, old, f'{{ kind = "{kind}",')
    (mistake,) = rulebook.check(folder)
    assert mistake.message == f"{missing}: missing; a step {kind} says how many {missing}"


def test_nobody_is_asked_to_finish_contracts_while_they_may_not_work(tmp_path):
    lifts = 'lifts = ["restriction"]'
    folder, line = copied(
        "poor-performance", tmp_path, lifts, 'lifts = ["restriction", "suspension"]'
    )
    (mistake,) = rulebook.check(folder)
    assert mistake.line == line
    assert "nobody finishes contracts under a suspension that stops work" in mistake.message


def test_steps_may_stand_each_under_a_heading_of_their_own():
    table = {
        "steps": [
            {"kind": "advice", "words": "Read the job."},
            {"kind": "contracts", "contracts": 2, "words": "Finish two."},
        ]
    }
    read = remedy.read(table)
    assert read.advice == ("Read the job.",)
    assert [(one.kind, one.needed) for one in read.steps] == [(StepKind.CONTRACTS, 2)]
    assert read.plan(MeasureKind.RESTRICTION) == read.steps
    assert read.plan(MeasureKind.TERMINATION) == ()


def test_sentences_alone_are_advice_and_make_no_plan():
    read = remedy.read({"steps": ["Stop it.", "Tell us."]})
    assert read.words == ("Stop it.", "Tell us.")
    assert read.plan(MeasureKind.RESTRICTION) == ()


@pytest.mark.parametrize(
    ("slug", "lifts"),
    [
        ("spam-applications", {"restriction"}),
        ("scam-job-posts", {"restriction", "suspension"}),
        ("poor-performance", {"restriction"}),
    ],
)
def test_every_shipped_policy_has_a_remedy_that_ends_by_itself(slug, lifts):
    settings = rulebook.read(RULEBOOK / slug).settings
    read = remedy.read(settings["remedy"])
    on_ladder = {row["measure"] for row in settings["ladder"]}
    assert {str(one) for one in read.lifts} & on_ladder == lifts
    assert {one.kind for one in read.steps} >= {StepKind.ASSURANCE}
    assert read.advice
