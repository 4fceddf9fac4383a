"""Phrases a policy forbids, found in a text as word sequences.

A phrase is words divided by spaces. `a/b` stands for either word, `*` for up to three words. There
are no other signs, so a policy can be read aloud, and finding takes time in proportion to the text.
A phrase counts only where its sentence does not deny it: "you never pay a fee" asks for nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from goodstanding.detectors.expected import Expected, complaints, text_list
from goodstanding.detectors.shingles import Word, words

GAP = 3
"""How many words `*` may stand for."""

AFTER = 3
"""How many words after a phrase may deny it ("a registration fee is never asked")."""

Pattern = tuple[frozenset[str] | None, ...]
"""One set of words for each place; None is a gap."""

Span = tuple[int, int]
"""First word and the word after the latest, by number."""

GROUP = {
    "says": Expected(lambda value: isinstance(value, str) and bool(value.strip()), "a few words"),
    "phrases": text_list(1),
}
"""What each group must hold; `says` continues "Your job post ..."."""


class PhraseError(ValueError):
    """A phrase that cannot be read."""


@dataclass(frozen=True)
class Denials:
    """What denies a phrase.

    Attributes:
        words: `never`, `no`, `without` ...
        except_in: phrases in which such a word denies nothing, e.g. `don't hesitate`.
        reach: how many words before the phrase one may stand.
    """

    words: tuple[str, ...]
    except_in: tuple[str, ...]
    reach: int


def read(phrase: str) -> Pattern:
    """Read a phrase of a policy.

    Raises:
        PhraseError: it is empty, begins or ends with `*`, or has more than two of them.
    """
    parts = phrase.split()
    if not parts or parts[0] == "*" or parts[-1] == "*":
        raise PhraseError(f'the phrase "{phrase}" must begin and end with a word')
    if parts.count("*") > 2:  # noqa: PLR2004 - two gaps keep the search linear
        raise PhraseError(f'the phrase "{phrase}" has more than two *')
    return tuple(place for part in parts for place in _places(part, phrase))


def phrase_complaints(phrases: Iterable[str]) -> list[str]:
    """One sentence for every phrase that cannot be read."""
    found = []
    for phrase in phrases:
        try:
            read(phrase)
        except PhraseError as error:
            found.append(f"{str(error)[0].upper()}{str(error)[1:]}.")
    return found


def group_complaints(groups: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for everything wrong with groups of phrases."""
    for name, group in groups.items():
        if not isinstance(group, Mapping):
            yield f'The group "{name}" is {group!r}; expected a table with "says" and "phrases".'
            continue
        found = complaints(group, GROUP) or phrase_complaints(group["phrases"])
        yield from (f'In the group "{name}": {complaint}' for complaint in found)


def find(text: Sequence[Word], phrases: tuple[str, ...], denials: Denials) -> list[Span]:
    """Where any of the phrases stands undenied, overlapping places joined, in order."""
    denied = _denying(text, denials)
    spans = (span for span in _spans(text, phrases) if not _is_denied(text, span, denied, denials))
    return _joined(sorted(spans))


def _places(part: str, phrase: str) -> Iterator[frozenset[str] | None]:
    if part == "*":
        yield None
        return
    alternatives = [words(word) for word in part.split("/")]
    if any(len(found) != 1 for found in alternatives):
        raise PhraseError(
            f'the part "{part}" of the phrase "{phrase}" must be one word, or words with /'
        )
    yield frozenset(found[0].form for found in alternatives)


@lru_cache(maxsize=64)
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[Pattern]]:
    index: dict[str, list[Pattern]] = {}
    for pattern in map(read, phrases):
        for first in pattern[0] or ():
            index.setdefault(first, []).append(pattern)
    return index


def _spans(text: Sequence[Word], phrases: tuple[str, ...]) -> Iterator[Span]:
    index = _by_first_word(phrases)
    for start, word in enumerate(text):
        for pattern in index.get(word.form, ()):
            end = _end(text, start, pattern)
            if end is not None:
                yield start, end


def _end(text: Sequence[Word], at: int, pattern: Pattern) -> int | None:
    """Where the pattern ends if it begins at word `at`; it stays within one sentence."""
    sentence = text[at].sentence
    for place, allowed in enumerate(pattern):
        if allowed is None:
            rest = pattern[place + 1 :]
            ends = (_end(text, at + skip, rest) for skip in range(GAP + 1) if at + skip < len(text))
            return next((end for end in ends if end and text[end - 1].sentence == sentence), None)
        if at >= len(text) or text[at].form not in allowed or text[at].sentence != sentence:
            return None
        at += 1
    return at


def _denying(text: Sequence[Word], denials: Denials) -> frozenset[int]:
    """Numbers of the words that deny what stands near them."""
    forms = _forms(denials.words)
    excused = {i for start, end in _spans(text, denials.except_in) for i in range(start, end)}
    return frozenset(i for i, word in enumerate(text) if word.form in forms and i not in excused)


@lru_cache(maxsize=64)
def _forms(denying: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.form for text in denying for word in words(text))


def _is_denied(text: Sequence[Word], span: Span, denied: frozenset[int], denials: Denials) -> bool:
    start, end = span
    near = (*range(start - denials.reach, start), *range(end, end + AFTER))
    return any(i in denied and text[i].sentence == text[start].sentence for i in near)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def quote(written: str, text: Sequence[Word], span: Span) -> str:
    """The words of a span as they stand in what was written."""
    return written[text[span[0]].start : text[span[1] - 1].end]
