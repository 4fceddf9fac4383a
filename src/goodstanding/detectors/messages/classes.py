"""Which classes a word belongs to, as the bits of a number."""

import re
from collections import defaultdict
from functools import lru_cache

from rapidfuzz.distance import OSA

from goodstanding.detectors.messages.abroad import ABROAD
from goodstanding.detectors.messages.fold import folded
from goodstanding.detectors.messages.vocabulary import ENGLISH, PHRASES

BIT = {
    name: 1 << i
    for i, name in enumerate(dict.fromkeys([*ENGLISH, *ABROAD, *PHRASES, "data", "asked"]))
}
"""The bit of each class. Of `data` are addresses, numbers and handles themselves."""

LONG_NAMES = [
    "whatsapp",
    "telegram",
    "skype",
    "viber",
    "wechat",
    "discord",
    "instagram",
    "snapchat",
    "kakaotalk",
    "hangouts",
    "messenger",
    "facebook",
    "signal",
    "gmail",
    "hotmail",
    "protonmail",
    "paypal",
    "venmo",
    "zelle",
    "cashapp",
    "westernunion",
    "moneygram",
    "payoneer",
    "crypto",
    "bitcoin",
    "yahoo",
    "outlook",
    "icloud",
    "email",
    "phone",
    "number",
    "contact",
    "mobile",
    "platform",
    "outside",
    "directly",
]
"""Names and words that are looked for through blanks, signs and digits within them."""

LEAST_FUZZY = 6
CHINESE = ("微信", "电报", "加我")
NOT_MISSPELT = frozenset(
    [
        "pioneer",
        "pioneers",
        "discard",
        "discards",
        "telegraph",
        "telegrams",
        "single",
        "signals",
        "passenger",
        "passengers",
        "messengers",
        "instagrams",
        "snapshot",
        "snapshots",
        "retail",
        "mobiles",
        "numbers",
        "platforms",
        "contacts",
        "outsider",
        "discords",
        "telegraphs",
        "messaged",
        "messages",
        "message",
        "number",
        "contact",
        "phones",
        "direct",
        "directly",
        "contract",
        "contracts",
        "contrast",
        "signal",
        "sigma",
        "wheat",
        "weather",
        "outlooks",
    ]
)
FUZZY = [
    n
    for n in LONG_NAMES
    if len(n) > LEAST_FUZZY or n in {"viber", "skype", "wechat", "gmail", "signal"}
    if n not in {"contact", "directly", "platform", "outside", "facebook", "bitcoin", "outlook"}
]
DOUBLED = re.compile(r"(.)\1+")


SINGLE = {name: DOUBLED.sub(r"\1", name) for name in FUZZY}


def plain(word: str) -> str:
    """Fold a word of the vocabulary as messages are folded."""
    return "".join(map(folded, word)).replace("'", "")


def _words() -> dict[str, int]:
    words: dict[str, int] = defaultdict(int)
    for table in (ENGLISH, ABROAD):
        for name, listed in table.items():
            for word in listed.split():
                words[plain(word)] |= BIT[name]
    for word in ABROAD["fused"].split():
        words[plain(word)] |= BIT["reach"] | BIT["me"] | BIT["talk"]
    return dict(words)


WORDS = _words()
PHRASE_WORDS = {
    tuple(plain(word) for word in phrase.split()): BIT[name]
    for name, listed in PHRASES.items()
    for phrase in listed.split("|")
}
FIRST = {words[0] for words in PHRASE_WORDS}
LONGEST = max(map(len, PHRASE_WORDS))


@lru_cache(maxsize=1 << 16)
def classes(word: str) -> int:
    """Give the classes of a folded word, a slip of the pen in a name forgiven."""
    word = word.replace("'", "").replace("-", "")
    known = WORDS.get(word, 0)
    if not word.isascii():
        for part in CHINESE:
            if part in word:
                return known | BIT["messenger"]
    if known or len(word) < 5 or not word.isalpha():
        return known
    name = misspelt(word)
    return WORDS.get(name, 0) if name else 0


def misspelt(word: str) -> str | None:
    """Give the name a word is a misspelling of."""
    if word in NOT_MISSPELT or not word.isascii():
        return None
    word = word.replace("vv", "w").replace("rn", "m") if "vv" in word or "grarn" in word else word
    single = DOUBLED.sub(r"\1", word)
    for name in FUZZY:
        if single == SINGLE[name] or (
            len(name) >= LEAST_FUZZY
            and word[0] == name[0]
            and OSA.distance(word, name, score_cutoff=_slips(name)) <= _slips(name)
        ):
            return name
    return None


def _slips(name: str) -> int:
    return 1 if len(name) <= 7 else 2
