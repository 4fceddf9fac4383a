"""Words for members that can be said in their language: English, and how it was put together.

A detector knows no languages. It says its words by these two functions, whose first arguments are
gathered for translators; whoever shows them says them again in the language of the reader.
"""

from collections.abc import Mapping
from datetime import date
from typing import Self


class Worded(str):
    """A text in English that remembers its template and what was put in.

    Attributes:
        one: the template, with `%(name)s` where something is put in; of several, for one.
        many: the template for another number than one; "" where it does not count anything.
        number: what it counts.
        values: what was put in; `Worded` itself where it is to be translated.
    """

    __slots__ = ("many", "number", "one", "values")

    one: str
    many: str
    number: int
    values: Mapping[str, object]

    def __new__(cls, one: str, many: str, number: int, values: Mapping[str, object]) -> Self:
        """Put the values into the template that fits."""
        text = super().__new__(cls, (one if not many or number == 1 else many) % values)
        text.one, text.many, text.number, text.values = one, many, number, values
        return text


class Grouped(int):
    """A whole number that is read in groups of three digits, e.g. `1,000,000`."""

    __slots__ = ()

    def __str__(self) -> str:
        """As English writes it."""
        return f"{int(self):,}"


class Day(date):
    """A day that is read in words, e.g. `5 June 2026`."""

    __slots__ = ()

    def __str__(self) -> str:
        """As English writes it."""
        return f"{self.day} {self:%B %Y}"


def worded(template: str, **values: object) -> Worded:
    """Say something.

    >>> worded("%(bad)s of %(n)s", bad=1, n=50)
    '1 of 50'
    """
    return Worded(template, "", 0, values)


def counting(one: str, many: str, number: int, **values: object) -> Worded:
    """Say something of so many, which stands in the templates as `%(number)s`.

    >>> counting("%(number)s bad outcome", "%(number)s bad outcomes", 3)
    '3 bad outcomes'
    """
    return Worded(one, many, number, {"number": number, **values})
