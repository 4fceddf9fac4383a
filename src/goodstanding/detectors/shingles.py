"""Words of a text with their places, and the short runs of words two texts may share."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_SENTENCE_END = re.compile(r"[.!?;…]+(?=\s)|[\n\r•]")

Shingles = frozenset[str]
"""The distinct runs of words of a text, each as one string."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in comparable form, and where it stands.

    Attributes:
        form: lower case, width, ligatures, accents and invisible characters undone.
        start, end: its place in the text as written, so that `text[start:end]` quotes it.
        sentence: number of the sentence it stands in, from 0.
    """

    form: str
    start: int
    end: int
    sentence: int


def words(text: str) -> tuple[Word, ...]:
    """Split a text into words; takes time in proportion to its length."""
    plain, places = _plain(text)
    ends = [match.start() for match in _SENTENCE_END.finditer(plain)]
    found = []
    sentence = 0
    for match in _WORD.finditer(plain):
        while sentence < len(ends) and ends[sentence] < match.start():
            sentence += 1
        start, end = places[match.start()], places[match.end() - 1] + 1
        found.append(Word(match.group().replace("\u2019", "'"), start, end, sentence))
    return tuple(found)


def shingles(forms: Sequence[str], size: int = 3) -> Shingles:
    """The distinct runs of `size` words; a shorter text is one run, an empty one none."""
    if len(forms) < size:
        return frozenset({" ".join(forms)} if forms else ())
    runs = zip(*(forms[offset:] for offset in range(size)), strict=False)
    return frozenset(map(" ".join, runs))


def likeness(one: Shingles, other: Shingles) -> float:
    """Share of the runs of both texts that stand in both (Jaccard), from 0 to 1."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in comparable form, and for each of its characters the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    characters: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        for character in unicodedata.normalize("NFKD", written).casefold():
            if unicodedata.category(character) not in ("Mn", "Cf"):
                characters.append(character)
                places.append(place)
    return "".join(characters), places
