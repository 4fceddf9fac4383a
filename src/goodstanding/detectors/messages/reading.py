"""The words of a message, names put together again where they were taken apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

from goodstanding.detectors.messages.classes import (
    BIT,
    FIRST,
    LONGEST,
    PHRASE_WORDS,
    WORDS,
    classes,
)
from goodstanding.detectors.messages.fold import Folded
from goodstanding.detectors.messages.names import Name, disguised, known

APART = re.compile(r"[a-z](?:[-._*~|][a-z])+")
KEPT = frozenset({"pm", "am", "us"})
"""Short forms that are written with full stops."""

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|\S")
LETTERS = re.compile(r"(?<![^\W_])[a-z](?:[-._*~|][a-z])+(?![^\W_])|" + TOKEN.pattern)
LETTERS_HINT = re.compile(r"\b[a-z][-._*~|][a-z]\b|_[a-z]_")
ENDS = frozenset(".!?;")
MEANT = frozenset(
    [
        "signal",
        "siggnal",
        "messenger",
        "facebook",
        "insta",
        "ig",
        "wa",
        "tg",
        "fb",
        "snap",
        "imo",
        "tele",
        "wsp",
        "zap",
        "qq",
        "gchat",
    ]
)
POINTING = frozenset(
    [
        "on",
        "prefer",
        "via",
        "over",
        "your",
        "my",
        "ur",
        "use",
        "thru",
        "through",
        "to",
        "have",
        "by",
        "at",
        "a",
        "en",
        "por",
    ]
)
NAMING = frozenset(":=")
WORK_ALSO = frozenset({"linkedin", "twitter", "slack"})
"""Messengers only after "on"."""
NOT_ASKED = frozenset(
    [
        "to",
        "at",
        "from",
        "in",
        "into",
        "on",
        "of",
        "with",
        "check",
        "for",
        "about",
        "all",
        "by",
        "and",
        "use",
        "using",
        "under",
    ]
)
FEW = 2


@dataclass(slots=True)
class Words:
    """The words of a message; lists of equal length.

    Attributes:
        forms: each word or sign as it is read.
        starts: where it begins in the folded text.
        ends: where it ends.
        bits: its classes.
        sentences: number of its sentence.
        names: names in disguise.
        all_bits: classes of all words together.
    """

    forms: list[str]
    starts: list[int]
    ends: list[int]
    bits: list[int]
    sentences: list[int]
    names: list[Name]
    all_bits: int = 0


def read(text: Folded) -> Words:
    """Take the words of a message, and their classes."""
    names = sorted(disguised(text.text), key=lambda name: (name.start, -name.end))
    words = Words([], [], [], [], [], [])
    last = 0
    for name in names:
        if name.start >= last:
            _take(words, text.text, last, name.start)
            _put(words, name.name, name.start, name.end, known(name.name))
            words.names.append(name)
            last = name.end
    _take(words, text.text, last, len(text.text))
    _phrases(words)
    _by_what_is_before(words)
    _number_sentences(words, text.text)
    for bits in words.bits:
        words.all_bits |= bits
    return words


def _put(words: Words, form: str, start: int, end: int, bits: int) -> None:
    words.forms.append(form)
    words.starts.append(start)
    words.ends.append(end)
    words.bits.append(bits)


def _take(words: Words, text: str, start: int, end: int) -> None:
    token = LETTERS if LETTERS_HINT.search(text, start, end) else TOKEN
    for hit in token.finditer(text, start, end):
        form, bits = _word(hit[0])
        words.forms.append(form)
        words.starts.append(hit.start())
        words.ends.append(hit.end())
        words.bits.append(bits)


@lru_cache(maxsize=1 << 16)
def _word(written: str) -> tuple[str, int]:
    """Read one word: without apostrophes, or signs between its letters."""
    form = written.replace("'", "") if len(written) > 1 else written
    if len(form) > FEW and not form.isalnum() and APART.fullmatch(form):
        form = form[::2] if form[::2] not in KEPT else form
    return form, classes(form)


def _phrases(words: Words) -> None:
    for i, form in enumerate(words.forms):
        if form in FIRST:
            for size in range(2, min(LONGEST, len(words.forms) - i) + 1):
                bits = PHRASE_WORDS.get(tuple(words.forms[i : i + size]), 0)
                for place in range(i, i + size if bits else i):
                    words.bits[place] |= bits


def _by_what_is_before(words: Words) -> None:
    """Words that mean a messenger after "on", and "your" that is asked for after no preposition."""
    before = ""
    for i, form in enumerate(words.forms):
        bits = words.bits[i]
        after = words.forms[i + 1] if i + 1 < len(words.forms) else ""
        meant = form in MEANT or form not in WORDS or (before == "on" and form in WORK_ALSO)
        if bits & BIT["sometimes"] and (
            (meant and (before in POINTING or after in NAMING or not i)) or after == "id"
        ):
            words.bits[i] |= BIT["messenger"]
        if bits & BIT["your"] and before not in NOT_ASKED:
            words.bits[i] |= BIT["asked"]
        before = form


def _number_sentences(words: Words, text: str) -> None:
    number = 0
    for form, end in zip(words.forms, words.ends, strict=True):
        words.sentences.append(number)
        if form in ENDS and (end >= len(text) or text[end].isspace()):
            number += 1
