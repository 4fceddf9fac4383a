"""The reference of the rulebook names every key and word that the check knows, and no other."""

import re
from pathlib import Path

import pytest

from goodstanding.law.remedy import StepKind
from goodstanding.law.terms import Capability, Emergency, Family, MeasureKind, Role
from goodstanding.policies.rulebook import form, wording

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "rulebook.md").read_text()


def keys(heading):
    part = PAGE[PAGE.index(heading) :].split("\n#", 1)[0]
    return re.findall(r"^\| `([a-z_.]+)` \|", part, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("## policy.toml", list(form.TOP)),
        ("### Under `[[ladder]]`", list(form.STEP)),
        (
            "### Under `[remedy]` and `[notice]`",
            [f"remedy.{key}" for key in form.REMEDY] + [f"notice.{key}" for key in form.NOTICE],
        ),
        ("### Under `[[remedy.steps]]`", list(form.REMEDY_STEP)),
        ("### Under `[[remedy.questions]]`", list(form.QUESTION)),
        ("### Under `[automation]`", [f"automation.{key}" for key in form.AUTOMATION]),
    ],
)
def test_every_key_is_told(heading, known):
    assert sorted(keys(heading)) == sorted(known)


@pytest.mark.parametrize(
    "word",
    [*Family, *Role, *Capability, *Emergency, *StepKind, *list(MeasureKind)[1:]],
    ids=str,
)
def test_every_word_a_key_may_hold_is_told(word):
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("mark", [*wording.SECTIONS, *wording.EXAMPLES])
def test_every_part_of_a_text_is_told(mark):
    assert f"`{mark}`" in PAGE
