"""The languages members are spoken to in, and how each writes days, numbers and money."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import get_language, override

NAMES = {
    "en": "English",
    "es": "Español",
    "fil": "Filipino",
    "bn": "বাংলা",
    "uk": "Українська",
}
"""Every language that is translated or under way, by its tag, in its own words."""

COMPLETE = ("en", "es", "fil", "bn", "uk")
"""Those in which nothing is left untranslated: only these are offered to anyone."""

FROM_THE_RIGHT = frozenset({"ar", "dv", "fa", "he", "ks", "ps", "ug", "ur", "yi"})
"""Tags of languages that are written from right to left."""


Said = str | Callable[[], str]
"""Words, or what finds them in the language spoken when it is asked."""


def nearest(tag: str) -> str:
    """The complete language nearest to a tag like `es-MX`; English where there is none.

    Args:
        tag: a language tag (BCP 47); `tl` is Filipino's older name.
    """
    first = tag.replace("_", "-").split("-")[0].lower()
    known = {"tl": "fil"}.get(first, first)
    return known if known in COMPLETE else "en"


def offered() -> list[tuple[str, str]]:
    """The complete languages, each as its tag and its name in its own words."""
    return [(tag, NAMES[tag]) for tag in COMPLETE]


def direction() -> str:
    """`ltr` or `rtl`, as the language now spoken is written."""
    return "rtl" if spoken().split("-")[0] in FROM_THE_RIGHT else "ltr"


def spoken() -> str:
    """The tag of the language now spoken."""
    return get_language() or "en"


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Speak the complete language nearest to a tag, and afterwards the one before.

    Args:
        tag: a language tag (BCP 47).
    """
    with override(nearest(tag)):
        yield


def say(words: Said, tag: str) -> str:
    """Words in the complete language nearest to a tag, where they are known in it."""
    with speaking(tag):
        return words if isinstance(words, str) else words()
