"""Readable linear scores of texts: each word or phrase adds its points, and nothing else does.

A scorecard is a file beside this one: its terms with the number of texts each was seen in and its
weight, and the scores of honest texts it was not made from. A term's points in a text are its
weight times how much of the text it is: `(1 + ln(times)) * idf`, divided by the length of the
vector of these over all terms of the text (tf-idf as in Manning, Raghavan and Schuetze 2008, 6.2).
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from math import hypot, log
from typing import Any

from goodstanding.detectors.shingles import Word

DIGITS = 9
"""Decimals of a score: all machines add alike to these, so that a tie is a tie everywhere."""

Span = tuple[int, int]
"""First word and the word after the latest, by number."""


@dataclass(frozen=True)
class Part:
    """What one term adds to a score, and where it stands in the text."""

    term: str
    points: float
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Scorecard:
    """A linear score.

    Attributes:
        made_from: rows, hash and split of the texts it was made from.
        intercept: the score of a text without any of the terms.
        terms: inverse document frequency and weight by term (a word, or two words in a row).
        honest: scores of honest texts it was not made from, ascending; one of each group of
            near-duplicates.
    """

    made_from: Mapping[str, Any]
    intercept: float
    terms: Mapping[str, tuple[float, float]]
    honest: tuple[float, ...]

    def parts(self, text: Sequence[Word]) -> list[Part]:
        """What each term of the text adds, most first."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for term, span in _terms(text):
            if term in self.terms:
                spans[term].append(span)
        shares = {term: (1 + log(len(at))) * self.terms[term][0] for term, at in spans.items()}
        length = hypot(*shares.values()) or 1.0
        parts = [
            Part(term, share / length * self.terms[term][1], tuple(spans[term]))
            for term, share in shares.items()
        ]
        return sorted(parts, key=lambda part: (-part.points, part.term))

    def score(self, parts: Sequence[Part]) -> float:
        """The score of a text, given its parts: log-odds in a world with as many scams as not."""
        return round(self.intercept + sum(part.points for part in parts), DIGITS)

    def as_high(self, score: float) -> int:
        """How many of the honest texts score at least so high."""
        return len(self.honest) - bisect_left(self.honest, score)


def load(name: str) -> Scorecard:
    """Read a scorecard of this package."""
    card = json.loads((files(__name__) / f"{name}.json").read_text("utf-8"))
    texts = card["made_from"]["texts"]
    return Scorecard(
        made_from=card["made_from"],
        intercept=card["intercept"],
        terms={
            term: (1 + log((1 + texts) / (1 + seen_in)), weight)
            for term, (seen_in, weight) in card["terms"].items()
        },
        honest=tuple(card["honest"]),
    )


def _terms(text: Sequence[Word]) -> Iterator[tuple[str, Span]]:
    for i, word in enumerate(text):
        yield word.form, (i, i + 1)
    for i, (one, other) in enumerate(pairwise(text)):
        yield f"{one.form} {other.form}", (i, i + 2)
