"""What the law refuses, as a person reads it beside the field it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodstanding.law.terms import UnlawfulError

SHAPE = re.compile(r"(?P<field>\w+): got (?P<got>.+), expected (?P<expected>.+)", re.DOTALL)
"""How what is refused is told to programs."""
EMPTY = {"nothing", "no", "''"}
"""What says that a field was left as it was."""
LABELS: Mapping[str, str] = {
    "about": "Whose conduct",
    "policy": "What it is about",
    "place": "Where exactly",
    "text": "What happened",
    "good_faith": "The tick",
    "email": "Your mail address",
    "question": "Your question",
}
"""The fields of public forms, as they call them."""


@dataclass(frozen=True)
class Refusal:
    """Something that was not taken.

    Attributes:
        field: the id of its field on the page; "" where it is about none.
        sentence: what was expected, in a person's words.
    """

    field: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def read(refused: UnlawfulError) -> Refusal:
    """A refusal as the person who filled in a form reads it."""
    told = SHAPE.fullmatch(str(refused))
    if told is None or told["field"] not in LABELS:
        return Refusal("", said(refused))
    return Refusal(told["field"], f"{LABELS[told['field']]}: we {_expected(told)}")


def said(refused: Exception) -> str:
    """A refusal in a person's words, where the page has one field and its name says nothing."""
    told = SHAPE.fullmatch(str(refused))
    return str(refused) if told is None else f"We {_expected(told)}"


def _expected(told: re.Match[str]) -> str:
    got = "" if told["got"] in EMPTY else f"got {told['got']}, and "
    return f"{got}expected {told['expected']}"
