"""The words of a message, names put together again where they were taken apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodstanding.detectors.messages.classes import (
    BIT,
    FIRST,
    LONG_NAMES,
    LONGEST,
    PHRASE_WORDS,
    WORDS,
    classes,
)
from goodstanding.detectors.messages.fold import Folded

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|\S")
MASKED = re.compile(r"\b[a-z]{1,9}[*#•×]{1,6}[a-z]{0,9}\b|\b[a-z]{1,9}[*#•×]{1,6}")
NOT_LETTERS = {i: None for i in range(128) if not chr(i).isalpha()}
LEET = str.maketrans({**NOT_LETTERS, **{ord(a): b for a, b in zip("0345789@$|", "oeastbgasl", strict=True)},
                      ord("1"): "i", ord("!"): "i"})  # fmt: skip
LEET_L = {**LEET, ord("1"): "l", ord("!"): "l"}
ROT13 = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
SOUGHT = [
    (name, how, written)
    for name in LONG_NAMES
    for how, written in (("", name), ("back", name[::-1]), ("rot13", name.translate(ROT13)))
]
HOSTS = frozenset({"yahoo", "outlook", "icloud"})
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
SAFE = 8
"""Letters of a name that no words spell backwards by accident."""
MILD = re.compile(r"[a-z]+[\s'-][a-z]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in a text in disguise.

    Attributes:
        name: the name.
        start: where it begins in the folded text.
        end: where it ends.
        strong: whether nobody writes it so by accident.
        how: "back" or "rot13" where it is written backwards or turned by thirteen letters.
    """

    name: str
    start: int
    end: int
    strong: bool
    how: str = ""


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
    names = sorted(_names(text.text), key=lambda name: (name.start, -name.end))
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


def known(name: str) -> int:
    """Classes of a name in disguise: who hides it means the messenger."""
    bits = WORDS[name]
    return bits | BIT["messenger"] if bits & BIT["sometimes"] and name not in HOSTS else bits


def _put(words: Words, form: str, start: int, end: int, bits: int) -> None:
    words.forms.append(form)
    words.starts.append(start)
    words.ends.append(end)
    words.bits.append(bits)


def _take(words: Words, text: str, start: int, end: int) -> None:
    for hit in TOKEN.finditer(text, start, end):
        form = hit[0].replace("'", "") if len(hit[0]) > 1 else hit[0]
        words.forms.append(form)
        words.starts.append(hit.start())
        words.ends.append(hit.end())
        words.bits.append(classes(form))


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


def _names(text: str) -> Iterator[Name]:
    """Find names taken apart or written with digits, backwards or turned."""
    tables = [LEET, LEET_L] if "1" in text or "!" in text else [LEET]
    if text.count("|") > FEW:
        tables = [{**LEET, ord("|"): None}]
    for table in tables:
        bare = text.translate(table)
        found = [one for one in SOUGHT if one[2] in bare]
        if found:
            yield from _aligned(text, table, bare, found)
    if "*" in text or "#" in text:
        yield from _masked(text)


def _aligned(
    text: str, table: dict[int, str | None], bare: str, found: Sequence[tuple[str, str, str]]
) -> Iterator[Name]:
    at: list[int] = []
    for name, how, written in found:
        if not how and text.count(name) == bare.count(written):
            continue
        at = at or [i for i, char in enumerate(text) if table.get(ord(char), char) is not None]
        place = bare.find(written)
        while place >= 0:
            start, end = at[place], at[place + len(written) - 1] + 1
            place = bare.find(written, place + len(written))
            if how or text[start:end] != name:
                disguised = _judged(name, how, text, start, end)
                if disguised:
                    yield disguised


def _judged(name: str, how: str, text: str, start: int, end: int) -> Name | None:
    """Say whether a name stands there as a word of its own, and how strangely."""
    slice_ = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalpha() or (after.isalpha() and after != "s"):
        return None
    if how:
        whole = slice_.isalpha() or (slice_.replace(" ", "").isalpha() and len(name) >= SAFE)
        return Name(name, start, end, True, how) if whole else None
    if slice_.isdigit() or not slice_.strip("0123456789 .-+()"):
        return None
    parts = slice_.split()
    mild = bool(MILD.fullmatch(slice_)) or slice_.isalpha()
    words = len(parts) > 1 and all(len(part) > 3 and part.isalpha() for part in parts)
    if words and name not in {"whatsapp", "cashapp", "westernunion", "instagram"}:
        return None
    return Name(name, start, end, strong=not mild)


def _masked(text: str) -> Iterator[Name]:
    for hit in MASKED.finditer(text):
        head, _, tail = re.sub(r"[*#•×]+", "*", hit[0]).partition("*")
        hidden = len(hit[0]) - len(head) - len(tail)
        for name in LONG_NAMES:
            letters = len(name) - len(head) - len(tail)
            if (
                name.startswith(head) and name.endswith(tail) and len(head + tail) > 2
                and 0 < letters <= hidden + 2 and (BIT["messenger"] | BIT["sometimes"]) & WORDS[name]
            ):  # fmt: skip
                yield Name(name, hit.start(), hit.end(), strong=True)
                break
