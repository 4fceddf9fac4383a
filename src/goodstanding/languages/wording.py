"""What the law and the detectors say, in the language now spoken."""

from django.utils.translation import gettext, ngettext

from goodstanding.languages import writing
from goodstanding.law.wording import Day, Grouped, Joined, Worded, begun


def in_words(text: str) -> str:
    """Words in the language now spoken; other text stays as it is.

    Args:
        text: as the law or a detector said it.
    """
    if isinstance(text, Joined):
        return text.between.join(map(in_words, text.parts))
    if not isinstance(text, Worded):
        return text
    values = {name: _in_words(value) for name, value in text.values.items()}
    said = ngettext(text.one, text.many, text.number) if text.many else gettext(text.one)
    said %= values
    return begun(said) if text.first else said


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
