"""Names that stand in a text taken apart, in digits and signs, masked, backwards or turned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodstanding.detectors.messages.classes import BIT, LONG_NAMES, WORDS

FEW = 2
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


def known(name: str) -> int:
    """Classes of a name in disguise: who hides it means the messenger."""
    bits = WORDS[name]
    return bits | BIT["messenger"] if bits & BIT["sometimes"] and name not in HOSTS else bits


def disguised(text: str) -> Iterator[Name]:
    """Find names taken apart or written with digits, backwards or turned."""
    tables = [LEET, LEET_L] if "1" in text or "!" in text else [LEET]
    if text.count("|") > FEW:
        tables = [{**LEET, ord("|"): None}]
    if not text.isascii():
        signs: dict[int, str | None] = {ord(c): None for c in set(text) if not c.isalnum()}
        tables = [{**signs, **table} for table in tables]
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
                name_there = _judged(name, how, text, start, end)
                if name_there:
                    yield name_there


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
    if words and name not in {"whatsapp", "telegram", "cashapp", "westernunion", "instagram"}:
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
