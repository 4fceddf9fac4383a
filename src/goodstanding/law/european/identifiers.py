"""Personal data in free text: found, and put in neutral words. DSA-24.5; TDB-8, R5."""

import re
from collections.abc import Mapping
from datetime import date

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
PHONE = re.compile(r"\+?\d[\d ()./-]{7,}\d")

_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_QUOTED = r'(?:"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»)'
_QUOTES = re.compile(rf"{_QUOTED}(?:(?:, and |, | and ){_QUOTED})*")
"""Quoted words are a person's own and may hold anything."""
_LINK = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w{2,}")
_BANK_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CODE = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)

_BEFORE_NAMES = ((_LINK, "[a link]"), (EMAIL, "[a mail address]"), (_HANDLE, "[a name]"))
_AFTER_NAMES = ((_CODE, "[a code]"), (_BANK_ACCOUNT, "[a bank account]"), (PHONE, "[a number]"))

STANDS_FOR = {
    "member": "the member",
    "other": "another member",
    "team": "the team",
    "case": "the case",
    "thing": "the post",
    "contract": "a contract",
}
"""The neutral words for people and things of the record."""

_PLAIN = frozenset(" ".join(STANDS_FOR.values()).split())


def identifies(text: str) -> str:
    """What in a text looks like personal data, in words; "" where nothing does."""
    if EMAIL.search(text):
        return "a mail address"
    return "a telephone number" if PHONE.search(text) else ""


def named(text: str, known: Mapping[str, str]) -> bool:
    """Whether a text names any of the known people or things, as a whole word.

    A name that is one of the neutral words themselves says nothing of anyone.
    """
    names = (name for name in known if name.strip() and name.casefold() not in _PLAIN)
    return any(_word(name).search(text) for name in names)


def neutral(text: str, known: Mapping[str, str]) -> str:
    """A text without personal data.

    Args:
        text: the words of the record.
        known: names, account ids, addresses and so on of the people and things of the record,
            each with the neutral words that stand for it. A longer name goes before a shorter.
    """
    text = _QUOTES.sub("[words left out]", _DAY.sub(_spoken_day, text))
    for pattern, instead in _BEFORE_NAMES:
        text = pattern.sub(instead, text)
    for name in sorted(filter(str.strip, known), key=len, reverse=True):
        text = _word(name).sub(known[name].replace("\\", ""), text)
    for pattern, instead in _AFTER_NAMES:
        text = pattern.sub(instead, text)
    return text


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE)


def _spoken_day(found: re.Match[str]) -> str:
    """A day in words: in figures it reads like a telephone number."""
    try:
        day = date.fromisoformat(found[0])
    except ValueError:
        return found[0]
    return f"{day.day} {day:%B %Y}"


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, cut after a word where it is longer."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 2].rsplit(None, 1)
    return f"{cut[0]} …"
