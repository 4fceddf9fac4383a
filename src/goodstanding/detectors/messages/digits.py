"""Telephone numbers, whatever they are written with, and not prices, dates, times or ids."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from goodstanding.detectors.messages.classes import BIT
from goodstanding.detectors.messages.number_words import (
    DIGITS,
    MORSE,
    ORDINARY,
    TEEN,
    TIMES,
    WHOLE_TENS,
)
from goodstanding.detectors.messages.reading import Words

LETTER_DIGITS = str.maketrans("oil", "011")
LEET_WORD = str.maketrans("01345", "oieas")
LIKE_DIGITS = re.compile(r"[0-9oil]+")
ALTERNATING = re.compile(r"(?:\d[a-z]){7,15}|(?:[a-z]\d){7,15}|(?:\d[a-z]){6,15}\d")
SAID_TOGETHER = re.compile(
    "(?:(?:"
    + "|".join(sorted((w for w in DIGITS if len(w) > 2), key=len, reverse=True))
    + r")|\d)+"
)
ONE_SAID = re.compile(
    "|".join(sorted((w for w in DIGITS if len(w) > 2), key=len, reverse=True)) + r"|\d"
)
LINKS = frozenset(["dash", "hyphen", "then", "and", "space", "dot", "point", "plus", "minus", "slash", "next", "followed", "by", "after", "that", "comma", "guion", "tiret", "first", "last", "finally", "period", "underscore", "star"])  # fmt: skip
ODD = frozenset("*_|~#=^\\…<>{}[]:;\"'`+&%$!?@")
HEX = re.compile("[0-9a-f]+")
MOST_BETWEEN = 3
FEWEST, MOST = 7, 15
"""Digits of a telephone number (ITU-T E.164 has at most 15)."""


@dataclass(slots=True)
class Run:
    """Digits that follow each other, however they are written.

    Attributes:
        first: number of its first word.
        last: number of its last word.
        groups: digits of each piece.
        said: how many pieces are words or letters instead of digits.
        plain_said: how many of these mean nothing else.
        odd: signs between pieces that no number is usually written with.
        linked: how many linking words stand between the pieces.
    """

    first: int
    last: int
    groups: list[str] = field(default_factory=list)
    said: int = 0
    plain_said: int = 0
    odd: int = 0
    linked: int = 0
    signs: str = ""
    pending: str = ""
    lines: int = 0

    @property
    def digits(self) -> str:
        """All digits."""
        return "".join(self.groups)


@lru_cache(maxsize=1 << 16)
def piece(form: str) -> tuple[str, int]:
    """Read one word as digits: which, and whether they are said (2), said perhaps (1) or not."""
    if form.isdigit():
        return form, 0
    if form in DIGITS:
        return DIGITS[form], 1 if form in ORDINARY else 2
    if form in TEEN:
        return TEEN[form], 2
    if form in WHOLE_TENS:
        return WHOLE_TENS[form] + "0", 2
    return _mixed(form) if len(form) > 1 or form in "ol" else ("", 0)


def _mixed(form: str) -> tuple[str, int]:
    if (plain := form.translate(LEET_WORD)) in DIGITS:
        return DIGITS[plain], 2
    if not form.isascii():
        signs = all(char in DIGITS for char in form)
        return ("".join(DIGITS[char] for char in form), 3) if signs else _run_together(form)
    if LIKE_DIGITS.fullmatch(form):
        digits = sum(char.isdigit() for char in form)
        return (form.translate(LETTER_DIGITS), 1) if digits or len(form) == 1 else ("", 0)
    return _run_together(form)


def _run_together(form: str) -> tuple[str, int]:
    """Read "5a5b1c" and "fivefive5"."""
    if len(form) > FEWEST and not form.isdigit() and form.isalnum():
        if ALTERNATING.fullmatch(form) and not HEX.fullmatch(form):
            return "".join(filter(str.isdigit, form)), 3
        if SAID_TOGETHER.fullmatch(form):
            return "".join(DIGITS.get(one, one) for one in ONE_SAID.findall(form)), 3
    return "", 0


def runs(words: Words, text: str) -> Iterator[Run]:
    """Find the runs of digits of at least seven."""
    run: Run | None = None
    between = times = 0
    for i, form in enumerate(words.forms):
        digits, said = piece(form)
        if digits and not words.bits[i] & BIT["messenger"]:
            if run is not None and _ends(words, text, run, i, between):
                yield from _whole(run)
                run = None
            run = run or Run(i, i)
            run.lines += "\n" in text[words.ends[run.last] : words.starts[i]]
            _add(run, i, *_times(digits, said, times))
            between = times = 0
            continue
        times = times if form == "-" else TIMES.get(form, 0)
        if run is not None and not times:
            between += 1
            if between > MOST_BETWEEN or not _links(run, form):
                yield from _whole(run)
                run = None
    yield from _whole(run)


def _times(digits: str, said: int, times: int) -> tuple[str, int]:
    """Say "double five" twice."""
    return (digits * times, 2) if times and len(digits) == 1 else (digits, said)


def _whole(run: Run | None) -> Iterator[Run]:
    if run is not None and len(run.digits) >= FEWEST:
        yield run


def _ends(words: Words, text: str, run: Run, i: int, between: int) -> bool:
    """Say whether a number ends before word `i` though digits follow."""
    gap = text[words.ends[run.last] : words.starts[i]]
    if "\n\n" in gap or (len(words.forms[run.last]) > 6 and words.forms[i].isdigit()
                         and len(words.forms[i]) > 3):  # fmt: skip
        return True
    return between > 0 and ". " in gap and not gap.startswith(" .") and len(run.groups[-1]) > 1


def _links(run: Run, form: str) -> bool:
    if form in LINKS:
        run.pending += " " + form + " "
        return True
    if len(form) == 1 and not form.isalnum():
        run.pending += form
        return form not in "€£%$="
    return False


def _add(run: Run, i: int, digits: str, said: int) -> None:
    if run.groups and said == 2 and len(digits) == 1 and _closes_tens(run, i):
        run.groups[-1] = run.groups[-1][:-1] + digits
    else:
        run.groups.append(digits)
    if run.pending:
        run.signs += "".join(c for c in run.pending if not c.isalnum() and c != " ")
        run.odd += sum(c in ODD for c in run.pending)
        run.linked += " " in run.pending
        run.pending = ""
    run.last = i
    run.said += said > 0
    run.plain_said += 4 * (said == 3) or int(said == 2)


def _closes_tens(run: Run, i: int) -> bool:
    """Whether the piece before was "fifty", so that "five" makes it 55."""
    return (
        run.groups[-1].endswith("0")
        and len(run.groups[-1]) == 2
        and run.said > 0
        and (i - run.last <= 2)
    )


def morse(text: str) -> tuple[int, int, str] | None:
    """Find at least seven digits in Morse code."""
    hit = re.search(r"(?:(?<=\s)|^)(?:[.-]{5}[\s/]{1,3}){6,15}[.-]{5}(?=\s|$)", text)
    if not hit:
        return None
    digits = [MORSE.get(code, "") for code in re.split(r"[\s/]+", hit[0])]
    return (hit.start(), hit.end(), "".join(digits)) if all(digits) else None
