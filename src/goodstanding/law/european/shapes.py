"""What a value may look like: text, a word of a list, a list of such words, a day, a product code.

A shape judges one value and yields what is wrong with it: the rule broken, then what it got and
what it expected. DSA-24.5; TDB-3, TDB-4.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from goodstanding.law.european.values import RETIRED

Fault = tuple[str, str, str]
"""A part of the field ("" for all of it), the rule broken, and what was got and expected."""

KIND = "kind"
WORD = "known word (TDB-3)"
LENGTH = "length (TDB-4)"
DAY = "date (TDB-4)"
FORM = "form"
SAYS_SOMETHING = "says something (TDB-2)"

_SHOWN = 60  # characters of a value in an error
EARLIEST, LAST = date(1, 1, 1), date(2038, 1, 1)


class Shape(Protocol):
    """What a value may look like."""

    def faults(self, value: object) -> Iterator[Fault]:
        """What is wrong with a value."""


def shown(value: object) -> str:
    """A value as an error shows it, cut short."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _got(value: object, expected: str) -> str:
    return f"got {shown(value)}, expected {expected}"


@dataclass(frozen=True)
class Text:
    """Text, at most so many characters (code points) long.

    Attributes:
        longest: None where length is not limited.
        form: a pattern that the whole text fits; None for any text.
        expected: the pattern in words.
        blank: whether it may say nothing.
        rule: what is broken by a text that does not fit the pattern.
    """

    longest: int | None = None
    form: re.Pattern[str] | None = None
    expected: str = "text"
    blank: bool = True
    rule: str = FORM

    def faults(self, value: object) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(value, str):
            yield "", KIND, _got(value, self.expected)
            return
        if self.longest is not None and len(value) > self.longest:
            yield "", LENGTH, f"got {len(value)} characters, expected at most {self.longest}"
        if self.form is not None and not self.form.fullmatch(value):
            yield "", self.rule, _got(value, self.expected)
        if not self.blank and not value.strip():
            yield "", SAYS_SOMETHING, _got(value, "words")


@dataclass(frozen=True)
class OneOf:
    """One of these words."""

    words: Sequence[str]
    of: str = ""

    def faults(self, value: object) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(value, str) or value not in self.words:
            yield "", WORD, _got(value, self._expected(value))

    def _expected(self, value: object) -> str:
        known = self.of or f"one of {', '.join(self.words)}"
        if not isinstance(value, str) or value not in RETIRED:
            return known
        if instead := RETIRED[value]:
            return f"{instead}, which took its place on 1 July 2025"
        return f"{known}: that one was given up on 1 July 2025"


@dataclass(frozen=True)
class ListOf:
    """A list of such words, at least so many."""

    word: OneOf
    least: int = 0

    def faults(self, value: object) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(value, list):
            yield "", KIND, _got(value, "a list of words")
            return
        if len(value) < self.least:
            yield "", "not empty (TDB-1)", "got an empty list, expected at least one word"
        for one in value:
            yield from self.word.faults(one)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Day:
    """A day of the calendar, YYYY-MM-DD, within bounds, both included."""

    first: date = EARLIEST
    last: date = LAST

    def faults(self, value: object) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(value, str):
            yield "", KIND, _got(value, "a day, YYYY-MM-DD, in quotes")
        elif (day := read_day(value)) is None:
            yield "", DAY, _got(value, "a day of the calendar, YYYY-MM-DD")
        elif not self.first <= day <= self.last:
            span = (
                f"until {self.last}" if self.first == EARLIEST else f"{self.first} to {self.last}"
            )
            yield "", DAY, _got(value, f"a day {span}")


def read_day(value: object) -> date | None:
    """The day a value names, if it names one exactly."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


@dataclass(frozen=True)
class ProductCode:
    """A product's codes: an object whose `EAN-13` is 13 digits; or an empty list."""

    ean: Text

    def faults(self, value: object) -> Iterator[Fault]:
        """What is wrong with a value."""
        if isinstance(value, Mapping):
            if "EAN-13" in value:
                for _, rule, says in self.ean.faults(value["EAN-13"]):
                    yield ".EAN-13", rule, says
        elif value != []:
            yield "", KIND, _got(value, "an object with EAN-13, or nothing")
