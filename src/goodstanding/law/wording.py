"""Words for members that can be said in their language: English, and how it was put together.

The law and the detectors know no languages. They say their words by these functions, whose first
arguments are gathered for translators; whoever shows them says them again in the language of the
reader.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Self


class Worded(str):
    """A text in English that remembers its template and what was put in.

    Attributes:
        one: the template, with `%(name)s` where something is put in; of several, for one.
        many: the template for another number than one; "" where it does not count anything.
        number: what it counts.
        values: what was put in; `Worded` itself where it is to be translated.
        first: whether it begins a sentence, with a capital letter.
    """

    __slots__ = ("first", "many", "number", "one", "values")

    one: str
    many: str
    number: int
    values: Mapping[str, object]
    first: bool

    def __new__(
        cls, one: str, many: str, number: int, values: Mapping[str, object], first: bool = False
    ) -> Self:
        """Put the values into the template that fits."""
        said = (one if not many or number == 1 else many) % values
        text = super().__new__(cls, begun(said) if first else said)
        text.one, text.many, text.number, text.values, text.first = one, many, number, values, first
        return text


class Joined(str):
    """Texts one after another, each of which can be said again by itself.

    Attributes:
        parts: the texts.
        between: what stands between them.
    """

    __slots__ = ("between", "parts")

    parts: tuple[str, ...]
    between: str

    def __new__(cls, parts: Iterable[str], between: str = " ") -> Self:
        """Put them one after another."""
        parts = tuple(parts)
        text = super().__new__(cls, between.join(parts))
        text.parts, text.between = parts, between
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

    Keeps no duty: it is a way of writing.

    >>> worded("%(bad)s of %(n)s", bad=1, n=50)
    '1 of 50'
    """
    return Worded(template, "", 0, values)


def begun(text: str) -> str:
    """A text as the beginning of a sentence.

    Keeps no duty: it is a way of writing.
    """
    return text[:1].upper() + text[1:]


def beginning(text: str) -> str:
    """The same words as the beginning of a sentence.

    Keeps no duty: it is a way of writing.

    >>> beginning(worded("a warning"))
    'A warning'
    """
    if isinstance(text, Worded):
        return Worded(text.one, text.many, text.number, text.values, first=True)
    return begun(text)


def day(moment: datetime) -> Day:
    """The day of a moment, to be put into words.

    Keeps no duty: it is a way of writing.
    """
    return Day(moment.year, moment.month, moment.day)


def counting(one: str, many: str, number: int, **values: object) -> Worded:
    """Say something of so many, which stands in the templates as `%(number)s`.

    Keeps no duty: it is a way of writing.

    >>> counting("%(number)s bad outcome", "%(number)s bad outcomes", 3)
    '3 bad outcomes'
    """
    return Worded(one, many, number, {"number": number, **values})
