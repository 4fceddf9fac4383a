"""What a detector says of somebody's figures, in the language now spoken."""

from django.utils.translation import gettext, ngettext

from goodstanding.detectors.wording import Day, Grouped, Worded
from goodstanding.languages import writing


def in_words(text: str) -> str:
    """A detector's words in the language now spoken; other text stays as it is.

    Args:
        text: as the detector said it.
    """
    if not isinstance(text, Worded):
        return text
    values = {name: _in_words(value) for name, value in text.values.items()}
    said = ngettext(text.one, text.many, text.number) if text.many else gettext(text.one)
    return said % values


def _in_words(value: object) -> object:
    """What is put into a template, as the language now spoken writes it."""
    match value:
        case str():
            return in_words(value)
        case Grouped():
            return writing.number(int(value))
        case Day():
            return writing.day(value)
    return value
