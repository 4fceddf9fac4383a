"""Reading through a disguise, letter by letter, and finding the way back to what was written.

Whatever looks like a letter or digit becomes it: compatibility forms (Unicode NFKC), look-alikes,
enclosed and small capital letters, digits of any script. Whatever is not seen is left out: marks on
top of letters, characters without width, tags and escapes of HTML. Each character that remains
knows its place in the original, so that quotes are the person's own words. The words the rules look
for are folded alike, so it does not matter where folding goes too far.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from goodstanding.detectors.messages.confusables import LOOKALIKES

LIKE = {char: letter for letter, chars in LOOKALIKES.items() for char in chars}
SIGNS = {
    **dict.fromkeys("’‘ʼ´′", "'"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("–—−‐‑‒―⁃", "-"),
    **dict.fromkeys("∙•·⋅・●", "."),
    **dict.fromkeys("☎📞📱📲", " phone "),
    **dict.fromkeys("✉📧📩📨🖂", " email "),
    "🔟": "10",
    "∣": "l",
    "⁄": "/",
    "。": ".",
}
ENCLOSED = ((0x1F170, 0x1F189), (0x1F150, 0x1F169), (0x1F1E6, 0x1F1FF), (0x249C, 0x24B5))
"""First and last of rows of letters in squares and circles that have no compatibility form."""

FLIPPED = dict(zip("ɐqɔpǝɟƃɥᴉıɾʞlɯuodbɹsʇnʌʍxʎz", "abcdefghiijklmnopqrstuvwxyz", strict=True))
TURNED = frozenset("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ")
"""Letters turned upside down; whole words of them are read backwards."""

LATIN = 26
PLAIN = re.compile(r"[\t\n\r\x20-\x7e]*")
HIDDEN = re.compile(
    r"</?(?:b|i|u|s|a|p|br|wbr|em|tt|del|ins|sub|sup|div|span|font|code|mark|small|big|strong|nobr|strike|zwsp)\s?/?>|<!--[^<>]{0,40}-->|&(?:#x?[0-9a-f]{2,6}|[a-z]{2,8});"
)
ESCAPED = re.compile(r"%[2-7][0-9a-f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is read.

    Attributes:
        text: what is read.
        written: what was written.
        at: for each character of `text` its place in `written`; None where they are the same.
    """

    text: str
    written: str
    at: Sequence[int] | None

    def quote(self, start: int, end: int) -> str:
        """Give what was written where `text[start:end]` is read."""
        if self.at is None:
            return self.written[start:end]
        first, last = sorted((self.at[start], self.at[end - 1]))
        return self.written[first : last + 1]


@lru_cache(maxsize=1 << 14)
def folded(char: str) -> str:
    """Read one character: what it stands for, nothing where it is not seen."""
    if char in SIGNS:
        return SIGNS[char]
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    for first, last in ENCLOSED:
        if first <= ord(char) <= last:
            return chr(ord("a") + (ord(char) - first) % LATIN)
    kind = unicodedata.category(char)
    if kind[0] == "M" or (kind[0] == "C" and not char.isspace()):
        return ""
    return "".join(map(_likeness, unicodedata.normalize("NFKC", char)))


def _likeness(char: str) -> str:
    if unicodedata.category(char)[0] == "M":
        return ""
    small = LIKE.get(char) or char.casefold()
    return "".join(
        LIKE.get(one, one)
        for one in unicodedata.normalize("NFD", small)
        if unicodedata.category(one)[0] != "M"
    )


def fold(written: str) -> Folded:
    """Read a text."""
    if PLAIN.fullmatch(written):
        read = Folded(written.lower(), written, None)
    else:
        order, turned = _order(written)
        parts = [FLIPPED.get(written[i], "") if i in turned else folded(written[i]) for i in order]
        at = [i for i, part in zip(order, parts, strict=True) for _ in part]
        read = Folded("".join(parts), written, at)
    if "&" in read.text or "<" in read.text:
        read = _without(read, HIDDEN)
    return _without(read, ESCAPED) if "%" in read.text else read


def _order(written: str) -> tuple[Sequence[int], frozenset[int]]:
    """In which order characters are read, and which of them stand upside down."""
    order = list(range(len(written)))
    turned: set[int] = set()
    if not TURNED.isdisjoint(written):
        for word in re.finditer(r"[^\s,.!?;:()]+", written):
            if sum(char in TURNED for char in word[0]) > 1:
                places = range(word.start(), word.end())
                order[word.start() : word.end()] = reversed(places)
                turned.update(i for i in places if written[i] in FLIPPED)
    return order, frozenset(turned)


def _without(read: Folded, hiding: re.Pattern[str]) -> Folded:
    """Take away markup and resolve escapes."""
    parts: list[str] = []
    at: list[int] = []
    last = 0
    for hit in hiding.finditer(read.text):
        stands = _meant(hit[0])
        if stands is None:
            continue
        parts += (read.text[last : hit.start()], stands)
        at += [*range(last, hit.start()), *([hit.end() - 1] * len(stands))]
        last = hit.end()
    if not last:
        return read
    parts.append(read.text[last:])
    at += range(last, len(read.text))
    if read.at is not None:
        at = [read.at[i] for i in at]
    return Folded("".join(parts), read.written, at)


def _meant(escape: str) -> str | None:
    if escape[0] == "<":
        return ""
    if escape[0] == "%":
        return chr(int(escape[1:], 16)).lower()
    meant = html.unescape(escape)
    return None if meant == escape else "".join(map(folded, meant))
