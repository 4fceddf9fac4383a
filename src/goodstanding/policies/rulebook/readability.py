"""How hard a text is to read, as LIX: the measure that needs no word list of a language.

Björnsson (1968): words per sentence, plus the share of words longer than six letters in percent.
"""

import re

LONG = 6
"""A word of more letters than this is a long one."""

HARDEST = 40.0
"""A policy's text may be no harder than this; up to 40 is easy, as in newspapers for all."""

SCALE = ((30.0, "very easy"), (40.0, "easy"), (50.0, "medium"), (60.0, "hard"))

_MARKS = re.compile(r"^(?:#+|[-*+>]|\d+\.|\s)*\s*", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_END = re.compile(r"[.!?:;]+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+>#|]|\d+\.))")


def lix(markdown: str) -> float:
    """The LIX of a Markdown text; headings, list items and table rows end a sentence.

    0 for a text without words.
    """
    text = _LINK.sub(r"\1", markdown)
    sentences = [_WORD.findall(_MARKS.sub("", piece)) for piece in _END.split(text)]
    spoken = [words for words in sentences if words]
    words = [word for sentence in spoken for word in sentence]
    if not words:
        return 0.0
    long = sum(len(word) > LONG for word in words)
    return len(words) / len(spoken) + 100 * long / len(words)


def words_for(value: float) -> str:
    """A LIX value in words, e.g. `easy`."""
    return next((name for bound, name in SCALE if value <= bound), "very hard")
