"""What a message holds, read once."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from goodstanding.detectors.messages import addresses, digits
from goodstanding.detectors.messages.classes import BIT
from goodstanding.detectors.messages.fold import Folded, fold
from goodstanding.detectors.messages.hits import CONTACT, GROUNDS, PAYMENT, Hit
from goodstanding.detectors.messages.matching import matches
from goodstanding.detectors.messages.names import known
from goodstanding.detectors.messages.phones import is_phone
from goodstanding.detectors.messages.reading import Words, read

PLAINLY = 2
"""Points of a passage, or of several together, for which a person looks."""

MOST_QUOTES = 8
LONGEST_QUOTE = 240
MOST_HITS = 200
"""Passages compared with each other; a longer message does not take longer for each word."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message holds.

    Attributes:
        score: points of all its passages; 0 where there is none.
        quotes: the passages as they stand in it.
        grounds: what for, in the order of `GROUNDS`.
        what: what the passages hold, in plain words.
        passages: how many there are.
    """

    score: int
    quotes: tuple[str, ...]
    grounds: tuple[str, ...]
    what: tuple[str, ...]
    passages: int = 0

    @property
    def tier(self) -> int:
        """0: nothing; 1: a hint; 2: a person looks."""
        return min(self.score, PLAINLY)


NOTHING = Judgement(0, (), (), ())


def judge(written: str) -> Judgement:
    """Read one message."""
    text = fold(written)
    words = read(text)
    hits = _distinct([*_data(text, words)[:MOST_HITS], *islice(matches(words), MOST_HITS)])
    if not hits:
        return NOTHING
    return Judgement(
        score=sum(hit.points for hit in hits),
        quotes=tuple(text.quote(hit.start, hit.end)[:LONGEST_QUOTE] for hit in hits[:MOST_QUOTES]),
        grounds=tuple(one for one in GROUNDS if any(hit.ground == one for hit in hits)),
        what=tuple(dict.fromkeys(hit.what for hit in hits)),
        passages=len(hits),
    )


def _data(text: Folded, words: Words) -> list[Hit]:
    """Addresses, numbers and names; their words are marked for the rules."""
    hits = [
        *addresses.mails(text, words),
        *addresses.links(text.text),
        *addresses.accounts(words, text.text),
        *_phones(text, words),
        *_names(words),
    ]
    for hit in hits:
        _mark(words, hit)
    addresses.mark_handles(words, text.text)
    return hits


def _mark(words: Words, hit: Hit) -> None:
    first, last = (bisect_left(words.starts, place) for place in (hit.start, hit.end))
    for i in range(first, last):
        words.bits[i] |= BIT["data"]
        words.all_bits |= BIT["data"]


def _phones(text: Folded, words: Words) -> Iterator[Hit]:
    for run in digits.runs(words, text.text):
        points = is_phone(run, words, text.text)
        if points:
            start, end = words.starts[run.first], words.ends[run.last]
            while start and text.text[start - 1] in "+(":
                start -= 1
            yield Hit(CONTACT, "a telephone number", points, start, end)
    code = digits.morse(text.text)
    if code:
        yield Hit(CONTACT, "a telephone number", 2, code[0], code[1])


def _names(words: Words) -> Iterator[Hit]:
    """Names of messengers that nobody writes so by accident."""
    for name in words.names:
        if name.strong and known(name.name) & (BIT["messenger"] | BIT["provider"]):
            yield Hit(CONTACT, "a messenger in disguise", 1, name.start, name.end)
        elif name.strong and known(name.name) & BIT["method"]:
            yield Hit(PAYMENT, "a way of payment in disguise", 1, name.start, name.end)


def _distinct(hits: list[Hit]) -> list[Hit]:
    """Keep of hits that overlap the plainest of each ground."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.points, hit.start, -hit.end)):
        if not any(
            hit.ground == one.ground and hit.start < one.end and one.start < hit.end for one in kept
        ):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
